/** Roman numerals — số La Mã.
 *
 * Reads Chương III, khóa XIV, quý IV, lần thứ IV (tư), vùng I, II and III, and lone II, XIII. A single
 * I, V, X, C, D, L is a numeral only after a word that numbers things. It does not read headings' text.
 */
import { letterName } from '../letters.js';
import { cardinalInWords, ordinalInWords, romanValue } from '../numbers.js';
import { after, before, matchAt, type Reading, type Rule, type Scan } from '../reading.js';

const ROMAN = /[IVXLC]{1,7}(?![\p{L}\d&])/uy;
/** 'Phụ lục II.1', 'Phụ lục IA': a part or a letter of what the numeral names. */
const PART = /([IVXLC]{1,7})(?:\.(\d{1,2})|([a-zđA-BD-HĐ]))(?![\p{L}\d.])/uy;
const PART_BEFORE =
  /(?:phụ lục|mẫu(?: số)?|biểu(?: mẫu)?(?: số)?|bảng|phần|mục|chương|nhóm|loại)\s+$/;
const SLASH_YEAR = /\s?[/-]\s?((?:19|20)\d{2})(?!\d)/y;
const KEYWORDS =
  'chương|phần|mục|khóa|khoá|quý|quí|thế kỷ|thế kỉ|thứ|đại hội(?: đảng)?|đại hội đại biểu toàn quốc|loại|hạng|cấp|nhóm|vùng|khu vực|bậc|kỳ|hồi|tập|phụ lục|tiết|đợt|giai đoạn|quyển|điểm|trung ương|lần|học kỳ|kỳ họp|phần thứ|chuyên khoa|cụm|bảng|biểu|mẫu|tiểu mục|nhà máy|thủy điện|hoàng đế|triều đại|đẳng|quân khu|binh đoàn|quân đoàn|chi bộ|tổ|khối|lớp|xã|số|mức|hệ|bước|chuẩn|đô thị loại|thương binh hạng|huân chương [^,;.]{0,24} hạng|cúp|giải|báo động|mức độ|tình huống|kế hoạch|phiên';
const AFTER_KEYWORD = new RegExp(
  `(?:^|[^\\p{L}])(?:${KEYWORDS})\\s+(?:[ivxlc]{1,7}\\s*(?:,|;|và|hoặc|đến|-|–|hay)\\s*(?:(?:${KEYWORDS})\\s+)?){0,8}$`,
  'u',
);

const partOf = (scan: Scan, at: number): Reading | undefined => {
  if (!PART_BEFORE.test(before(scan, at, 16))) return undefined;
  const match = matchAt(PART, scan.text, at);
  const value = romanValue(match?.[1] ?? '');
  if (match === undefined || value === undefined) return undefined;
  const [written, , number, letter = ''] = match;
  const part =
    number === undefined ? letterName(letter) : `chấm ${cardinalInWords(number, scan.style)}`;
  return {
    end: at + written.length,
    spoken: `${cardinalInWords(String(value), scan.style)} ${part}`,
  };
};

const whole = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(ROMAN, scan.text, at);
  if (match === undefined) return undefined;
  const value = romanValue(match[0]);
  if (value === undefined) return undefined;
  const past = before(scan, at, 60);
  const keyword = AFTER_KEYWORD.test(past);
  const shy = match[0].length === 1 || /[LC]/.test(match[0]);
  if (!keyword && shy) return undefined;
  if (
    keyword &&
    shy &&
    /(?:tổ|khối|lớp|số|xã|kế hoạch|điểm|bảng|biểu)\s+$/.test(past) &&
    match[0] !== 'I'
  )
    return undefined;
  if (keyword && /[LC]/.test(match[0]) && match[0].length === 1) return undefined;
  const end = at + match[0].length;
  if (/(?:^|[^\p{L}])thứ\s+$/u.test(past))
    return { end, spoken: ordinalInWords(String(value), scan.style) };
  const words = cardinalInWords(String(value), scan.style);
  const year = matchAt(SLASH_YEAR, scan.text, end);
  if (year === undefined) return { end, spoken: words };
  return {
    end: end + year[0].length,
    spoken: `${words} năm ${cardinalInWords(year[1] ?? '', scan.style)}`,
  };
};

/** 'i) …; ii) …; iii) …' inside a line. */
const LOWER = /(i{1,3}|iv|vi{0,3}|ix)\)/y;

const lower = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(LOWER, scan.text, at);
  if (match === undefined || !/(?:^|[\s;:,(])$/.test(before(scan, at, 1))) return undefined;
  const letters = match[1] ?? '';
  // One letter is a point of a clause unless its row goes on with (ii).
  if (letters.length === 1 && !(letters === 'i' && /[\s;:,(]ii\)/.test(after(scan, at, 300))))
    return undefined;
  const value = romanValue(letters.toUpperCase()) ?? 0;
  return { end: at + match[0].length, spoken: `${cardinalInWords(String(value), scan.style)},` };
};

const read = (scan: Scan, at: number): Reading | undefined => partOf(scan, at) ?? whole(scan, at);

export const roman: Rule = { name: 'roman', starts: ['upper'], read };
export const romanLower: Rule = { name: 'roman', starts: ['lower'], read: lower };
