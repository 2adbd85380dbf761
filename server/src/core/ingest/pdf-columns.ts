/**
 * PDF columns — cột chữ trên trang.
 *
 * Lines of a page → lines in reading order: two columns side by side are read one after the other,
 * whether they fill the page (công báo) or only its head (agency beside motto). It joins no paragraph.
 */
import type { PdfLine, Segment } from './pdf-page.js';

/** A line in reading order, with the borders of its column. */
export interface PlacedLine extends Segment {
  readonly left: number;
  readonly right: number;
  /** Stands beside other text for a few lines: agency and motto, recipients and signature. */
  readonly isAside: boolean;
}

interface Gutter {
  readonly from: number;
  readonly to: number;
}

const LEAST_GUTTER = 8;
/** Of the page, where a gutter between two full columns may stand. */
const MIDDLE = [0.38, 0.62] as const;
const LEAST_LINES = 8;
const MOST_CROSSING = 0.2;

const place = (segments: readonly Segment[], isAside: boolean): PlacedLine[] => {
  const left = Math.min(...segments.map(({ x1 }) => x1));
  const right = Math.max(...segments.map(({ x2 }) => x2));
  return segments.map((segment) => ({ ...segment, left, right, isAside }));
};

const crosses = (segment: Segment, { from, to }: Gutter): boolean =>
  segment.x1 < from && segment.x2 > to;

/** The empty band through the middle of a page of two columns. */
const pageGutter = (lines: readonly PdfLine[], width: number): Gutter | undefined => {
  const segments = lines.flatMap((line) => line.segments);
  let best: { gutter: Gutter; crossing: number } | undefined;
  for (let x = width * MIDDLE[0]; x <= width * MIDDLE[1]; x += 2) {
    const gutter = { from: x, to: x + LEAST_GUTTER / 2 };
    const crossing = segments.filter((segment) => segment.x1 < gutter.to && segment.x2 > x).length;
    if (best === undefined || crossing < best.crossing) best = { gutter, crossing };
  }
  if (best === undefined || best.crossing > segments.length * MOST_CROSSING) return undefined;
  const { gutter } = best;
  const left = segments.filter(({ x2 }) => x2 <= gutter.to).length;
  const right = segments.filter(({ x1 }) => x1 >= gutter.from).length;
  return left >= LEAST_LINES && right >= LEAST_LINES ? gutter : undefined;
};

/** The widest gap of a line of several segments. */
const lineGutter = (line: PdfLine): Gutter | undefined => {
  let widest: Gutter | undefined;
  for (const [index, segment] of line.segments.entries()) {
    const next = line.segments[index + 1];
    if (next === undefined) break;
    if (widest === undefined || next.x1 - segment.x2 > widest.to - widest.from)
      widest = { from: segment.x2, to: next.x1 };
  }
  return widest;
};

/** The gutter that a line leaves free, or undefined when it runs across. */
const narrowed = (gutter: Gutter, line: PdfLine): Gutter | undefined => {
  let { from, to } = gutter;
  for (const { x1, x2 } of line.segments) {
    const fitsLeft = x2 <= to - LEAST_GUTTER;
    const fitsRight = x1 >= from + LEAST_GUTTER;
    if (!fitsLeft && !fitsRight) return undefined;
    const isLeft = fitsLeft && (!fitsRight || x1 + x2 < from + to);
    if (isLeft) from = Math.max(from, x2);
    else to = Math.min(to, x1);
  }
  return to - from >= LEAST_GUTTER ? { from, to } : undefined;
};

/** A single line this far below, in sizes, no longer belongs to the columns above. */
const BLOCK_GAP = 2.6;
/** Single lines that a column may go on below the last pair. */
const TAIL_LINES = 6;

interface ColumnBlock {
  readonly at: number;
  readonly end: number;
  readonly gutter: Gutter;
}

const isApart = (line: PdfLine, above: PdfLine | undefined): boolean =>
  line.segments.length < 2 && line.y - (above?.y ?? line.y) > line.size * BLOCK_GAP;

/** Lines from `at` on that keep clear of a common gutter. */
const blockFrom = (lines: readonly PdfLine[], at: number): ColumnBlock | undefined => {
  const [first, ...others] = lines.slice(at);
  let gutter = first === undefined ? undefined : lineGutter(first);
  if (first === undefined || gutter === undefined) return undefined;
  let end = at + 1;
  let lastPair = end;
  let above = first;
  for (const line of others) {
    const next: Gutter | undefined = isApart(line, above) ? undefined : narrowed(gutter, line);
    if (next === undefined) break;
    gutter = next;
    end += 1;
    if (line.segments.length > 1) lastPair = end;
    above = line;
  }
  return { at, end: Math.min(end, lastPair + TAIL_LINES), gutter };
};

const splitAt = (lines: readonly PdfLine[], gutter: Gutter, isAside: boolean): PlacedLine[] => {
  const segments = lines.flatMap((line) => line.segments);
  const middle = (gutter.from + gutter.to) / 2;
  const left = segments.filter(({ x1, x2 }) => (x1 + x2) / 2 <= middle);
  const right = segments.filter(({ x1, x2 }) => (x1 + x2) / 2 > middle);
  return [left, right].flatMap((side) => (side.length === 0 ? [] : place(side, isAside)));
};

const twoColumns = (lines: readonly PdfLine[], gutter: Gutter): PlacedLine[] => {
  const placed: PlacedLine[] = [];
  let held: PdfLine[] = [];
  const close = (): void => {
    if (held.length > 0) placed.push(...splitAt(held, gutter, false));
    held = [];
  };
  for (const line of lines) {
    if (!line.segments.some((segment) => crosses(segment, gutter))) {
      held.push(line);
      continue;
    }
    close();
    placed.push(...place(line.segments, false));
  }
  close();
  return placed;
};

const blocksOf = (lines: readonly PdfLine[]): ColumnBlock[] => {
  const blocks: ColumnBlock[] = [];
  for (let at = 0; at < lines.length; ) {
    const block = blockFrom(lines, at);
    if (block !== undefined) blocks.push(block);
    at = block?.end ?? at + 1;
  }
  return blocks;
};

/** Borders of running text on a page. */
export interface Extent {
  readonly left: number;
  readonly right: number;
}

/** Lines of one page in reading order; `extent` is where running text may stand. */
export const inReadingOrder = (
  lines: readonly PdfLine[],
  width: number,
  extent: Extent,
): PlacedLine[] => {
  const gutter = pageGutter(lines, width);
  if (gutter !== undefined) return twoColumns(lines, gutter);
  const blocks = blocksOf(lines);
  const out: PlacedLine[] = [];
  for (let at = 0; at < lines.length; ) {
    const block = blocks.find((one) => one.at === at);
    if (block === undefined)
      out.push(
        ...(lines[at]?.segments ?? []).map((segment) => ({
          ...segment,
          ...extent,
          isAside: false,
        })),
      );
    else out.push(...splitAt(lines.slice(at, block.end), block.gutter, true));
    at = block?.end ?? at + 1;
  }
  return out;
};
