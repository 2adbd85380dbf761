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
const COUNTING =
  '(?:thứ|tháng|quý|điều|khoản|năm|ngày|lớp|khối|tuần|km|chương|mục|phần|trang|số|khóa)';
const RANGE_AFTER = new RegExp(`^[-–—−~]\\s*(?:${COUNTING}\\s*)?(?:\\d|[ivx]{1,6}(?!\\p{L}))`, 'u');
const LETTER_RANGE = /(?:điểm|tiết)\s+[a-zđ]\s*$/;
const AMOUNT_BEFORE =
  /\d[\d.,]*\s*(?:(?:triệu|tỷ|tỉ|nghìn|ngàn|đồng|giờ|phút|tuổi|độ|mét|phần trăm)\s*){1,3}$/u;
const SCORE_BEFORE = /(?:tỷ số|tỉ số)\s+\d+\s*$/;

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

/** 'TCVN 7568-14': a part of a standard. */
const PART_BEFORE = /(?:tcvn|qcvn|iso|iec)(?:\/iec)?\s*\d{3,6}$/;

const WEEKDAY_BEFORE = /(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật)$/;
const WEEKDAY_AFTER = /^[-–—]\s*(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật)(?!\p{L})/u;

const isRange = (scan: Scan, at: number): boolean => {
  const past = before(scan, at, 30).trimEnd();
  if (LETTER_RANGE.test(past) && /^[-–—]\s*[a-zđ](?!\p{L})/u.test(after(scan, at, 6))) return true;
  if (WEEKDAY_BEFORE.test(past) && WEEKDAY_AFTER.test(after(scan, at, 20))) return true;
  if (!RANGE_AFTER.test(after(scan, at, 20)) || SCORE_BEFORE.test(past)) return false;
  if (AMOUNT_BEFORE.test(past)) return true;
  const last = scan.last;
  return (
    last !== undefined && NUMERIC.has(last.rule) && scan.text.slice(last.end, at).trim() === ''
  );
};

const dash = (scan: Scan, at: number): Reading => {
  const end = at + 1;
  if (PART_BEFORE.test(before(scan, at, 20)) && /^-\d/.test(after(scan, at, 2))) {
    return { end, spoken: 'phần' };
  }
  if (isRange(scan, at)) return { end, spoken: 'đến' };
  const spaced = /\s$/.test(before(scan, at, 1)) && /^.\s/.test(after(scan, at, 2));
  const minus =
    /(?:^|[\s(])$/.test(before(scan, at, 1)) &&
    /^.\d/.test(after(scan, at, 2)) &&
    !/(?:^|\n)\s*$/.test(before(scan, at, 4));
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
  if (/[-–—−~]/.test(sign)) return dash(scan, at);
  if (sign === '/') return slash(scan, at);
  if (/[.,;:!?…]/.test(sign)) return punctuation(scan, at, sign);
  if (/[<>]/.test(sign)) return comparison(scan, at, sign) ?? { end: at + 1, spoken: '' };
  if (/[+*]/.test(sign)) return arithmetic(scan, at, sign);
  return { end: at + sign.length, spoken: SIGNS[sign] ?? '' };
};

export const symbol: Rule = { name: 'sign', starts: ['mark'], read };
