/**
 * PDF text — chữ của tệp PDF.
 *
 * Pages of placed words → the text as it was written: running heads, feet and page numbers out, columns
 * one after the other, broken lines joined by where they end on the page, ruled tables as rows. It
 * parses no PDF.
 */
import { appendixOf, documentKindOf, headOf, isCapitals } from '../script/legal-heads.js';
import { isLegalSyllable } from '../text/syllable.js';
import type { DocumentText } from './docx-text.js';
import { type Extent, inReadingOrder, type PlacedLine } from './pdf-columns.js';
import { linesOf, lineText } from './pdf-lines.js';
import type { PdfLine, PdfPage } from './pdf-page.js';
import { type PdfTable, tablesOf } from './pdf-tables.js';
import { Refused } from './refusals.js';
import { type GridRow, tableLines } from './table-lines.js';

/** Fewer characters than this on a page, on average, and the file is a scan. */
const SCAN_CHARACTERS_A_PAGE = 20;

/** Parts of the height of a page where running heads and feet stand. */
const HEAD_ZONE = 0.1;
const FOOT_ZONE = 0.91;
const PAGE_NUMBER =
  /^[-–—~|.\s]*(?:trang\s*(?:số\s*)?:?\s*)?\d{1,4}(?:\s*\/\s*\d{1,4})?[-–—~|.\s]*$/iu;
