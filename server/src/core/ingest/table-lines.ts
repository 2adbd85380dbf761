/**
 * Table lines — bảng thành dòng.
 *
 * A table of any format → lines of text. A real table becomes one marked line a row (`| TT | việc |`),
 * which the script core reads as sentences and an editor can read too; a table that only places things
 * on a page (heading of an office, signatures) becomes the paragraphs in it. It reads no file format.
 */
export interface GridCell {
  readonly column: number;
  /** Columns it covers, at least 1. */
  readonly span: number;
  /** Paragraphs. */
  readonly lines: readonly string[];
  /** The lower part of a cell that began in a row above. */
  readonly continued: boolean;
}

export type GridRow = readonly GridCell[];

const PLACED =
  /^(?:cộng h(?:òa|oà) xã hội|độc lập\s*-|nơi nhận|số\s*:|(?:tm|kt|tl|tuq|q)\s?\. ?\p{Lu}|(?:phó )?chủ tịch$|ủy ban nhân dân|bên [ab]\b)/iu;
const ROW_NUMBER = /^(?:\d{1,3}(?:\.\d{1,2}){0,4}[.)]?|[a-zđ][.)]?|[IVX]{1,5}[.)]?|[A-H][.)]?)$/u;
const COLUMN_NUMBER = /^[([]?(?:\d{1,2}|[A-Z])(?: ?= ?[\d()+*x:-]+)?[)\]]?$/u;
/** Parts of a cell in one line; also known to the script core. */
const CELL_BREAK = ' ¶ ';
const HEADER_ROWS_MAX = 4;
const LAYOUT_ROWS_MAX = 4;

const textOf = (cell: GridCell | undefined): string =>
  (cell?.lines ?? [])
    .map((line) => line.replaceAll('|', '/').replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join(CELL_BREAK);

const columnsOf = (rows: readonly GridRow[]): number =>
  Math.max(0, ...rows.flatMap((row) => row.map(({ column, span }) => column + span)));

/** Only places things on the page. */
const isLayout = (rows: readonly GridRow[]): boolean => {
  if (columnsOf(rows) < 2) return true;
  const filled = rows.filter((row) => row.some((cell) => textOf(cell) !== ''));
  if (filled.every((row) => row.filter((cell) => textOf(cell) !== '').length < 2)) return true;
  if (filled.length > LAYOUT_ROWS_MAX || columnsOf(rows) > 3) return false;
  return rows.some((row) =>
    row.some(({ lines }) => lines.some((line) => PLACED.test(line.trim()))),
  );
};

/** Texts of a row by column. A cell over several columns stands in its first, or in all of them. */
const byColumn = (row: GridRow, columns: number, everywhere: boolean): string[] => {
  const texts = Array.from({ length: columns }, () => '');
  for (const cell of row) {
    const last = everywhere ? cell.column + cell.span : cell.column + 1;
    for (let at = cell.column; at < Math.min(last, columns); at += 1) texts[at] = textOf(cell);
  }
  return texts;
};

const isColumnNumbers = (texts: readonly string[]): boolean =>
  texts.every((text) => COLUMN_NUMBER.test(text)) && texts.length > 2;

/** How many rows are titles of columns. */
const headerRows = (rows: readonly (readonly string[])[]): number => {
  const first = rows
    .slice(0, HEADER_ROWS_MAX)
    .findIndex((texts) => ROW_NUMBER.test(texts[0] ?? '') || isColumnNumbers(texts));
  return first < 0 ? 1 : first;
};

const headerOf = (rows: readonly GridRow[], columns: number): string[] => {
  const stacks = Array.from({ length: columns }, () => new Set<string>());
  for (const row of rows) {
    for (const [column, text] of byColumn(row, columns, true).entries()) {
      if (text !== '') stacks[column]?.add(text.replaceAll(CELL_BREAK, ' '));
    }
  }
  return stacks.map((texts) => [...texts].join(' '));
};

/** A cell that goes on from above says again what it said there; the first column does not. */
const filledDown = (rows: readonly GridRow[], columns: number): string[][] => {
  const filled: string[][] = [];
  for (const row of rows) {
    const texts = byColumn(row, columns, false);
    for (const cell of row) {
      if (cell.continued && cell.column > 0 && texts[cell.column] === '')
        texts[cell.column] = filled.at(-1)?.[cell.column] ?? '';
    }
    filled.push(texts);
  }
  return filled;
};

const marked = (texts: readonly string[]): string =>
  `| ${texts.join(' | ')} |`.replace(/ {2,}/g, ' ');

/** Rows of a table → lines, in reading order. */
export const tableLines = (rows: readonly GridRow[]): string[] => {
  if (isLayout(rows)) return rows.flatMap((row) => row.flatMap(({ lines }) => lines));
  const columns = columnsOf(rows);
  const texts = rows.map((row) => byColumn(row, columns, false));
  const headers = headerRows(texts);
  const body = filledDown(rows.slice(headers), columns).filter(
    (row) => row.some((text) => text !== '') && !isColumnNumbers(row),
  );
  const header = headers === 0 ? [] : [headerOf(rows.slice(0, headers), columns)];
  return [...header, ...body].map(marked);
};
