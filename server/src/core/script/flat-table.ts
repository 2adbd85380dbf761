/** Flat table — bảng bị trải thành từng ô mỗi dòng.
 *
 * Portals print an annex table as one cell per line. This file finds such a table, its column titles and
 * its rows again. It says nothing about how a row is read.
 */
export interface FlatRow {
  /** '4.5', 'd', '2'. */
  readonly number: string;
  /** First cell: the task. */
  readonly task: string;
  /** One text per remaining column, '' when the cell is absent. */
  readonly cells: readonly string[];
}

export interface FlatTable {
  /** Titles of the columns after the numbering and the task. */
  readonly columns: readonly string[];
  readonly titleLines: readonly string[];
  readonly rows: readonly FlatRow[];
  /** Index just after the table's last line. */
  readonly end: number;
}

const NUMBER_TITLE = /^(?:tt|stt|số tt|số thứ tự)\.?$/i;
const ROW_NUMBER = /^(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?|[a-zđ][.)]?|[IVX]{1,5}\.?)$/u;
const FIRST_ROW = /^(?:1|I|A|a)[.)]?$/u;
const WHEN =
  /^(?:-\s*)?(?:(?:hàng|hằng|mỗi|trong|từ|đến|trước|sau|quý|tháng|năm|giai đoạn|khi|theo|thường xuyên)\b.*|(?:19|20)\d{2}\b.*|\d{1,2}\/\d{4}.*)$/iu;
const MOST_COLUMNS = 9;

const isBullet = (line: string): boolean => /^[-–+•]\s/.test(line);

/** Lines of one row → its cells; bullets that follow each other are one cell. */
const cellsOf = (lines: readonly string[]): string[] => {
  const cells: string[] = [];
  let bulleted = false;
  for (const line of lines) {
    const bullet = isBullet(line);
    const text = line.replace(/^[-–+•]\s*/, '');
    if (bullet && bulleted) cells.push(`${cells.pop() ?? ''}; ${text}`.replace(/[.;]+; /g, '; '));
    else cells.push(text);
    bulleted = bullet;
  }
  return cells;
};

const fitted = (cells: readonly string[], columns: number): string[] => {
  const fit = cells.slice(0, columns);
  if (cells.length > columns) fit[columns - 1] = cells.slice(columns - 1).join('; ');
  const last = fit.at(-1) ?? '';
  if (fit.length < columns && fit.length > 0 && WHEN.test(last)) {
    fit.pop();
    while (fit.length < columns - 1) fit.push('');
    fit.push(last);
  }
  while (fit.length < columns) fit.push('');
  return fit;
};

const rowOf = (number: string, lines: readonly string[], columns: number): FlatRow => {
  const [task = '', ...cells] = cellsOf(lines);
  const bare = number.replace(/[.)]$/, '');
  return { number: bare, task, cells: cells.length === 0 ? [] : fitted(cells, columns) };
};

const titlesAt = (lines: readonly string[], at: number): string[] | undefined => {
  if (!NUMBER_TITLE.test(lines[at] ?? '')) return undefined;
  const ahead = lines.slice(at + 1, at + 2 + MOST_COLUMNS);
  const count = ahead.findIndex((line) => FIRST_ROW.test(line));
  const titles = ahead.slice(0, Math.max(0, count));
  const fit = titles.length >= 2 && titles.every((line) => line !== '' && line.length <= 60);
  return fit ? titles : undefined;
};

const ENDS_TABLE = /^(?:phụ lục|điều \d|chương |ghi chú|tổng cộng)/i;

/** The flat table that begins at a line, or undefined. `lines` are trimmed; '' ends nothing. */
export const flatTableAt = (lines: readonly string[], at: number): FlatTable | undefined => {
  const titles = titlesAt(lines, at);
  if (titles === undefined) return undefined;
  const rows: FlatRow[] = [];
  let number: string | undefined;
  let held: string[] = [];
  const close = (): void => {
    if (number !== undefined && held.length > 0) rows.push(rowOf(number, held, titles.length - 1));
    held = [];
  };
  let end = at + 1 + titles.length;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    if (line === '') continue;
    if (ENDS_TABLE.test(line)) break;
    if (ROW_NUMBER.test(line)) {
      close();
      number = line;
    } else held.push(line);
  }
  close();
  return { columns: titles.slice(1), titleLines: [lines[at] ?? '', ...titles], rows, end };
};
