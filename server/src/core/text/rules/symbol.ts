/** Signs — dấu câu và ký hiệu.
 *
 * Punctuation, dashes (range, pause or nothing), slashes, quotes and mathematical signs. Every sign that
 * is left is silent: nothing but words and , . ? ! : ; leaves this file.
 */
import { after, before, type Reading, type Rule, type Scan } from '../reading.js';

const NUMERIC = new Set([
  'number',
  'fraction',
  'date',
  'date-short',
  'date-part',
  'period',
  'time',
  'measure',
  'money',
  'roman',
  'ordinal',
  'citation',
  'percent',
  'list-head',
]);
/** Signs between two numbers to dial part them; they are no range and no fraction. */
const afterPhone = (scan: Scan, at: number): boolean =>
  scan.last?.rule === 'phone' && scan.text.slice(scan.last.end, at).trim() === '';

const COUNTING =
  '(?:thứ|tháng|quý|điều|khoản|năm|ngày|lớp|khối|tuần|km|chương|mục|phần|trang|số|khóa)';
const RANGE_AFTER = new RegExp(
  `^[-–—−~÷]\\s*(?:(${COUNTING})\\s*)?(?:\\d|[ivx]{1,6}(?!\\p{L}))`,
  'u',
);
const CITED_BEFORE = /(điều|khoản|điểm|mục|tiết|chương|phần)\s+[\da-zđ]{1,5}$/u;
const LETTER_RANGE = /(?:điểm|tiết)\s+[a-zđ]\s*$/;
const AMOUNT_BEFORE =
  /\d[\d.,]*\s*(?:(?:triệu|tỷ|tỉ|nghìn|ngàn|đồng|giờ|phút|tuổi|độ|mét|phần trăm)\s*){1,3}$/u;
const SCORE_BEFORE = /(?:tỷ số|tỉ số|thắng|thua|hòa)(?:\s\p{L}{1,8}){0,5}\s+\d{1,2}\s*$/u;

const SIGNS: Readonly<Record<string, string>> = {
  '%': 'phần trăm',
  '‰': 'phần nghìn',
  '&': 'và',
  '@': 'a còng',
  '=': 'bằng',
  '≥': 'lớn hơn hoặc bằng',
  '≤': 'nhỏ hơn hoặc bằng',
  '±': 'cộng trừ',
  '×': 'nhân',
  '÷': 'chia',
  '≈': 'xấp xỉ',
  '≠': 'khác',
  '°': 'độ',
  '№': 'số',
  '½': 'một phần hai',
  '¼': 'một phần tư',
  '¾': 'ba phần tư',
  '⅓': 'một phần ba',
  '⅔': 'hai phần ba',
  '⅛': 'một phần tám',
  '→': ',',
  '⇒': ',',
  '∞': 'vô cùng',
  '§': 'mục',
  '¥': 'yên',
  '€': 'ơ rô',
  '£': 'bảng',
  $: 'đô la',
  '₫': 'đồng',
  '²': 'bình phương',
  '³': 'lập phương',
  Ω: 'ôm',
};

const WEEKDAY_BEFORE = /(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật)$/;
const WEEKDAY_AFTER = /^[-–—]\s*(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật)(?!\p{L})/u;

const SHORT_DAY_AFTER = /^[-–—]\s*(?:t\.?\d|cn|chủ nhật)(?!\p{L})/u;

/** '560kVA-22/0,4kV': power and voltage of one transformer, no range. */
const isPowerAndVoltage = (scan: Scan, at: number): boolean =>
  /\d\s?[km]?va\s?$/.test(before(scan, at, 8)) &&
  /^[-–—]\s?[\d.,]+(?:\s?[-/÷±]\s?[\d.,x%]+){0,3}\s?k?v(?!\p{L})/u.test(after(scan, at, 30));

const isRange = (scan: Scan, at: number): boolean => {
  const past = before(scan, at, 30).trimEnd();
  if (LETTER_RANGE.test(past) && /^[-–—]\s*[a-zđ](?!\p{L})/u.test(after(scan, at, 6))) return true;
  if (WEEKDAY_BEFORE.test(past) && WEEKDAY_AFTER.test(after(scan, at, 20))) return true;
  if (scan.last?.rule === 'weekday' && SHORT_DAY_AFTER.test(after(scan, at, 12))) return true;
  const next = RANGE_AFTER.exec(after(scan, at, 20));
  if (next === null || SCORE_BEFORE.test(past)) return false;
  // 'Khoản 2 - Điều 5': two places of one citation, no range.
  const cited = CITED_BEFORE.exec(past)?.[1];
  if (cited !== undefined && next[1] !== undefined && next[1] !== cited) return false;
  if (AMOUNT_BEFORE.test(past)) return true;
  const last = scan.last;
  return (
    last !== undefined && NUMERIC.has(last.rule) && scan.text.slice(last.end, at).trim() === ''
  );
};

