/** Dates — ngày tháng năm.
 *
 * Reads 20/6/2012, 26-4-2025, 08/3, 11/2024 and the parts of "ngày … tháng … năm …": days 1–9 with
 * "mùng", the fourth month as "tư". It decides date against fraction for d/m by what stands around.
 */
import { cardinalInWords, dayInWords, monthInWords, romanValue } from '../numbers.js';
import { after, before, matchAt, type Reading, type Rule, type Scan } from '../reading.js';
import { COUNTED_OUT_OF } from '../tables/counted-nouns.js';

const FULL = /(\d{1,2})\s?([/.\-–])\s?(\d{1,2})\s?\2\s?(\d{4})(?![\d/])/y;
/** 2025-10-20, as machines write it. */
const ISO = /((?:19|20)\d{2})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d-])/y;
const SHORT_YEAR = /(\d{1,2})\/(\d{1,2})\/(\d{2})(?![\d/])/y;
const DAY_MONTH = /(\d{1,2})\s?([/])\s?(\d{1,2})(?![\d/])/y;
const DASHED_DAY_MONTH =
  /(\d{1,2})(\s?-\s?|\.)(\d{1,2})(?![\d/.,%-]|\s*(?:ngày|tháng|năm|%|người))/y;
const MONTH_YEAR = /(\d{1,2})\s?[/.-]\s?((?:19|20)\d{2})(?![\d/])/y;

const isDay = (text: string): boolean => Number(text) >= 1 && Number(text) <= 31;
const isMonth = (text: string): boolean => Number(text) >= 1 && Number(text) <= 12;

const says = (scan: Scan, day: string, month: string): string =>
  `${dayInWords(day, scan.style)} tháng ${monthInWords(month, scan.style)}`;

const fullDate = (scan: Scan, at: number): Reading | undefined => {
  const iso = matchAt(ISO, scan.text, at);
  if (iso !== undefined) {
    const [whole, year = '', month = '', day = ''] = iso;
    const words = `${says(scan, day, month)} năm ${cardinalInWords(year, scan.style)}`;
    return { end: at + whole.length, spoken: words };
  }
  const match = matchAt(FULL, scan.text, at) ?? matchAt(SHORT_YEAR, scan.text, at);
  if (match === undefined) return undefined;
  const short = match.length === 4;
  const [day = '', month = '', year = ''] = short
    ? [match[1], match[2], `20${match[3] ?? ''}`]
    : [match[1], match[3], match[4]];
  if (!isDay(day) || !isMonth(month)) return undefined;
  const words = `${says(scan, day, month)} năm ${cardinalInWords(year, scan.style)}`;
  return { end: at + match[0].length, spoken: words };
};

export const dateFull: Rule = { name: 'date', starts: ['digit'], read: fullDate };

const PERIOD_BEFORE = /(?:tháng|quý|quí)\s+(?:[\divx]{1,4}\s*(?:,|và|hoặc|đến|tới|-|–)\s*){0,6}$/;

/** 'đợt 1/2025', 'kỳ 2/2025': the number is no month. */
const TURN_BEFORE = /(?:đợt|kỳ|lần|khóa|vụ|phiên|số)\s+$/;

/** What stands between a period's noun and its number: nothing, or "tháng" that is not written. */
const periodLead = (past: string, period: string | undefined): string => {
  if (period?.startsWith('qu') === true || TURN_BEFORE.test(past)) return '';
  return period === undefined || /[-–]\s*$/.test(past) ? 'tháng ' : '';
};

const monthYear = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(MONTH_YEAR, scan.text, at);
  if (match === undefined) return undefined;
  const [whole, month = '', year = ''] = match;
  const past = before(scan, at);
  const period = PERIOD_BEFORE.exec(past)?.[0];
  if (!isMonth(month) || (period === undefined && /[-–]\s?\d{4}$/.test(whole))) return undefined;
  const isMonthly = period?.startsWith('qu') !== true && !TURN_BEFORE.test(past);
  const words = isMonthly ? monthInWords(month, scan.style) : cardinalInWords(month, scan.style);
  const spoken = `${periodLead(past, period)}${words} năm ${cardinalInWords(year, scan.style)}`;
  return { end: at + whole.length, spoken };
};

export const datePeriod: Rule = { name: 'period', starts: ['digit'], read: monthYear };