const ENDED = /[.;:!?…”"]$|\.\/\.$/;
const INDENT = 0.8;
/** Lines farther apart than this, in sizes, are two paragraphs. */
const APART = 1.9;
/** A line of a title this wide, of the page's text, may go on. */
const TITLE_SHARE = 0.55;

type Element =
  | { readonly kind: 'line'; readonly page: number; readonly line: PlacedLine }
  | { readonly kind: 'table'; readonly table: PdfTable };

const shapeOf = (line: PdfLine): string => lineText(line).replace(/\d+/g, '#');

const isMarginal = (line: PdfLine, height: number): boolean =>
  line.y < height * HEAD_ZONE || line.y > height * FOOT_ZONE;

/** Texts (digits aside) that stand in the margin of several pages. */
const runningShapes = (pages: readonly ReadPage[]): Set<string> => {
  const counts = new Map<string, number>();
  for (const { page, lines } of pages) {
    const shapes = new Set(lines.filter((line) => isMarginal(line, page.height)).map(shapeOf));
    for (const shape of shapes) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  const least = Math.max(2, Math.ceil(pages.length * 0.3));
  return new Set([...counts].filter(([, count]) => count >= least).map(([shape]) => shape));
};

interface ReadPage {
  readonly page: PdfPage;
  readonly tables: readonly PdfTable[];
  readonly lines: readonly PdfLine[];
}

const WIDE_LINE = 0.4;
const ENOUGH_LINES = 5;

const extentOf = (pages: readonly ReadPage[]): Extent | undefined => {
  const wide = pages.flatMap(({ page, lines }) =>
    lines.flatMap(({ segments }) =>
      segments.filter(({ x1, x2 }) => x2 - x1 > page.width * WIDE_LINE),
    ),
  );
  if (wide.length < ENOUGH_LINES) return undefined;
  return {
    left: Math.min(...wide.map(({ x1 }) => x1)),
    right: Math.max(...wide.map(({ x2 }) => x2)),
  };
};

const elementsOf = (
  { page, tables, lines }: ReadPage,
  extent: Extent,
  index: number,
): Element[] => {
  const elements: Element[] = [];
  let from = 0;
  const flow = (to: number): void => {
    const part = lines.filter(({ y }) => y >= from && y < to);
    for (const line of inReadingOrder(part, page.width, extent))
      elements.push({ kind: 'line', page: index, line });
  };
  for (const table of tables) {
    flow(table.top);
    elements.push({ kind: 'table', table });
    from = table.bottom;
  }
  flow(Number.POSITIVE_INFINITY);
  return elements;
};

const readPage = (page: PdfPage): ReadPage => {
  const tables = tablesOf(page);
  const isFree = (y: number): boolean => !tables.some(({ top, bottom }) => y > top && y < bottom);
  const words = page.words.filter(({ y, size }) => isFree(y - size * 0.3));
  return { page, tables, lines: linesOf(words) };
};

const withoutMargins = (pages: readonly ReadPage[]): ReadPage[] => {
  const running = runningShapes(pages);
  return pages.map(({ page, tables, lines }) => {
    const kept = lines.filter((line) => {
      if (!isMarginal(line, page.height)) return true;
      return !PAGE_NUMBER.test(lineText(line)) && !running.has(shapeOf(line));
    });
    return { page, tables, lines: kept };
  });
};

const readPages = (pages: readonly PdfPage[]): Element[] => {
  const read = withoutMargins(pages.map(readPage));
  const whole = extentOf(read);
  return read.flatMap((one, index) => {
    const extent = extentOf([one]) ?? whole ?? { left: 0, right: one.page.width };
    return elementsOf(one, extent, index);
  });
};

/** Width of the first word of a line, by its share of the letters. */
const firstWordWidth = ({ text, x1, x2 }: PlacedLine): number =>
  ((x2 - x1) * (text.split(' ')[0] ?? '').length) / Math.max(1, text.length);

/** The line before ends where the next word did not fit any more. */
const isFull = (before: PlacedLine, after: PlacedLine): boolean =>
  before.x2 + firstWordWidth(after) + before.size * 0.2 > before.right - before.size * 0.1;

const isOneFlow = (before: PlacedLine, after: PlacedLine): boolean =>
  Math.abs(before.size - after.size) < 1.5 &&
  Math.abs(before.right - before.left - (after.right - after.left)) < before.size * 4;

const isIndented = ({ x1, left, size }: PlacedLine): boolean => x1 > left + INDENT * size;

/** Lines of a title stand one below the other around one middle. */
const goesOnTitle = (before: PlacedLine, after: PlacedLine): boolean => {
  const isTitle = isCapitals(before.text) && isCapitals(after.text);
  const isOneMiddle = Math.abs(before.x1 + before.x2 - after.x1 - after.x2) < before.size * 2;
  const isLong = before.x2 - before.x1 > (before.right - before.left) * TITLE_SHARE;
  const isNear = after.y - before.y < before.size * APART;
  return isTitle && isOneMiddle && isLong && isNear;
};

const opensPart = (text: string): boolean =>
  headOf(text) !== undefined ||
  appendixOf(text) !== undefined ||
  documentKindOf(text) !== undefined;

interface Flow {
  readonly samePage: boolean;
  /** Paragraphs begin with an indent, so every indented line begins one. */
  readonly indents: boolean;
}

/** Texts beside each other are short; only the middle of a sentence goes on there. */
const goesOnAside = (before: PlacedLine, after: PlacedLine): boolean =>
  before.isAside && /^\p{Ll}{2}/u.test(after.text) && isFull(before, after);

const goesOnBody = (before: PlacedLine, after: PlacedLine, flow: Flow): boolean => {
  const indented = isIndented(after);
  if (indented && (flow.indents || isCapitals(before.text) !== isCapitals(after.text)))
    return false;
  const ended = ENDED.test(before.text);
  const apart = flow.samePage && after.y - before.y > before.size * APART;
  return opensPart(after.text) ? !ended && !indented && !apart : !(ended && (indented || apart));
};

/** True when a line goes on the paragraph that the line before belongs to. */
const goesOn = (before: PlacedLine, after: PlacedLine, flow: Flow): boolean => {
  if (!isOneFlow(before, after) || before.isAside !== after.isAside) return false;
  if (after.isAside) return goesOnAside(before, after);
  if (flow.samePage && goesOnTitle(before, after)) return true;
  return isFull(before, after) && goesOnBody(before, after, flow);
};

const ENOUGH_CONTINUED = 5;

/** Most lines that begin in the middle of a sentence stand at the left border. */
const usesIndents = (lines: readonly PlacedLine[]): boolean => {
  const continued = lines.filter(({ text }) => /^\p{Ll}/u.test(text) && headOf(text) === undefined);
  const atBorder = continued.filter((line) => !isIndented(line));
  return continued.length >= ENOUGH_CONTINUED && atBorder.length > continued.length * 0.85;
};

/** What a line broken in two was: a hyphen of a symbol stays, a hyphen of a break goes. */
const joined = (before: string, after: string): string => {
  if (/\u00AD$/.test(before)) return before.slice(0, -1) + after;
  const parts = /(\p{L}+)-$/u.exec(before);
  const next = /^\p{L}+/u.exec(after)?.[0];
  if (parts === null || next === undefined) return `${before} ${after}`;
  const [, left = ''] = parts;
  const isLow = left === left.toLowerCase() && next === next.toLowerCase();
  const broken = isLow && left.length > 1 && !(isLegalSyllable(left) && isLegalSyllable(next));
  return broken ? before.slice(0, -1) + after : before + after;
};

const sameEdges = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((edge, index) => Math.abs(edge - (b[index] ?? 0)) < 5);

const rowText = (row: GridRow): string => row.map(({ lines }) => lines.join(' ')).join('|');

const isEmptyFirst = (row: GridRow): boolean =>
  row[0]?.column === 0 && row[0].lines.length === 0 && !row[0].continued;

/** A row that was cut by the end of the page goes on in the row above. */
const continuedRow = (above: GridRow, below: GridRow): GridRow =>
  above.map((cell) => {
    const more = below.find(({ column }) => column === cell.column)?.lines ?? [];
    const [first, ...rest] = more;
    const last = cell.lines.at(-1);
    if (first === undefined || last === undefined)
      return { ...cell, lines: [...cell.lines, ...more] };
    if (headOf(first) !== undefined) return { ...cell, lines: [...cell.lines, ...more] };
    return { ...cell, lines: [...cell.lines.slice(0, -1), joined(last, first), ...rest] };
  });

/** A table that goes on from the page before: its repeated titles are left out. */
const appended = (rows: readonly GridRow[], more: readonly GridRow[]): GridRow[] => {
  const fresh = [...more];
  const titles = rows.slice(0, 3).map(rowText);
  while (fresh[0] !== undefined && titles.includes(rowText(fresh[0]))) fresh.shift();
  const [first] = fresh;
  const last = rows.at(-1);
  if (first === undefined || last === undefined || !isEmptyFirst(first)) return [...rows, ...fresh];
  return [...rows.slice(0, -1), continuedRow(last, first), ...fresh.slice(1)];
};

/** Pages → text, one paragraph a line. */
const pdfText = (pages: readonly PdfPage[]): string => {
  const out: string[] = [];
  let before: { readonly line: PlacedLine; readonly page: number } | undefined;
  let table: { readonly edges: readonly number[]; rows: readonly GridRow[] } | undefined;
  const closeTable = (): void => {
    if (table !== undefined) out.push(...tableLines(table.rows));
    table = undefined;
  };
  const elements = readPages(pages);
  const indents = usesIndents(
    elements.flatMap((element) => (element.kind === 'line' ? [element.line] : [])),
  );
  for (const element of elements) {
    if (element.kind === 'table') {
      before = undefined;
      const { edges, rows } = element.table;
      if (table !== undefined && sameEdges(table.edges, edges)) {
        table.rows = appended(table.rows, rows);
        continue;
      }
      closeTable();
      table = { edges, rows };
      continue;
    }
    closeTable();
    const { line, page } = element;
    const last = out.at(-1);
    if (
      before !== undefined &&
      last !== undefined &&
      goesOn(before.line, line, { samePage: before.page === page, indents })
    )
      out[out.length - 1] = joined(last, line.text);
    else out.push(line.text);
    before = { line, page };
  }
  closeTable();
  return out.join('\n');
};

/** True when the pages carry hardly any text. */
const isScan = (pages: readonly PdfPage[]): boolean => {
  const characters = pages.reduce(
    (sum, { words }) => sum + words.reduce((all, { text }) => all + text.trim().length, 0),
    0,
  );
  return characters < pages.length * SCAN_CHARACTERS_A_PAGE;
};

/**
 * Pages of a PDF → its text, one paragraph a line.
 * @throws Refused 'scan' when they carry hardly any
 */
export const readPdfDocument = (pages: readonly PdfPage[]): DocumentText => {
  if (isScan(pages)) throw new Refused('scan');
  return { text: pdfText(pages), repairs: [] };
};
