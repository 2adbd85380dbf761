/**
 * PDF tables — bảng kẻ khung trong PDF.
 *
 * Ruled lines of a page → tables: where lines meet there are cells, and the words inside belong to
 * them. A frame without inner lines is no table. It does not guess tables that are not ruled.
 */
import { linesOf, lineText } from './pdf-lines.js';
import type { PdfPage, PdfRule, PdfWord } from './pdf-page.js';
import type { GridCell, GridRow } from './table-lines.js';

export interface PdfTable {
  readonly top: number;
  readonly bottom: number;
  /** Borders of columns. */
  readonly edges: readonly number[];
  readonly rows: readonly GridRow[];
}

/** Points within which two lines are one or touch. */
const NEAR = 3;
const SHORTEST = 6;
/** More rules than this are a drawing, not tables. */
const RULES_MAX = 6000;

interface Frame {
  readonly across: readonly PdfRule[];
  readonly down: readonly PdfRule[];
}

const isAcross = (rule: PdfRule): boolean =>
  Math.abs(rule.y2 - rule.y1) <= NEAR && Math.abs(rule.x2 - rule.x1) >= SHORTEST;
const isDown = (rule: PdfRule): boolean =>
  Math.abs(rule.x2 - rule.x1) <= NEAR && Math.abs(rule.y2 - rule.y1) >= SHORTEST;

const touch = (across: PdfRule, down: PdfRule): boolean =>
  down.x1 >= across.x1 - NEAR &&
  down.x1 <= across.x2 + NEAR &&
  across.y1 >= down.y1 - NEAR &&
  across.y1 <= down.y2 + NEAR;

/** Collinear pieces that touch become one. */
const merged = (
  rules: readonly PdfRule[],
  place: (rule: PdfRule) => number,
  span: (rule: PdfRule) => readonly [number, number],
  make: (at: number, from: number, to: number) => PdfRule,
): PdfRule[] => {
  const sorted = [...rules].sort((a, b) => place(a) - place(b) || span(a)[0] - span(b)[0]);
  const columns: PdfRule[][] = [];
  for (const rule of sorted) {
    const column = columns.at(-1);
    const first = column?.[0];
    if (column !== undefined && first !== undefined && place(rule) - place(first) <= NEAR)
      column.push(rule);
    else columns.push([rule]);
  }
  return columns.flatMap((column) => {
    const at = place(column[0] ?? sorted[0] ?? { x1: 0, y1: 0, x2: 0, y2: 0 });
    const out: [number, number][] = [];
    for (const [from, to] of column.map(span).sort((a, b) => a[0] - b[0])) {
      const last = out.at(-1);
      if (last !== undefined && from <= last[1] + NEAR) last[1] = Math.max(last[1], to);
      else out.push([from, to]);
    }
    return out.map(([from, to]) => make(at, from, to));
  });
};

const acrossOf = (rules: readonly PdfRule[]): PdfRule[] =>
  merged(
    rules.filter(isAcross),
    (rule) => rule.y1,
    (rule) => [rule.x1, rule.x2],
    (y, x1, x2) => ({ x1, x2, y1: y, y2: y }),
  );

const downOf = (rules: readonly PdfRule[]): PdfRule[] =>
  merged(
    rules.filter(isDown),
    (rule) => rule.x1,
    (rule) => [rule.y1, rule.y2],
    (x, y1, y2) => ({ x1: x, x2: x, y1, y2 }),
  );

/** Rules that hang together. */
const framesOf = (rules: readonly PdfRule[]): Frame[] => {
  const across = acrossOf(rules);
  const down = downOf(rules);
  const left = new Set(down);
  const unused = new Set(across);
  const frames: Frame[] = [];
  for (const seed of down) {
    if (!left.delete(seed)) continue;
    const frame = { across: [] as PdfRule[], down: [seed] };
    for (let grown = true; grown; ) {
      const rows = [...unused].filter((rule) => frame.down.some((other) => touch(rule, other)));
      for (const rule of rows) unused.delete(rule);
      frame.across.push(...rows);
      const sides = [...left].filter((rule) => rows.some((other) => touch(other, rule)));
      for (const rule of sides) left.delete(rule);
      frame.down.push(...sides);
      grown = sides.length > 0;
    }
    frames.push(frame);
  }
  return frames;
};

const distinct = (values: readonly number[]): number[] => {
  const out: number[] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    const last = out.at(-1);
    if (last === undefined || value - last > NEAR) out.push(value);
  }
  return out;
};

