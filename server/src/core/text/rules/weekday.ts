/** Short weekdays and months — thứ, tháng viết tắt.
 *
 * Reads T2–T7 as weekdays (T2-T6, sáng T7, T7 và CN), rows of them (thứ 2-4-6) and T1–T12 as months where a year follows or the
 * number can be no weekday (T9/2025). Where nothing around tells which, the letters are left to others.
 */
import { cardinalInWords, monthInWords } from '../numbers.js';
import { after, before, matchAt, type Reading, type Rule, type Scan } from '../reading.js';

const SHORT = /T\.?(1[0-2]|[1-9])(?![\p{L}\d]|[.,]\d)/uy;
const WITH_YEAR = /T\.?(1[0-2]|0?[1-9])\s?[/.-]\s?((?:19|20)\d{2})(?!\d)/y;
const WEEKDAYS = ['hai', 'ba', 'tư', 'năm', 'sáu', 'bảy'] as const;
const NEXT_DAY = /^\s?(?:[-–—,&/]|đến|tới|và|hoặc)\s?(?:t\.?[2-7]|cn|chủ nhật)(?![\p{L}\d])/u;
const NEXT_MONTH = /^\s?(?:[-–—,&/]|đến|tới|và|hoặc)\s?t\.?(?:1[0-2]|[189])(?!\d)/u;
const PAST_DAY = /(?:t\.?[2-7]|cn)\s?(?:[-–—,&/]|đến|tới|và|hoặc)\s?$/u;
const PAST_MONTH = /t\.?(?:1[0-2]|[189])\s?(?:[-–—,&/]|đến|tới|và|hoặc)\s?$/u;
const DAY_BEFORE =
  /(?:ngày|sáng|trưa|chiều|tối|đêm|các|mỗi|lịch|hôm|thứ|cứ|hằng tuần|hàng tuần)\s*[,:]?\s*$/u;
const DAY_AFTER =
  /^\s*(?:hằng tuần|hàng tuần|mỗi tuần|tuần|cuối tuần|[,(]?\s?ngày|\(\d|,?\s?\d{1,2}\/)/u;
const MONTH_BEFORE = /(?:đầu|cuối|giữa|trong|hết|kỳ|quý|trước|sau|từ|đến)\s*$/u;

const isWeekday = (scan: Scan, at: number, end: number, number: number): boolean => {
  if (number < 2 || number > 7) return false;
  const past = before(scan, at, 24);
  const next = after(scan, end, 16);
  if (NEXT_MONTH.test(next) || PAST_MONTH.test(past)) return false;
  return (
    NEXT_DAY.test(next) || PAST_DAY.test(past) || DAY_BEFORE.test(past) || DAY_AFTER.test(next)
  );
};

const isMonth = (scan: Scan, at: number, end: number, number: number): boolean => {
  const past = before(scan, at, 24);
  if (NEXT_MONTH.test(after(scan, end, 16)) || PAST_MONTH.test(past)) return true;
  return (number > 7 || number === 1) && MONTH_BEFORE.test(past);
};

const read = (scan: Scan, at: number): Reading | undefined => {
  if (scan.text[at] !== 'T') return undefined;
  const dated = matchAt(WITH_YEAR, scan.text, at);
  if (dated !== undefined) {
    const [whole, month = '', year = ''] = dated;
    const words = `tháng ${monthInWords(month, scan.style)} năm ${cardinalInWords(year, scan.style)}`;
    return { end: at + whole.length, spoken: words };
  }
  const match = matchAt(SHORT, scan.text, at);
  if (match === undefined) return undefined;
  const end = at + match[0].length;
  const number = Number(match[1]);
  if (isWeekday(scan, at, end, number)) return { end, spoken: `thứ ${WEEKDAYS[number - 2] ?? ''}` };
  if (!isMonth(scan, at, end, number)) return undefined;
  return { end, spoken: `tháng ${monthInWords(match[1] ?? '', scan.style)}` };
};

/** 'thứ 2-4-6': three days or more, one by one; two are a span. */
const ROW = /[2-7](?:\s?[-–]\s?[2-7]){2,5}(?![\d/])/y;

const readRow = (scan: Scan, at: number): Reading | undefined => {
  if (!/(?:^|[^\p{L}])thứ\s+$/u.test(before(scan, at, 12))) return undefined;
  const match = matchAt(ROW, scan.text, at);
  if (match === undefined) return undefined;
  const days = match[0].match(/[2-7]/g) ?? [];
  const words = days.map((day) => WEEKDAYS[Number(day) - 2] ?? '');
  return { end: at + match[0].length, spoken: words.join(', ') };
};

export const weekdayRow: Rule = { name: 'weekday', starts: ['digit'], read: readRow };
export const weekday: Rule = { name: 'weekday', starts: ['upper'], read };
