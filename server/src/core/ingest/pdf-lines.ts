/**
 * PDF lines — dòng chữ trên trang.
 *
 * Pieces of text with places → lines of segments: the same baseline, left to right, a wide gap between
 * two segments. Doubled text (false bold) and raised footnote numbers are taken out. It knows no column.
 */
import type { PdfLine, PdfWord, Segment } from './pdf-page.js';

/** Parts of the size of the letters. */
const SAME_LINE = 0.4;
const WORD_GAP = 0.13;
const WIDE_GAP = 2.2;
const RAISED_SIZE = 0.78;
const DOUBLED = 0.25;

/** A label that stands before its text behind a tab. */
const LABEL =
  /^(?:[-–—+•●○▪■*]|\(?(?:\d{1,3}(?:\.\d{1,2})*|[a-zđ]{1,2}|[IVX]{1,5})[.)]{0,2}|điều \d{1,3}[a-zđ]?\.?)$/iu;

const end = (word: PdfWord): number => word.x + word.width;

/** Words of one baseline each. */
const byBaseline = (words: readonly PdfWord[]): PdfWord[][] => {
  const sorted = [...words].sort((a, b) => a.y - b.y || a.x - b.x);
  const groups: PdfWord[][] = [];
  for (const word of sorted) {
    const group = groups.at(-1);
    const last = group?.[0];
    if (group !== undefined && last !== undefined && word.y - last.y < SAME_LINE * word.size)
      group.push(word);
    else groups.push([word]);
  }
  return groups;
};

const isDoubled = (word: PdfWord, before: PdfWord | undefined): boolean =>
  before !== undefined &&
  before.text === word.text &&
  Math.abs(before.x - word.x) < DOUBLED * word.size;

const largest = (words: readonly PdfWord[]): number => Math.max(...words.map(({ size }) => size));

/** Small raised digits are marks of footnotes. */
const isMark = (word: PdfWord, size: number): boolean =>
  word.size < RAISED_SIZE * size && /^\(?\d{1,3}\)?$/.test(word.text.trim());

const segmentOf = (words: readonly PdfWord[]): Segment => {
  let text = '';
  let reached: number | undefined;
  const size = largest(words);
  for (const word of words) {
    const gap = reached === undefined ? 0 : word.x - reached;
    const spaced = text.endsWith(' ') || word.text.startsWith(' ');
    text += gap > WORD_GAP * size && !spaced ? ` ${word.text}` : word.text;
    reached = Math.max(reached ?? 0, end(word));
  }
  const [first] = words;
  return {
    text: text.replace(/\s+/g, ' ').trim().normalize('NFC'),
    x1: first?.x ?? 0,
    x2: reached ?? 0,
    y: first?.y ?? 0,
    size,
  };
};

const segmentsOf = (words: readonly PdfWord[]): Segment[] => {
  const size = largest(words);
  const groups: PdfWord[][] = [];
  for (const word of [...words].sort((a, b) => a.x - b.x)) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group === undefined || last === undefined) groups.push([word]);
    else if (isDoubled(word, last)) continue;
    else if (word.x - end(last) > WIDE_GAP * size && !LABEL.test(segmentOf(group).text))
      groups.push([word]);
    else group.push(word);
  }
  return groups.map(segmentOf);
};

/** Words of a page, or of a cell → its lines, top to bottom. */
export const linesOf = (words: readonly PdfWord[]): PdfLine[] =>
  byBaseline(words.filter(({ text }) => text.trim() !== ''))
    .map((group) => {
      const size = largest(group);
      return group.filter((word) => !isMark(word, size));
    })
    .filter((group) => group.length > 0)
    .map((group) => {
      const segments = segmentsOf(group);
      return { y: segments[0]?.y ?? 0, size: largest(group), segments };
    });

/** Text of a whole line. */
export const lineText = (line: PdfLine): string => line.segments.map(({ text }) => text).join(' ');