const covers = (from: number, to: number, at: number): boolean =>
  from - NEAR < at && at < to + NEAR;

const BULLET = /^(?:[-–+•]\s|\d{1,2}[.)]\s|[a-zđ]\)\s)/u;

/** Lines of a cell → its paragraphs. */
const paragraphsOf = (words: readonly PdfWord[]): string[] => {
  const paragraphs: string[] = [];
  for (const line of linesOf(words)) {
    const text = lineText(line);
    const last = paragraphs.at(-1);
    const opens = last === undefined || BULLET.test(text);
    if (opens) paragraphs.push(text);
    else
      paragraphs[paragraphs.length - 1] = /\p{L}-$/u.test(last) ? last + text : `${last} ${text}`;
  }
  return paragraphs;
};

interface Bands {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

const bandOf = (edges: readonly number[], at: number): number =>
  Math.max(0, Math.min(edges.length - 2, edges.filter((edge) => edge <= at).length - 1));

class CellFinder {
  readonly #frame: Frame;
  readonly #bands: Bands;

  constructor(frame: Frame, bands: Bands) {
    this.#frame = frame;
    this.#bands = bands;
  }

  #middle(edges: readonly number[], band: number): number {
    return ((edges[band] ?? 0) + (edges[band + 1] ?? 0)) / 2;
  }

  /** First column of the cell that holds a column of a row. */
  columnOf(row: number, column: number): number {
    const y = this.#middle(this.#bands.ys, row);
    let at = column;
    while (
      at > 0 &&
      !this.#frame.down.some(
        (rule) => this.#isAt(rule.x1, this.#bands.xs[at]) && covers(rule.y1, rule.y2, y),
      )
    )
      at -= 1;
    return at;
  }

  /** First row of the cell that holds a row of a column. */
  rowOf(row: number, column: number): number {
    const x = this.#middle(this.#bands.xs, column);
    let at = row;
    while (
      at > 0 &&
      !this.#frame.across.some(
        (rule) => this.#isAt(rule.y1, this.#bands.ys[at]) && covers(rule.x1, rule.x2, x),
      )
    )
      at -= 1;
    return at;
  }

  #isAt(place: number, edge: number | undefined): boolean {
    return edge !== undefined && Math.abs(place - edge) <= NEAR;
  }
}

const rowsOf = (bands: Bands, words: readonly PdfWord[], cells: CellFinder): GridRow[] => {
  const held = new Map<string, PdfWord[]>();
  for (const word of words) {
    const row = bandOf(bands.ys, word.y - word.size * 0.3);
    const column = cells.columnOf(
      row,
      bandOf(bands.xs, word.x + Math.min(word.width, word.size) / 2),
    );
    const key = `${cells.rowOf(row, column)}/${column}`;
    const inside = held.get(key) ?? [];
    inside.push(word);
    held.set(key, inside);
  }
  return Array.from({ length: bands.ys.length - 1 }, (_, row) => {
    const columns = Array.from({ length: bands.xs.length - 1 }, (_unused, column) => column);
    const starts = columns.filter((column) => cells.columnOf(row, column) === column);
    return starts.map((column, index): GridCell => {
      const next = starts[index + 1] ?? columns.length;
      const continued = cells.rowOf(row, column) !== row;
      const lines = continued ? [] : paragraphsOf(held.get(`${row}/${column}`) ?? []);
      return { column, span: next - column, continued, lines };
    });
  });
};

/** The ruled tables of a page, top to bottom. */
export const tablesOf = (page: PdfPage): PdfTable[] => {
  if (page.rules.length > RULES_MAX) return [];
  const tables = framesOf(page.rules).flatMap((frame): PdfTable[] => {
    const xs = distinct(frame.down.map((rule) => rule.x1));
    const ys = distinct(frame.across.map((rule) => rule.y1));
    const [top, bottom, left, right] = [ys[0], ys.at(-1), xs[0], xs.at(-1)];
    if (xs.length < 3 || top === undefined || bottom === undefined || ys.length < 2) return [];
    const inside = page.words.filter(
      ({ x, y, size }) =>
        y - size * 0.3 > top &&
        y - size * 0.3 < bottom &&
        x >= (left ?? 0) - NEAR &&
        x <= (right ?? 0),
    );
    const rows = rowsOf({ xs, ys }, inside, new CellFinder(frame, { xs, ys }));
    return [{ top, bottom, edges: xs, rows }];
  });
  return tables.sort((a, b) => a.top - b.top);
};
