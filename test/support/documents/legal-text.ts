/**
 * Legal text — văn bản mẫu để viết ra nhiều loại tệp.
 *
 * An excerpt of the real decision as paragraphs and one table, so that writers of formats can put it
 * into real structures. It knows no format.
 */
import { readFileSync } from 'node:fs';
import { repairText } from '#server/core/text/repair';

export type TableRow = {
  readonly number: string;
  /** Paragraphs of each cell. */
  readonly cells: readonly (readonly string[])[];
};

export type LegalText = {
  readonly lines: readonly string[];
  readonly paragraphs: readonly string[];
  readonly titles: readonly string[];
  readonly rows: readonly TableRow[];
};

const SAMPLE = new URL('../../../server/samples/qd-1462-ubnd-binh-dinh-2025.txt', import.meta.url);
const ROW_NUMBER = /^(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]\.)$/u;
const COLUMNS = 6;

const cellsOf = (lines: readonly string[]): string[][] => {
  const cells: string[][] = [];
  let bulleted = false;
  for (const line of lines) {
    const isBullet = line.startsWith('- ');
    if (isBullet && bulleted) cells.at(-1)?.push(line);
    else cells.push([line]);
    bulleted = isBullet;
  }
  return cells;
};

const rowsOf = (lines: readonly string[]): TableRow[] => {
  const rows: { number: string; held: string[] }[] = [];
  for (const line of lines) {
    if (ROW_NUMBER.test(line)) rows.push({ number: line, held: [] });
    else rows.at(-1)?.held.push(line);
  }
  return rows.map(({ number, held }) => {
    const cells = cellsOf(held);
    while (cells.length < COLUMNS - 1) cells.push([]);
    return { number, cells };
  });
};

/** The decision, the plan, and the appendix up to (not with) a row of its table. */
export const readLegalText = (untilRow: string): LegalText => {
  const all = repairText(readFileSync(SAMPLE, 'utf8'))
    .text.split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
  const table = all.indexOf('TT');
  const lines = all.slice(0, all.indexOf(untilRow, table));
  return {
    lines,
    paragraphs: lines.slice(0, table),
    titles: lines.slice(table, table + COLUMNS),
    rows: rowsOf(lines.slice(table + COLUMNS)),
  };
};

/** Index just after the last paragraph of the signature block of the decision. */
export const signatureEnd = (paragraphs: readonly string[]): number =>
  paragraphs.indexOf('KẾ HOẠCH');
