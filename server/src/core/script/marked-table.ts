/** Marked table — bảng có vạch.
 *
 * Reads a table written one row a line between bars ("| TT | Nhiệm vụ |"), as ingest writes the real
 * tables of a file. Same answer as for a flattened table, with every cell certain. It says nothing about
 * how a row is read.
 */
import type { FlatRow, FlatTable } from './flat-table.js';

const ROW = /^\|.*\|.*\|$/u;
const NUMBER_TITLE = /^(?:tt|stt|số tt|số thứ tự)\.?$/i;
const ROW_NUMBER = /^(?:\d{1,3}(?:\.\d{1,2}){0,4}[.)]?|[a-zđ][.)]?|[IVX]{1,5}[.)]?|[A-H][.)]?)$/u;
const BULLET = /^[-–+•]\s*/;
const CELL_BREAK = '¶';

export const isMarkedRow = (line: string): boolean => ROW.test(line);

/** What stands between two paragraphs of a cell. */
const between = (before: string, after: string): string => {
  if (BULLET.test(after) || /[;]$/.test(before)) return '; ';
  return /[.:!?,]$/.test(before) || /^\p{Ll}/u.test(after) ? ' ' : '; ';
};

/** Paragraphs of a cell as one text; a list in it by semicolons. */
const cellText = (cell: string): string => {
  let text = '';
  for (const part of cell.split(CELL_BREAK).map((piece) => piece.trim())) {
    if (part === '') continue;
    const join = text === '' ? '' : between(text, part);
    if (join === '; ') text = text.replace(/[.;]+$/, '');
    text += `${join}${part.replace(BULLET, '')}`;
  }
  return text;
};

const cellsOf = (line: string): string[] =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => cellText(cell.trim()));

/** A row of a numbered table whose first cell is no number: a title over the first two columns. */
const titleRow = ([first = '', second = '', ...rest]: readonly string[]): string[] => [
  `${first} ${second}`.trim(),
  ...rest,
];

const rowOf = (cells: readonly string[], numbered: boolean): FlatRow => {
  const [first = '', ...others] = cells;
  const hasNumber = numbered && (first === '' || ROW_NUMBER.test(first));
  const number = hasNumber ? first.replace(/[.)]$/, '') : '';
  const unnumbered = numbered ? titleRow(cells) : cells;
  const [task = '', ...rest] = hasNumber ? others : unnumbered;
  return { number, task, cells: rest.every((cell) => cell === '') ? [] : rest };
};

/** The marked table that begins at a line, or undefined. */
export const markedTableAt = (lines: readonly string[], at: number): FlatTable | undefined => {
  if (!isMarkedRow(lines[at] ?? '')) return undefined;
  let end = at;
  while (end < lines.length && isMarkedRow(lines[end] ?? '')) end += 1;
  const all = lines.slice(at, end).map(cellsOf);
  const [header = []] = all;
  const titled = all.length > 1 && !ROW_NUMBER.test(header[0] ?? '');
  const numbered =
    NUMBER_TITLE.test(header[0] ?? '') || all.some(([first]) => ROW_NUMBER.test(first ?? ''));
  const titles = titled ? header.filter((title) => title !== '') : [];
  const columns = header.slice(numbered ? 2 : 1).map((title) => (titled ? title : ''));
  const rows = all
    .slice(titled ? 1 : 0)
    .map((cells) => rowOf(cells, numbered))
    .filter((row) => row.task !== '' || row.cells.length > 0);
  return { columns, titleLines: titles, rows, end };
};
