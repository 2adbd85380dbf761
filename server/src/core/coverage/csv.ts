/**
 * CSV — bảng dạng văn bản.
 *
 * Reads what Excel in Việt Nam saves (UTF-8 with or without mark, semicolon, comma or tab, quoted
 * cells with line breaks) and writes what it opens. A cell that a spreadsheet would take for a
 * formula is written behind an apostrophe, and read back without it (OWASP, CSV injection).
 */

export const CSV_CHARACTERS_MAX = 3_000_000;
export const CSV_ROWS_MAX = 20_000;
const CELLS_MAX = 40;

/** `line`: where the row begins in the file, from 1, as a text editor counts. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

export type CsvFault = 'too-long' | 'too-many-rows' | 'not-utf8' | 'open-quote' | 'empty';

export type CsvReading =
  | { readonly ok: true; readonly rows: readonly CsvRow[] }
  | { readonly ok: false; readonly fault: CsvFault; readonly line: number };

const SEPARATORS = [';', ',', '\t'] as const;

/** The sign that the first line has most of, outside quotes. */
function separatorOf(text: string): string {
  const first = (/^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0] ?? '').replaceAll(
    /"(?:[^"]|"")*"/g,
    '',
  );
  const count = (sign: string): number => first.split(sign).length;
  return [...SEPARATORS].sort((a, b) => count(b) - count(a))[0] ?? ';';
}

/** Rows without the empty ones; cells without space around. */
export function readCsv(file: string): CsvReading {
  if (file.length > CSV_CHARACTERS_MAX) return { ok: false, fault: 'too-long', line: 0 };
  const text = file.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const broken = text.indexOf('\uFFFD');
  if (broken >= 0 || text.includes('\0')) {
    return { ok: false, fault: 'not-utf8', line: lineAt(text, Math.max(broken, 0)) };
  }
  const rows: CsvRow[] = [];
  for (const row of rowsOf(text)) {
    if (row === null) return { ok: false, fault: 'open-quote', line: (rows.at(-1)?.line ?? 0) + 1 };
    if (row.cells.some((one) => one !== '')) rows.push(row);
    if (rows.length > CSV_ROWS_MAX) return { ok: false, fault: 'too-many-rows', line: row.line };
  }
  return rows.length === 0 ? { ok: false, fault: 'empty', line: 0 } : { ok: true, rows };
}

/** Row after row; null where a quotation mark is never closed, and then nothing more. */
function* rowsOf(text: string): Generator<CsvRow | null> {
  const cell = cellPattern(separatorOf(text));
  let [line, cells, start] = [1, [] as string[], 1];
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) return yield null;
    const [whole, quoted, bare, end] = match;
    if (cells.length < CELLS_MAX) cells.push(cellText(quoted, bare));
    line += whole.split('\n').length - 1;
    if (end !== '\n' && end !== '') continue;
    yield { line: start, cells };
    [cells, start] = [[], line];
  }
  // A file that ends behind a separator.
  yield { line: start, cells };
}

/** One cell and what ends it; sticky, so that nothing is passed over. */
const cellPattern = (separator: string): RegExp =>
  new RegExp(
    `[^\\S\\n\\t]*(?:"((?:[^"]|"")*)"[^\\S\\n\\t]*|([^"${separator}\\n]*))(${separator}|\\n|$)`,
    'y',
  );

const cellText = (quoted: string | undefined, bare: string | undefined): string =>
  (quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'))
    .trim()
    .replace(/^'(?=[=+\-@])/, '')
    .normalize('NFC');

const lineAt = (text: string, position: number): number =>
  text.slice(0, position).split('\n').length;

/** A number stays a number; a text can never begin a formula. */
export type CsvValue = string | number | null;

/** With mark and semicolons, so that Excel with Vietnamese settings opens it by a double click. */
export const writeCsv = (rows: readonly (readonly CsvValue[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cellOf).join(';')).join('\r\n')}\r\n`;

function cellOf(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  const harmless = /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";,\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
