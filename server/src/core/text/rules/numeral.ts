/** Numerals — số đếm, số thập phân, phân số, số thứ tự.
 *
 * The last readers of digits: ordinals after "thứ", fractions, dotted section numbers, decimals with a
 * comma, thousands with dots, a letter glued to a number (Điều 12a). Anything that starts with a digit
 * is read here if no more specific rule did.
 */
import { letterName, spell } from '../letters.js';
import {
  cardinalInWords,
  digitsInWords,
  ordinalInWords,
  writtenNumberInWords,
} from '../numbers.js';
import { after, before, matchAt, type Reading, type Rule, type Scan } from '../reading.js';
import { COUNTED_OUT_OF } from '../tables/counted-nouns.js';
import { unitAt, unitGluedAt } from './measure.js';
import { isTimesSign } from './times-sign.js';

const ORDINAL = /\d{1,3}(?!\d|[.,/]\d)/y;
const THOUSANDS = /\d{1,3}(?:\.\d{3})+(?:,\d{1,9})?(?![\d])/y;
const SPACED_THOUSANDS =
  /[1-9]\d{0,2}(?: \d{3}){1,4}(?!\d|[.,]\d)(?=\s*(?:đồng|đ|vnđ|vnd|người|hộ|lượt|tấn|ha|m|kg|triệu|usd)(?!\p{L}))/uy;
const COMMA_THOUSANDS = /\d{1,3}(?:,\d{3}){2,}(?![\d])/y;
const DECIMAL = /\d+,\d+(?![\d])/y;
const DOTTED = /\d{1,6}(?:\.\d{1,6})+(?![\d])/y;
const DOTTED_LETTER = /\.([a-zđ])(?![\p{L}\d])/uy;
const FRACTION = /(\d{1,6}(?:\.\d{3})*)\s?\/\s?(\d{1,6}(?:\.\d{3})*)(?![\d/]|,\d)/y;
const RATIO = /(\d{1,3}(?:[.,]\d+)?):(\d{1,6}(?:[.,]\d+)*)(?!\d)/y;
const PLAIN = /\d+/y;
const GLUED = /([a-zđA-ZĐ]\d?)(?![\p{L}\d])/uy;
const CLAUSE_BEFORE =
  /(?:điều|khoản|điểm|mục|tiết|các điều|các khoản)\s+(?:\d{1,3}[a-zđ]?\s*(?:,|và|hoặc|đến|-)\s*){0,8}$/;
const CLAUSE_LIST = /\d{1,3}(?:,\d{1,3})+(?!\d|\s?\/)/y;
const PARTS_AFTER =
  /^\s*(?:số|tổng|diện tích|dân số|thời gian|mức|quân số|chiều|giá trị|lượng|quãng|mẫu|sào|đời)(?!\p{L})/u;
const OUT_OF_AFTER = new RegExp(`^\\s*(?:${COUNTED_OUT_OF})(?!\\p{L})`, 'u');

const ordinal = (scan: Scan, at: number): Reading | undefined => {
  if (!/(?:^|[^\p{L}])thứ\s+$/u.test(before(scan, at, 12))) return undefined;
  const match = matchAt(ORDINAL, scan.text, at);
  if (match === undefined) return undefined;
  const weekday = /\/\s*$/.test(before(scan, at, 2));
  return weekday
    ? undefined
    : { end: at + match[0].length, spoken: ordinalInWords(match[0], scan.style) };
};

export const ordinalNumber: Rule = { name: 'ordinal', starts: ['digit'], read: ordinal };

/** '2025/2026': two years that follow each other, a school year or a season. */
const isSchoolYear = (first: number, second: number): boolean =>
  first > 1900 && first < 2100 && second === first + 1;

const fraction = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(FRACTION, scan.text, at);
  if (match === undefined) return undefined;
  const [whole, top = '', bottom = ''] = match;
  const end = at + whole.length;
  const over = Number(top.replace(/\./g, ''));
  const under = Number(bottom.replace(/\./g, ''));
  const past = before(scan, at, 24);
  const address =
    /(?:số nhà|nhà số|hẻm|ngõ|ngách|kiệt|số|lô|thửa|tờ|lớp|tổ|hạng|thương binh|bệnh binh|\d\s?\/)\s*$/.test(
      past,
    );
  const next = after(scan, end, 24);
  const parts =
    over < under && under <= 20 && !address && (PARTS_AFTER.test(next) || !OUT_OF_AFTER.test(next));
  if (isSchoolYear(over, under)) {
    const years = [top, bottom].map((n) => cardinalInWords(n, scan.style));
    return { end, spoken: years.join(' đến ') };
  }
  const words = [top, bottom].map((n) => cardinalInWords(n.replace(/\./g, ''), scan.style));
  if (parts && under === 4) words[1] = 'tư';
  return { end, spoken: words.join(parts ? ' phần ' : ' trên ') };
};

export const fractionNumber: Rule = { name: 'fraction', starts: ['digit'], read: fraction };

