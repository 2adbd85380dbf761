/**
 * PDF file — tệp PDF.
 *
 * Bytes of a PDF → placed words and ruled lines of its pages, through pdf.js. Scripts in the file are not
 * run, fonts and links not loaded. It decides nothing about reading order.
 */
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import type { PdfPage, PdfRule, PdfWord } from '../../core/ingest/pdf-page.js';
import { Unreadable } from './unreadable.js';

export const PDF_PAGES_MAX = 500;
const WORDS_MAX = 1_000_000;
/** Thinner than this, in points, a filled box is a ruled line. */
const THIN = 3.5;

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Pdf['getPage']>>;
type Ops = Awaited<ReturnType<typeof getResolvedPDFJS>>['OPS'];
type Matrix = readonly number[];

const times = (m: Matrix, n: Matrix): number[] => {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n;
  return [
    a * g + c * h,
    b * g + d * h,
    a * i + c * j,
    b * i + d * j,
    a * k + c * l + e,
    b * k + d * l + f,
  ];
};

const at = (m: Matrix, x: number, y: number): Point => {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m;
  return [a * x + c * y + e, b * x + d * y + f];
};

const isLevel = ([a = 1, b = 0]: Matrix): boolean => Math.abs(b) <= Math.abs(a) * 0.1 && a > 0;

const wordsOf = async (page: Page, view: Matrix): Promise<PdfWord[]> => {
  const { items } = await page.getTextContent();
  return items.flatMap((item): PdfWord[] => {
    if (!('str' in item) || item.str === '') return [];
    const placed = times(view, item.transform as number[]);
    // Stamps and watermarks that stand askew are no text to read.
    if (!isLevel(placed)) return [];
    const [, , c = 0, d = 0, x = 0, y = 0] = placed;
    return [{ text: item.str, x, y, width: item.width, size: Math.hypot(c, d) }];
  });
};

type Point = readonly [number, number];

/** How pdf.js writes the steps of a path, and how many numbers each takes. */
const MOVE = 0;
const CLOSE = 4;
const STEP_SIZES: Readonly<Record<number, number>> = { 0: 3, 1: 3, 2: 7, 3: 5, 4: 1 };

/** A step of a path: where it ends; undefined for the step back to the start. */
type Step = { readonly op: number; readonly to: Point | undefined };

const stepsOf = (data: ArrayLike<number>): Step[] => {
  const steps: Step[] = [];
  for (let i = 0; i < data.length; ) {
    const op = data[i] ?? 0;
    const size = STEP_SIZES[op];
    if (size === undefined) break;
    const to: Point = [data[i + size - 2] ?? 0, data[i + size - 1] ?? 0];
    steps.push({ op, to: op === CLOSE ? undefined : to });
    i += size;
  }
  return steps;
};

/** Corners of a path, part by part; a curve counts as its end. */
const cornersOf = (data: ArrayLike<number>): Point[][] => {
  const parts: Point[][] = [];
  for (const { op, to } of stepsOf(data)) {
    const part = parts.at(-1);
    const point = to ?? part?.[0];
    if (op === MOVE && to !== undefined) parts.push([to]);
    else if (point !== undefined) part?.push(point);
  }
  return parts;
};

const ruleOf = (a: Point, b: Point): PdfRule => ({
  x1: Math.min(a[0], b[0]),
  y1: Math.min(a[1], b[1]),
  x2: Math.max(a[0], b[0]),
  y2: Math.max(a[1], b[1]),
});

const isLine = ({ x1, y1, x2, y2 }: PdfRule): boolean =>
  Math.min(x2 - x1, y2 - y1) <= THIN && Math.max(x2 - x1, y2 - y1) > THIN;

/** A stroked path draws its sides; a filled one is a line only when it is thin. */
const rulesOfPath = (corners: readonly Point[], stroked: boolean): PdfRule[] => {
  if (stroked) return corners.slice(1).map((point, i) => ruleOf(corners[i] ?? point, point));
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  if (corners.length < 2) return [];
  const box = ruleOf([Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]);
  return [box];
};

class RuleReader {
  readonly #ops: Ops;
  readonly #saved: Matrix[] = [];
  #matrix: Matrix;
  readonly rules: PdfRule[] = [];

  constructor(ops: Ops, view: Matrix) {
    this.#ops = ops;
    this.#matrix = view;
  }

  take(op: number, args: readonly unknown[]): void {
    if (op === this.#ops.save) this.#saved.push(this.#matrix);
    else if (op === this.#ops.restore) this.#matrix = this.#saved.pop() ?? this.#matrix;
    else if (op === this.#ops.transform)
      this.#matrix = times(this.#matrix, args as readonly number[]);
    else if (op === this.#ops.constructPath) this.#path(args);
  }

  #path([paint, data]: readonly unknown[]): void {
    const [path] = Array.isArray(data) ? (data as readonly unknown[]) : [];
    const { stroke, closeStroke, fill, eoFill, fillStroke, eoFillStroke } = this.#ops;
    const stroked = paint === stroke || paint === closeStroke;
    const filled = [fill, eoFill, fillStroke, eoFillStroke].includes(paint as number);
    if ((!stroked && !filled) || !(path instanceof Float32Array)) return;
    for (const corners of cornersOf(path)) {
      const placed = corners.map(([x, y]) => at(this.#matrix, x, y));
      this.rules.push(...rulesOfPath(placed, stroked).filter(isLine));
    }
  }
}

const rulesOf = async (page: Page, view: Matrix, ops: Ops): Promise<PdfRule[]> => {
  const { fnArray, argsArray } = await page.getOperatorList();
  const reader = new RuleReader(ops, view);
  for (const [index, op] of fnArray.entries()) {
    const args: unknown = argsArray[index];
    reader.take(op, Array.isArray(args) || args instanceof Float32Array ? [...args] : []);
  }
  return reader.rules;
};

const readPage = async (pdf: Pdf, number: number, ops: Ops): Promise<PdfPage> => {
  const page = await pdf.getPage(number);
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const view = transform as number[];
  const words = await wordsOf(page, view);
  const rules = await rulesOf(page, view, ops);
  page.cleanup();
  return { width, height, words, rules };
};

const openPdf = async (bytes: Uint8Array): Promise<Pdf> => {
  try {
    return await getDocumentProxy(bytes, {
      useSystemFonts: false,
      disableFontFace: true,
      stopAtErrors: false,
      enableXfa: false,
      maxImageSize: 1,
      verbosity: 0,
    });
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    throw new Unreadable(isLocked ? 'password' : 'damaged');
  }
};

/** Loads pdf.js, which asks for its own files late: call it before files are taken away. */
export const preparePdf = async (): Promise<void> => {
  await getResolvedPDFJS();
};

/** @throws Unreadable when the file is broken, locked or too long */
export const readPdfPages = async (bytes: Uint8Array): Promise<PdfPage[]> => {
  const pdf = await openPdf(bytes);
  const { OPS } = await getResolvedPDFJS();
  if (pdf.numPages > PDF_PAGES_MAX) throw new Unreadable('too-large');
  const pages: PdfPage[] = [];
  let words = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await readPage(pdf, number, OPS);
    words += page.words.length;
    if (words > WORDS_MAX) throw new Unreadable('too-complex');
    pages.push(page);
  }
  return pages;
};
