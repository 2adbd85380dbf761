/** Front matter — phần đầu văn bản.
 *
 * Takes the number, place and date, kind and name off the top of a document, so that its name can be
 * said once in full and shortly afterwards. It never guesses a name that is not written.
 */
import { documentKindOf, headOf, isCapitals, isHeading } from './legal-heads.js';

export interface FrontMatter {
  /** 'Quyết định', or '' when the text names no kind. */
  readonly kind: string;
  /** '1462/QĐ-UBND', or ''. */
  readonly number: string;
  /** 'ngày 26 tháng 4 năm 2025', or ''. */
  readonly date: string;
  /** 'Ủy ban nhân dân xã Phù Mỹ' from the head of the page, or ''. */
  readonly issuer: string;
  /** What it is about, in ordinary letters, or ''. */
  readonly subject: string;
}

const NUMBER_LINE =
  /^(?:luật |bộ luật |pháp lệnh |nghị quyết |lệnh )?số\s*:\s*(\d{1,6}[a-z]?\s?[/-].{2,40})$/i;
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

const sentenceStart = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const firstMatch = (
  lines: readonly string[],
  shape: RegExp,
): { at: number; text: string } | undefined => {
  const at = lines.slice(0, REACH).findIndex((line) => shape.test(line));
  return at < 0 ? undefined : { at, text: shape.exec(lines[at] ?? '')?.[1] ?? '' };
};

const ABOUT =
  /^(?:v\/v|về|ban hành|quy định|hướng dẫn|sửa đổi|bổ sung|phê duyệt|công bố|thực hiện|triển khai|tổ chức|tăng cường|giao|kiện toàn|thành lập|xử phạt|bãi bỏ|công nhận|phòng|chuyển đổi|phát động)(?!\p{L})/iu;
const ISSUER =
  /^(?:ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|CHÍNH PHỦ|THỦ TƯỚNG|BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC)(?:\s\p{Lu}+){0,6}$/u;

const continuesSubject = (line: string, previous: string | undefined): boolean => {
  if (headOf(line) !== undefined || ISSUER.test(line)) return false;
  if (previous === undefined)
    return isCapitals(line) || (ABOUT.test(line) && isHeading(line) && line.length < 300);
  if (isCapitals(previous)) return isCapitals(line);
  return /^\p{Ll}/u.test(line) && isHeading(line);
};

/** Indexes of the lines that say what the document is about, just after its kind. */
const subjectLines = (lines: readonly string[], from: number): number[] => {
  const taken: number[] = [];
  for (let at = from; at < lines.length && taken.length < LONGEST_SUBJECT; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const last = taken.at(-1);
    if (!continuesSubject(line, last === undefined ? undefined : lines[last])) break;
    taken.push(at);
  }
  return taken;
};

const BODY_LINE =
  /^(?:ỦY BAN|UBND|HỘI ĐỒNG|HĐND|SỞ|BỘ|CHÍNH PHỦ|CÔNG AN|BAN|ĐẢNG ỦY|TỈNH ỦY|MẶT TRẬN|PHÒNG|TRƯỜNG|QUỐC HỘI|THỦ TƯỚNG|TRẠM|TRUNG TÂM|CHI CỤC|HỘI)(?=\s|$)/u;
const HEAD_REACH = 8;

/** Capital lines at the very head that name the body: "ỦY BAN NHÂN DÂN", "XÃ PHÙ MỸ". */
const issuerLines = (lines: readonly string[], before: number): number[] => {
  const taken: number[] = [];
  for (let at = 0; at < Math.min(before, HEAD_REACH); at += 1) {
    const line = lines[at] ?? '';
    if (
      line === '' ||
      !isCapitals(line) ||
      headOf(line) !== undefined ||
      documentKindOf(line) !== undefined
    )
      continue;
    if (taken.length > 0 || BODY_LINE.test(line)) taken.push(at);
  }
  return taken.slice(0, 3);
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
  const bodies = about.length > 0 ? issuerLines(lines, kindAt) : [];
  const titled = about.length > 0 ? [kindAt, ...about, ...bodies] : [];
  for (const taken of [number?.at, date?.at, ...titled]) {
    if (taken !== undefined) rest[taken] = '';
  }
  const named = about.map((at) => lines[at] ?? '').join(' ');
  const subject = isCapitals(named)
    ? ordinary(named, lines)
    : named.charAt(0).toLowerCase() + named.slice(1);
  const front: FrontMatter = {
    kind: about.length === 0 ? '' : kind.charAt(0) + kind.slice(1).toLowerCase(),
    number: number?.text.trim() ?? '',
    date: date?.text ?? '',
    issuer: sentenceStart(ordinary(bodies.map((at) => lines[at] ?? '').join(' '), lines)),
    subject,
  };
  return { front, rest };
};