const clauseList = (scan: Scan, at: number): Reading | undefined => {
  if (!CLAUSE_BEFORE.test(before(scan, at))) return undefined;
  const match = matchAt(CLAUSE_LIST, scan.text, at);
  if (match === undefined) return undefined;
  const words = match[0].split(',').map((n) => cardinalInWords(n, scan.style));
  return { end: at + match[0].length, spoken: words.join(', ') };
};

/** 'khoản 1,2 Điều 5': a list of clauses, not a decimal. */
export const clauseNumbers: Rule = { name: 'citation', starts: ['digit'], read: clauseList };

const QUANTITY_AFTER =
  /^\s?(?:%|triệu|tỷ|tỉ|nghìn|ngàn|tấn|tạ|lít|mét|độ|điểm|lần|giờ|sào|mẫu|gam)(?!\p{L})/u;

/** True when a quantity's unit follows: then a dot in the number before is a decimal mark. */
const isMeasured = (scan: Scan, end: number): boolean =>
  QUANTITY_AFTER.test(after(scan, end, 8)) || unitAt(scan, end) !== undefined;

/** 'tiết 2.1 điểm a': the number of a part, whatever stands behind it. */
const PART_BEFORE =
  /(?:^|[^\p{L}])(?:tiết|mục|tiểu mục|bảng|hình|phụ lục|phần|mẫu|biểu)(?: số)?\s+$/u;

const dotted = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(DOTTED, scan.text, at);
  if (match === undefined) return undefined;
  const end = at + match[0].length;
  const parts = match[0].split('.');
  const [whole = '', rest = ''] = parts;
  if (
    parts.length === 2 &&
    (whole === '0' || isMeasured(scan, end)) &&
    !PART_BEFORE.test(before(scan, at, 14))
  ) {
    return { end, spoken: `${cardinalInWords(whole, scan.style)} phẩy ${digitsInWords(rest)}` };
  }
  const words = parts.map((n) => cardinalInWords(n, scan.style)).join(' chấm ');
  const point = matchAt(DOTTED_LETTER, scan.text, end);
  if (point === undefined) return { end, spoken: words };
  return { end: end + 2, spoken: `${words} chấm ${letterName(point[1] ?? '')}` };
};

const written = (scan: Scan, at: number): Reading | undefined => {
  const match =
    matchAt(THOUSANDS, scan.text, at) ??
    matchAt(SPACED_THOUSANDS, scan.lower, at) ??
    matchAt(DECIMAL, scan.text, at);
  if (match === undefined) return undefined;
  return { end: at + match[0].length, spoken: writtenNumberInWords(match[0], scan.style) };
};

const commaThousands = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(COMMA_THOUSANDS, scan.text, at);
  if (match === undefined) return undefined;
  return {
    end: at + match[0].length,
    spoken: cardinalInWords(match[0].replace(/,/g, ''), scan.style),
  };
};

const ratio = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(RATIO, scan.text, at);
  if (match === undefined) return undefined;
  const words = [match[1] ?? '', match[2] ?? ''].map((n) => writtenNumberInWords(n, scan.style));
  return { end: at + match[0].length, spoken: words.join(' trên ') };
};

/** 'NPK 16-16-8', 'ngày 5-6-7': three or four numbers in a row are no range. */
const ROW = /\d{1,3}(?:\s?[-–]\s?\d{1,3}){2,3}(?![\d\p{L}%]|\s?[-–/]|[.,]\d)/uy;

const row = (scan: Scan, at: number): Reading | undefined => {
  if (/[\d.,/-]$/.test(before(scan, at, 1))) return undefined;
  const match = matchAt(ROW, scan.text, at);
  if (match === undefined) return undefined;
  const numbers = match[0].split(/\s?[-–]\s?/u);
  const words = numbers.map((n) => cardinalInWords(n, scan.style));
  return { end: at + match[0].length, spoken: words.join(', ') };
};

const plainNumber = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(PLAIN, scan.text, at);
  if (match === undefined) return undefined;
  const end = at + match[0].length;
  const glued = matchAt(GLUED, scan.text, end);
  const words = cardinalInWords(match[0], scan.style);
  const clause = CLAUSE_BEFORE.test(before(scan, at));
  if (glued === undefined || isTimesSign(scan, end)) return { end, spoken: words };
  if (!clause && unitGluedAt(scan, end)) return { end, spoken: words };
  const suffix = glued[1] ?? '';
  const name = suffix.length === 1 ? letterName(suffix) : spell(suffix);
  return { end: end + suffix.length, spoken: `${words} ${name}` };
};

const read = (scan: Scan, at: number): Reading | undefined =>
  commaThousands(scan, at) ??
  written(scan, at) ??
  ratio(scan, at) ??
  row(scan, at) ??
  dotted(scan, at) ??
  plainNumber(scan, at);

export const numeral: Rule = { name: 'number', starts: ['digit'], read };
