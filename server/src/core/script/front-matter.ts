/** Front matter — phần đầu văn bản.
 *
 * Takes the number, place and date, kind and name off the top of a document, so that its name can be
 * said once in full and shortly afterwards. It never guesses a name that is not written.
 */
import { documentKindOf, headOf, isCapitals } from './legal-heads.js';

export interface FrontMatter {
  /** 'Quyết định', or '' when the text names no kind. */
  readonly kind: string;
  /** '1462/QĐ-UBND', or ''. */
  readonly number: string;
  /** 'ngày 26 tháng 4 năm 2025', or ''. */
  readonly date: string;
  /** What it is about, in ordinary letters, or ''. */
  readonly subject: string;
}

const NUMBER_LINE = /^số\s*:\s*(\d{1,6}[a-z]?\s?[/-].{2,40})$/i;
const DATE_LINE = /^[\p{L}\s.,-]{2,40},?\s*(ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})\.?$/iu;
/** A document names itself within its first lines or not at all. */
const REACH = 30;
const LONGEST_SUBJECT = 6;

const properPairs = (lines: readonly string[]): Map<string, string> => {
  const pairs = new Map<string, string>();
  for (const line of lines) {
    for (const match of line.matchAll(/(?<=\p{Ll}[\s,]+)\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+/gu))
      pairs.set(match[0].toLowerCase(), match[0]);
  }
  return pairs;
};

/** Capital lines in ordinary letters; names seen in the text keep their capitals. */
const ordinary = (capitals: string, lines: readonly string[]): string => {
  const pairs = properPairs(lines);
  return capitals
    .toLowerCase()
    .replace(/\p{L}+ (?=(\p{L}+))/gu, (first, second: string) => {
      const pair = pairs.get(`${first}${second}`);
      return pair === undefined ? first : `${pair.split(' ')[0] ?? ''}\u0001`;
    })
    .replace(/\u0001(\p{L})/gu, (_, letter: string) => ` ${letter.toUpperCase()}`);
};

const firstMatch = (
  lines: readonly string[],
  shape: RegExp,
): { at: number; text: string } | undefined => {
  const at = lines.slice(0, REACH).findIndex((line) => shape.test(line));
  return at < 0 ? undefined : { at, text: shape.exec(lines[at] ?? '')?.[1] ?? '' };
};

const subjectLines = (lines: readonly string[], from: number): number[] => {
  const taken: number[] = [];
  for (let at = from; at < lines.length && taken.length < LONGEST_SUBJECT; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const about =
      taken.length === 0 && /^(?:v\/v|về việc|ban hành|về )/i.test(line) && line.length < 300;
    const issuer =
      /^(?:ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|CHÍNH PHỦ|THỦ TƯỚNG|BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC)(?:\s\p{Lu}+){0,6}$/u.test(
        line,
      );
    if (!(isCapitals(line) || about) || issuer || headOf(line) !== undefined) break;
    taken.push(at);
  }
  return taken;
};

/** The front matter and the lines that are left, emptied where they were taken. */
export const readFrontMatter = (
  lines: readonly string[],
): { front: FrontMatter; rest: string[] } => {
  const rest = [...lines];
  const number = firstMatch(lines, NUMBER_LINE);
  const date = firstMatch(lines, DATE_LINE);
  const kindAt = lines.slice(0, REACH).findIndex((line) => documentKindOf(line) !== undefined);
  const kind = kindAt < 0 ? '' : (lines[kindAt] ?? '');
  const about = kindAt < 0 ? [] : subjectLines(lines, kindAt + 1);
  for (const taken of [number?.at, date?.at, ...(about.length > 0 ? [kindAt, ...about] : [])]) {
    if (taken !== undefined) rest[taken] = '';
  }
  const subject = ordinary(about.map((at) => lines[at] ?? '').join(' '), lines);
  const front: FrontMatter = {
    kind: about.length === 0 ? '' : kind.charAt(0) + kind.slice(1).toLowerCase(),
    number: number?.text.trim() ?? '',
    date: date?.text ?? '',
    subject,
  };
  return { front, rest };
};