/** '-5 độ C' at the head of a line is a temperature, no list mark. */
const COLD = /^[-−]\d{1,3}(?:[.,]\d+)?\s?(?:độ|°|º|oc|%)/u;

const dash = (scan: Scan, at: number): Reading => {
  const end = at + 1;
  if (afterPhone(scan, at)) return { end, spoken: ',' };
  if (isPowerAndVoltage(scan, at)) return { end, spoken: ',' };
  if (isRange(scan, at)) return { end, spoken: 'đến' };
  const spaced = /\s$/.test(before(scan, at, 1)) && /^.\s/.test(after(scan, at, 2));
  const minus =
    /(?:^|[\s(])$/.test(before(scan, at, 1)) &&
    /^.\d/.test(after(scan, at, 2)) &&
    (!/(?:^|\n)\s*$/.test(before(scan, at, 4)) || COLD.test(after(scan, at, 16)));
  if (minus) return { end, spoken: 'âm' };
  const pause =
    spaced &&
    (/^[–—]/.test(after(scan, at, 1)) ||
      (/[\p{Ll}]\s$/u.test(scan.text.slice(Math.max(0, at - 2), at)) &&
        /^.\s\p{Lu}/u.test(scan.text.slice(at, at + 3))));
  return { end, spoken: pause ? ',' : '' };
};

const slash = (scan: Scan, at: number): Reading => {
  const end = at + 1;
  if (
    /(?:^|[^\p{L}])và\s?$/u.test(before(scan, at, 5)) &&
    /^\/\s?hoặc(?!\p{L})/u.test(after(scan, at, 8))
  )
    return { end, spoken: '' };
  // '06 tháng/01 lần' is said "sáu tháng một lần".
  if (
    /(?:năm|tháng|quý|tuần|ngày|giờ)\s?$/.test(before(scan, at, 7)) &&
    /^\/\s?0?1\s+lần/.test(after(scan, at, 9))
  )
    return { end, spoken: '' };
  if (afterPhone(scan, at)) return { end, spoken: ',' };
  const numeric =
    /\d\s?$|\d[\d.,]*\s?\p{L}{1,8}\s?$/u.test(before(scan, at, 20)) &&
    /^\/\s?\d/.test(after(scan, at, 3));
  return { end, spoken: numeric ? 'trên' : ',' };
};

const comparison = (scan: Scan, at: number, sign: string): Reading | undefined => {
  if (!/^[<>]\s?=?\s?[-\d]/.test(after(scan, at, 4))) return undefined;
  const equal = after(scan, at + 1, 1) === '=';
  const word = sign === '>' ? 'lớn hơn' : 'nhỏ hơn';
  return { end: at + (equal ? 2 : 1), spoken: equal ? `${word} hoặc bằng` : word };
};

const arithmetic = (scan: Scan, at: number, sign: string): Reading => {
  const between = /\d\s?$/.test(before(scan, at, 2)) && /^.\s?\d/.test(after(scan, at, 3));
  const word = sign === '+' ? 'cộng' : 'nhân';
  return { end: at + 1, spoken: between ? word : '' };
};

const punctuation = (scan: Scan, at: number, sign: string): Reading => {
  const run = /^[.,;:!?…/\s]*/.exec(scan.text.slice(at, at + 24))?.[0] ?? sign;
  const ends = run.trimEnd();
  const finish = /^\.\s?\/\s?\.?$/.exec(ends);
  const end = at + (finish === null ? 1 : finish[0].length);
  const dots = /^(?:\.{2,}|…+\.*)/.exec(run)?.[0];
  if (dots !== undefined) return { end: at + dots.length, spoken: ',' };
  return { end, spoken: sign };
};

const read = (scan: Scan, at: number): Reading | undefined => {
  const sign = String.fromCodePoint(scan.text.codePointAt(at) ?? 0);
  if (/[-–—−~]/.test(sign) || (sign === '÷' && isRange(scan, at))) return dash(scan, at);
  if (sign === '/') return slash(scan, at);
  if (/[.,;:!?…]/.test(sign)) return punctuation(scan, at, sign);
  if (/[<>]/.test(sign)) return comparison(scan, at, sign) ?? { end: at + 1, spoken: '' };
  if (/[+*]/.test(sign)) return arithmetic(scan, at, sign);
  return { end: at + sign.length, spoken: SIGNS[sign] ?? '' };
};

export const symbol: Rule = { name: 'sign', starts: ['mark'], read };
