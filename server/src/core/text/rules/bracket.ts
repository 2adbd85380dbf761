/** Brackets — ngoặc đơn.
 *
 * Leaves out what a bracket only repeats: the short form of what was just said, "sau đây gọi tắt là …",
 * an amount in words, footnote marks. Other brackets are read, set off by commas.
 */

import { shortFormFits } from '../definitions.js';
import { cardinalInWords } from '../numbers.js';
import { after, matchAt, type Reading, type Rule, type Scan } from '../reading.js';
import { isLegalSyllable } from '../syllable.js';

const BRACKET = /\(([^()\n]{0,400})\)/y;
const FOOTNOTE = /\[\s?\d{1,3}\s?\]|\(\*{1,3}\)|\[\*\]/y;
const SHORT_FORM =
  /^\s*(?:sau đây |dưới đây |từ đây |tiếng anh |trong .{0,30} )?(?:được )?(?:gọi|viết|nói|ghi)\s*(?:tắt|chung|gọn|là)(?![\p{L}])/iu;
const IN_WORDS_LEAD = /^\s*(?:bằng chữ|viết bằng chữ|ghi bằng chữ|số tiền bằng chữ|đọc là)\s*:?/i;
const NUMBER_WORDS = new Set(
  'không một hai ba bốn tư năm lăm sáu bảy bẩy tám chín mười mươi mốt nhất trăm nghìn ngàn triệu tỷ tỉ linh lẻ phẩy rưỡi chẵn đồng việt nam phần ngày tháng giờ phút tuổi lần bản bộ người hộ mét vuông khối ki lô gam héc ta đô la mỹ'.split(
    ' ',
  ),
);
const SIGNED =
  /^\s*(?:đã ký|ký tên|ký, ghi rõ họ tên|ký, đóng dấu|ký tên, đóng dấu|ký và ghi rõ họ tên|ký, ghi họ tên|ký số)[^()]{0,40}$/i;
const TOKEN = /^[\p{L}\d&./-]{2,20}$/u;
/** What a lone bracket may hold that is no short form: units, currencies, numerals, codes. */
const KEPT = /^(?:VNĐ|VND|USD|EUR|[IVXLC]+|[A-ZĐ]?\d.*|.*[./]\p{Lu}+|kWh|kV|MW|GW)$/u;
const CONTAINS_NUMBER_WORD =
  /(?:^|\s)(?:không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|ngàn|triệu|tỷ|tỉ)(?:\s|$|[.,/])/i;

const isAmountInWords = (inside: string, past: string): boolean => {
  if (IN_WORDS_LEAD.test(inside)) return true;
  if (!/\d/.test(past.slice(-40)) || !CONTAINS_NUMBER_WORD.test(inside)) return false;
  const words = inside.toLowerCase().match(/\p{L}+/gu) ?? [];
  return !/\d/.test(inside) && words.every((word) => NUMBER_WORDS.has(word));
};

/** 'ba trăm nghìn (300.000) đồng': the words before say it already. */
const isSaidBefore = (scan: Scan, inside: string, past: string): boolean => {
  const number = /^\s*(\d{1,3}(?:\.\d{3})*|\d{1,9})\s*$/.exec(inside)?.[1]?.replaceAll('.', '');
  if (number === undefined) return false;
  return past
    .trimEnd()
    .toLowerCase()
    .endsWith(` ${cardinalInWords(number, scan.style)}`);
};

const isShortForm = (inside: string, past: string): boolean => {
  const token = inside.trim().replace(/^[“"']|[”"']$/g, '');
  if (!TOKEN.test(token) || !/\p{L}/u.test(token)) return false;
  const capitals = (token.match(/\p{Lu}/gu) ?? []).length;
  if (capitals === 0)
    return /^[a-z]{3,}$/.test(token) && !isLegalSyllable(token) && /\p{L}\s*$/u.test(past);
  if (capitals < 2) return false;
  if (shortFormFits(token, past)) return true;
  return !KEPT.test(token) && /\p{L}[\s”"]*$/u.test(past);
};

const NAME_AGAIN = /^(\p{Lu}\p{L}*(?: [\p{L}\d]+){0,3}?)(?: (\p{Lu}{2,8}))?$/u;

/** 'Trung tâm Trợ giúp pháp lý nhà nước (Trung tâm)': the head of the name just said, or with letters. */
const isNameAgain = (inside: string, past: string): boolean => {
  const match = NAME_AGAIN.exec(inside.trim());
  if (match === null) return false;
  const [whole, head = '', letters] = match;
  const said = past.trimEnd().replace(/ số:? (?=\d)/g, ' ');
  if (letters !== undefined && shortFormFits(letters, said)) return said.includes(head);
  return said.slice(-100).includes(`${whole} `) || said.slice(-100).includes(`${whole}/`);
};

const isSilent = (inside: string, past: string): boolean =>
  SHORT_FORM.test(inside) ||
  SIGNED.test(inside) ||
  isAmountInWords(inside, past) ||
  isShortForm(inside, past) ||
  isNameAgain(inside, past) ||
  /^[\s.…_,;:-]*$/.test(inside);

const read = (scan: Scan, at: number): Reading | undefined => {
  const note = matchAt(FOOTNOTE, scan.text, at);
  if (note !== undefined) return { end: at + note[0].length, spoken: '' };
  const match = matchAt(BRACKET, scan.text, at);
  const past = scan.text.slice(Math.max(0, at - 140), at);
  const inside = match?.[1] ?? '';
  if (match !== undefined && (isSilent(inside, past) || isSaidBefore(scan, inside, ` ${past}`))) {
    return { end: at + match[0].length, spoken: '' };
  }
  const sign = after(scan, at, 1);
  return /[()[\]{}]/.test(sign) ? { end: at + 1, spoken: ',' } : undefined;
};

export const bracket: Rule = { name: 'bracket', starts: ['mark'], read };
