/**
 * Rows of an XLSX — bảng tính thành dòng và ô.
 *
 * The parts of a workbook as XML → the cells of its first sheet as a person sees them: values of
 * formulas, days as days, every row at its own number. Knows no zip and no meaning of a column.
 */
import { dateOfDayNumber } from '@loaso/shared/time';
import { Refused } from './refusals.js';
import { childOf, childrenOf, readXml, type XmlNode } from './xml.js';

/** Asked for by name; undefined where there is no such part. */
export type Parts = (name: string) => string | undefined;

const ROWS_MAX = 20_001;
const COLUMNS_MAX = 40;
const CELL_MAX = 2_000;

/** 1970-01-01 counted from 1899-12-30, and the four years that old Macintoshes began later. */
const EPOCH_DAYS = 25_569;
const MAC_DAYS = 1_462;
const DAYS_MAX = 80_000;

/** Number formats that every Excel has and that show a day (ECMA-376, 18.8.30). */
const DAY_FORMATS = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58,
]);

/** The first root, without what surrounds it; prefixes are for who wrote it. */
const rootOf = (xml: string | undefined): XmlNode | undefined => {
  if (xml === undefined) return undefined;
  return withoutPrefixes(readXml(xml).children.find(({ name }) => name !== ''));
};

const withoutPrefixes = (node: XmlNode | undefined): XmlNode | undefined =>
  node === undefined || !node.name.includes(':') ? node : bared(node);

const bared = (node: XmlNode): XmlNode => ({
  ...node,
  name: node.name.replace(/^[^:]*:/, ''),
  children: node.children.map((child) => (child.name === '' ? child : bared(child))),
});

const ESCAPED = /_x([0-9A-F]{4})_/g;

const textOf = (node: XmlNode | undefined): string =>
  (node?.children ?? []).map(({ text }) => text).join('');

/** Text of a string item: its pieces in order, without the reading aids of East Asian scripts. */
const stringOf = (item: XmlNode | undefined): string =>
  [...childrenOf(item, 't'), ...childrenOf(item, 'r').flatMap((run) => childrenOf(run, 't'))]
    .map(textOf)
    .join('')
    .replaceAll(ESCAPED, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Which of the cell styles show a day. */
function dayStyles(styles: XmlNode | undefined): ReadonlySet<number> {
  const own = new Map(
    childrenOf(childOf(styles, 'numFmts'), 'numFmt').map(({ attributes }) => [
      Number(attributes.get('numFmtId')),
      attributes.get('formatCode') ?? '',
    ]),
  );
  const isDay = (format: number): boolean => {
    const code = own.get(format);
    if (code === undefined) return DAY_FORMATS.has(format);
    // What stands in quotes, brackets or behind a backslash is shown as it is.
    return /[dy]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
  };
  const found = childrenOf(childOf(styles, 'cellXfs'), 'xf').flatMap(({ attributes }, index) =>
    isDay(Number(attributes.get('numFmtId') ?? 0)) ? [index] : [],
  );
  return new Set(found);
}

type Book = {
  readonly strings: readonly string[];
  readonly days: ReadonlySet<number>;
  readonly mac: boolean;
};

/** '01/07/2026'; undefined where the number is no day of a register. */
function dayOf(serial: number, mac: boolean): string | undefined {
  const day = Math.floor(serial) + (mac ? MAC_DAYS : 0);
  if (day < 1 || day > DAYS_MAX) return undefined;
  const [year, month, date] = dateOfDayNumber(day - EPOCH_DAYS).split('-');
  return `${date}/${month}/${year}`;
}

/** A number with a comma, as officials type it. */
function numberOf(raw: string): string {
  const value = Number(raw);
  return raw === '' || !Number.isFinite(value) ? raw : String(value).replace('.', ',');
}

function cellOf(cell: XmlNode, { strings, days, mac }: Book): string {
  const raw = textOf(childOf(cell, 'v'));
  switch (cell.attributes.get('t') ?? 'n') {
    case 's':
      return strings[Number(raw)] ?? '';
    case 'inlineStr':
      return stringOf(childOf(cell, 'is'));
    case 'n': {
      const isDay = days.has(Number(cell.attributes.get('s') ?? -1));
      return (isDay ? dayOf(Number(raw), mac) : undefined) ?? numberOf(raw);
    }
    case 'd':
      return raw.slice(0, 10);
    case 'b':
      return raw === '1' ? 'TRUE' : 'FALSE';
    default:
      return raw;
  }
}

/** 'B7' → 1; -1 where it is no name of a cell. */
function columnOf(name: string): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(name)?.[1];
  if (letters === undefined) return -1;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function rowOf(row: XmlNode, book: Book): string[] {
  const cells: string[] = [];
  let next = 0;
  for (const cell of childrenOf(row, 'c')) {
    const named = columnOf(cell.attributes.get('r') ?? '');
    const at = named < 0 ? next : named;
    next = at + 1;
    if (at >= COLUMNS_MAX) continue;
    while (cells.length < at) cells.push('');
    cells[at] = cellOf(cell, book).slice(0, CELL_MAX);
  }
  return cells;
}

/** Where the first sheet lies; a name that leads out of the file is no sheet of it. */
function sheetName(book: XmlNode | undefined, parts: Parts): string {
  const first = childOf(childOf(book, 'sheets'), 'sheet');
  const id = [...(first?.attributes ?? [])].find(([name]) => /(^|:)id$/.test(name))?.[1];
  const links = childrenOf(rootOf(parts('xl/_rels/workbook.xml.rels')), 'Relationship');
  const link = links.find(({ attributes }) => attributes.get('Id') === id)?.attributes;
  const target = link?.get('Target') ?? 'worksheets/sheet1.xml';
  if (link?.get('TargetMode') === 'External') throw new Refused('unsafe');
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

/**
 * Rows of the first sheet; the row of number n is at n-1, and one that is not there is empty.
 * @throws Refused when it is no workbook, too large, or unsafe
 */
export function xlsxRows(parts: Parts): string[][] {
  const workbook = rootOf(parts('xl/workbook.xml'));
  const sheet = rootOf(parts(sheetName(workbook, parts)));
  if (workbook === undefined || sheet === undefined) throw new Refused('damaged');
  const strings = childrenOf(rootOf(parts('xl/sharedStrings.xml')), 'si').map(stringOf);
  const dated = childOf(workbook, 'workbookPr')?.attributes.get('date1904');
  const mac = dated === '1' || dated === 'true';
  return rowsOf(sheet, { strings, days: dayStyles(rootOf(parts('xl/styles.xml'))), mac });
}

function rowsOf(sheet: XmlNode, book: Book): string[][] {
  const rows: string[][] = [];
  for (const row of childrenOf(childOf(sheet, 'sheetData'), 'row')) {
    const at = Number(row.attributes.get('r') ?? rows.length + 1) - 1;
    if (!Number.isInteger(at) || at < rows.length) throw new Refused('damaged');
    const cells = rowOf(row, book);
    if (cells.every((one) => one.trim() === '')) continue;
    if (at >= ROWS_MAX) throw new Refused('too-many-lines');
    while (rows.length < at) rows.push([]);
    rows.push(cells);
  }
  return rows;
}
