/** Unwrap — nối dòng bị ngắt.
 *
 * Puts back together paragraphs that a portal, a scanner or a PDF broke into lines. A line is joined
 * to the one before only when that cannot swallow a head, a bullet or a heading. It drops nothing.
 */
import { appendixOf, documentKindOf, headOf, isCapitals } from './legal-heads.js';

const ENDED = /[.;:!?…”"]$|\.\/\.$/;
const WIDE = 60;

/** Width of a hard-wrapped text: most long lines end near it; undefined for free text. */
const wrapWidth = (lines: readonly string[]): number | undefined => {
  const long = lines.filter((line) => line.length >= WIDE);
  const widest = Math.max(0, ...long.slice(0, 5000).map((line) => line.length));
  if (long.length < 3 || widest > 120) return undefined;
  const near = long.filter((line) => line.length > widest * 0.75).length;
  return near / long.length > 0.6 ? widest : undefined;
};

const opensSomething = (line: string): boolean =>
  headOf(line) !== undefined ||
  appendixOf(line) !== undefined ||
  documentKindOf(line) !== undefined;

const continues = (previous: string, line: string, width: number | undefined): boolean => {
  if (previous === '' || line === '' || ENDED.test(previous) || opensSomething(line)) return false;
  if (isCapitals(previous) !== isCapitals(line)) return false;
  if (/^[\p{Ll},;.)]/u.test(line)) return previous.length >= 20 || /,$/.test(previous);
  return width !== undefined && previous.length > width * 0.7 && !isCapitals(line);
};

export interface Paragraph {
  readonly text: string;
  /** Index of its first line in the list given. */
  readonly line: number;
}

/** Lines (trimmed, '' for empty) → paragraphs. */
export const unwrap = (lines: readonly string[]): Paragraph[] => {
  const width = wrapWidth(lines);
  const paragraphs: { text: string; line: number }[] = [];
  let open = false;
  for (const [index, line] of lines.entries()) {
    if (line === '') {
      open = false;
      continue;
    }
    const last = paragraphs.at(-1);
    if (open && last !== undefined && continues(last.text, line, width)) last.text += ` ${line}`;
    else paragraphs.push({ text: line, line: index });
    open = true;
  }
  return paragraphs;
};