/** 'Q4/2025', '6T/2025': quarters and months of a year, as tables write them. */
const QUARTER = /Q([1-4]|I{1,3}|IV)\s?[/.-]\s?((?:19|20)\d{2})(?!\d)/y;
const MONTHS = /(\d{1,2})T\s?\/\s?((?:19|20)\d{2})(?!\d)/y;

const shortPeriod = (scan: Scan, at: number): Reading | undefined => {
  const quarter = matchAt(QUARTER, scan.text, at);
  const match = quarter ?? matchAt(MONTHS, scan.text, at);
  if (match === undefined) return undefined;
  const [whole, count = '', year = ''] = match;
  const number = cardinalInWords(String(romanValue(count) ?? count), scan.style);
  const named = quarter === undefined ? `${number} tháng` : `quý ${number}`;
  const spoken = `${named} năm ${cardinalInWords(year, scan.style)}`;
  return { end: at + whole.length, spoken };
};

export const shortPeriodOfYear: Rule = {
  name: 'period',
  starts: ['upper', 'digit'],
  read: shortPeriod,
};

const DATE_BEFORE =
  /(?:ngày|kể từ|vào|hồi|sáng|trưa|chiều|tối|đêm|hôm|lễ|dịp|khánh|tết|kỷ niệm|trước|sau|hết|hạn|chào mừng|đường|phố|thứ \p{L}+|chủ nhật|nhật|cn)\s*[,(]?\s*(?:\d{1,2}(?:\s*[/-]\s*\d{1,2})?\s*(?:,|và|-|–|đến|hoặc)\s*){0,4}$/u;
const PARTS_BEFORE =
  /(?:lớp|tổ|hẻm|ngõ|ngách|kiệt|số nhà|nhà số|hạng|thương binh|bệnh binh|quá|ít nhất|trên|hơn|gần|khoảng|bằng|chiếm|đạt|được|có|đủ|tỷ lệ|tối thiểu|tối đa|dưới|giảm|tăng)\s*$/;
const PARTS_AFTER = new RegExp(
  `^\\s*(?:${COUNTED_OUT_OF}|số|tổng|diện tích|dân số|thời gian|mức|phần|quân số|chiều|giá trị|lượng|lần|cổ đông|bậc|mẫu|sào|ha|kg|km|m)(?!\\p{L})`,
  'u',
);
/** What follows a date and no fraction: 'từ 1/7 đến nay', 'từ 1/7 đến 15/8'. */
const DATE_AFTER =
  /^\s*,?\s*(?:đến nay|tới nay|đến hết|đến ngày|trở đi|trở lại|âm lịch|âl(?!\p{L})|hằng năm|hàng năm|vừa qua|sắp tới|tới đây|(?:-|–|đến|tới)\s*(?:ngày\s*)?\d{1,2}\s?\/\s?\d{1,2}(?![\d/]*%))/u;
const RANGE_LEAD = /(?:^|[^\p{L}])(?:từ|kể từ|\()\s*$/u;
const NAMED_DAY_BEFORE = /(?:ngày|sáng|chiều|tối|dịp|lễ)(?:\s+\p{L}+){0,7}\s*[,(]?\s*$/u;
const KNOWN_DAYS = new Set(['2/9', '1/5', '1/1', '3/2', '2/3', '8/3', '1/6', '6/1', '5/9', '7/11']);
const BARE_DAYS = new Set(['9/11', '2/9', '1/5', '1/1', '5/9']);

const datedByNext = (past: string, next: string): boolean =>
  (RANGE_LEAD.test(past) && DATE_AFTER.test(next)) || /^\s*(?:âm lịch|âl)(?!\p{L})/u.test(next);

const isDate = (scan: Scan, at: number, match: RegExpExecArray): boolean => {
  if (match[0] === '24/7' && !/ngày\s*$/.test(before(scan, at, 8))) return false;
  const [whole, day = '', , month = ''] = match;
  const end = at + whole.length;
  if (/^[.,]\d/.test(after(scan, end, 2))) return false;
  if (!isDay(day) || !isMonth(month)) return false;
  const past = before(scan, at, 60);
  if (DATE_BEFORE.test(past)) return true;
  if (datedByNext(past, after(scan, end))) return true;
  if (PARTS_BEFORE.test(past) || PARTS_AFTER.test(after(scan, end))) return false;
  const key = `${Number(day)}/${Number(month)}`;
  if (/(?:từ|đến|tới|vào|và|,|-|–)\s*$/.test(past) && KNOWN_DAYS.has(key)) return true;
  return Number(day) > Number(month) || BARE_DAYS.has(key) || /^0/.test(day) || /^0/.test(month);
};

/** 'mùng 1/10': the word for the day is written already. */
const LUNAR_BEFORE = /(?:mùng|mồng)\s+$/;

const dayMonth = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(DAY_MONTH, scan.text, at);
  if (match === undefined) return dashedDay(scan, at);
  const [, day = '', , month = ''] = match;
  const end = at + match[0].length;
  const named = LUNAR_BEFORE.test(before(scan, at, 8));
  if (named && isDay(day) && isMonth(month)) {
    const words = `${cardinalInWords(day, scan.style)} tháng ${monthInWords(month, scan.style)}`;
    return { end, spoken: words };
  }
  return isDate(scan, at, match) ? { end, spoken: says(scan, day, month) } : undefined;
};

/** '20-11' alone: as a range it would fall, so it is a day; a score or a part of a code is neither. */
const standsAlone = (scan: Scan, at: number, match: RegExpExecArray): boolean =>
  match[2]?.includes('-') === true &&
  Number(match[1]) > 12 &&
  /(?:^|[\s(“"])$/.test(before(scan, at, 1)) &&
  !/(?:tỷ số|tỉ số|thắng|thua|số|hòa|mã|từ|giảm|xuống)\s*$/.test(before(scan, at, 12)) &&
  /^(?:$|[\s,.;)”"])(?!\s*(?:điểm|độ|lần|người|phần trăm|\p{Ll}{0,2}m(?!\p{L})|kg|ha))/u.test(
    after(scan, at + match[0].length, 12),
  );

/** 'ngày 08-3', 'ngày 08.3': only right after "ngày" and with a possible month. */
const dashedDay = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(DASHED_DAY_MONTH, scan.text, at);
  if (match === undefined) return undefined;
  const [, day = '', , month = ''] = match;
  if (!isDay(day) || !isMonth(month)) return undefined;
  if (!NAMED_DAY_BEFORE.test(before(scan, at, 60)) && !standsAlone(scan, at, match))
    return undefined;
  const spaced = /\s/.test(match[2] ?? '');
  const dashed = match[2]?.includes('-') === true;
  if (dashed && Number(month) > Number(day) && (spaced || !month.startsWith('0'))) return undefined;
  return { end: at + match[0].length, spoken: says(scan, day, month) };
};

export const dateShort: Rule = { name: 'date-short', starts: ['digit'], read: dayMonth };

/** 'ngày 10,11/4/2025': days of one month, no decimal. */
const DAY_LIST_HEAD =
  /\d{1,2}(?=(?:\s?,\s?\d{1,2}){1,6}\s?(?:\/\s?\d{1,2}(?!\d)|(?:và|tháng)\s))/uy;
const SMALL = /\d{1,2}(?![\d%]|[.,/:]\d)/y;
const DAY_BEFORE = /(?:^|[^\p{L}])ngày\s+$/u;
const DAY_LIST = /(?:^|[^\p{L}])ngày\s+(?:\d{1,2}\s*(?:,|và|-|–|đến)\s*){1,6}$/u;
const DAY_AFTER =
  /^\s*(?:tháng|rạng sáng|hàng tháng|hằng tháng|đến|và|âm lịch|dương lịch|của|-|–|[,.;:)]|$)/;
const MONTH_BEFORE = /tháng\s+(?:\d{1,2}\s*(?:,|và|hoặc|đến|tới|-|–)\s*){0,6}$/;

/** A bare number as the day after "ngày" or the month after "tháng". */
const bareDay = (scan: Scan, at: number): Reading | undefined => {
  const head = matchAt(DAY_LIST_HEAD, scan.text, at);
  const match = head ?? matchAt(SMALL, scan.text, at);
  if (match === undefined) return undefined;
  const end = at + match[0].length;
  const past = before(scan, at);
  const day =
    DAY_BEFORE.test(past) ||
    (DAY_LIST.test(past) && !/tháng/.test(past.slice(past.lastIndexOf('ngày'))));
  if (day && isDay(match[0]) && DAY_AFTER.test(after(scan, end, 14))) {
    return { end, spoken: dayInWords(match[0], scan.style) };
  }
  if (MONTH_BEFORE.test(past) && isMonth(match[0]) && !/^[a-zđ]/u.test(after(scan, end, 1))) {
    return { end, spoken: monthInWords(match[0], scan.style) };
  }
  return undefined;
};

export const dateBare: Rule = { name: 'date-part', starts: ['digit'], read: bareDay };
