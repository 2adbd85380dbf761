/**
 * Tab tables — bảng cách nhau bằng dấu tab.
 *
 * A table copied out of an office program arrives as lines of cells with tabs between them. Neighbouring
 * lines of that shape become rows of a table again; a lone line stays as it is. It changes nothing else.
 */
import { type GridRow, tableLines } from './table-lines.js';

/** Some programs write a tab after the last cell too. */
const rowOf = (line: string): GridRow =>
  line
    .replace(/\t$/, '')
    .split('\t')
    .map((text, column) => ({ column, span: 1, lines: [text], continued: false }));

const isRow = (line: string): boolean => (line.match(/\t/g) ?? []).length > 1;

/** Text whose tab-separated tables are marked rows. */
export const tabTables = (text: string): string => {
  const out: string[] = [];
  let held: string[] = [];
  const close = (): void => {
    out.push(...(held.length > 1 ? tableLines(held.map(rowOf)) : held));
    held = [];
  };
  for (const line of text.split('\n')) {
    if (isRow(line)) held.push(line);
    else {
      close();
      out.push(line);
    }
  }
  close();
  return out.join('\n');
};
