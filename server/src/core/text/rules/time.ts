/** Clock times — giờ phút.
 *
 * Reads 8h15, 13h30, 14g30, 08:30, "7 giờ 30" as hours and minutes; a full hour says no minutes.
 * It knows no time zone and computes nothing.
 */
import { cardinalInWords } from '../numbers.js';
import { after, before, matchAt, type Reading, type Rule, type Scan } from '../reading.js';

const LETTERED =
  /(\d{1,2})\s?(?:[hH]|g(?=\d)|giờ)(?:(?:(\d{2})(?!\d)|\s(\d{1,2})(?![\d/.:,]|\s*(?:tháng|năm|người|giờ|%|-\s*\d{1,2}\s*[/-]|\/)))(?:\s?(?:phút|ph|p|['’′])(?!\p{L}))?)?(?!\p{L})/uy;
const COLON = /(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d:]|[.,]\d)(?:\s?(?:giờ|h)(?!\p{L}))?/uy;
/** 'lúc 9g', 'từ 7g đến 9g': hours by the letter that else means grams. */
const SHORT_HOUR = /(\d{1,2})\s?g(?![\p{L}\d])/uy;
const HOUR_AFTER =
  /^\s*(?:sáng|trưa|chiều|tối|đêm|ngày|cùng ngày|hằng ngày|hàng ngày|(?:đến|tới|-|–)\s*\d{1,2}\s?g)/u;
const HOUR_RANGE_BEFORE = /\d\s?(?:g|giờ|h)\d{0,2}\s*(?:đến|tới|-|–)\s*$/u;
const PRIME = /(\d{1,3})\s?['’′](?!\p{L}|['’′\d])/uy;

const spoken = (scan: Scan, hour: string, minute: string | undefined): string => {
  const hours = `${cardinalInWords(hour, scan.style)} giờ`;
  if (minute === undefined || Number(minute) === 0) return hours;
  return `${hours} ${cardinalInWords(minute, scan.style)} phút`;
};

const lettered = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(LETTERED, scan.text, at);
  if (match === undefined) return undefined;
  const [whole, hour = ''] = match;
  const minute = match[2] ?? match[3];
  if (minute !== undefined && (Number(hour) > 24 || Number(minute) > 59)) return undefined;
  return { end: at + whole.length, spoken: spoken(scan, hour, minute) };
};

/** '7.30 giờ': a dot between hour and minutes when "giờ" follows. */
const DOTTED = /(\d{1,2})\.([0-5]\d)\s?(?:giờ|h)(?![\p{L}\d])/uy;

const dotted = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(DOTTED, scan.text, at);
  if (match === undefined || Number(match[1]) > 24) return undefined;
  return { end: at + match[0].length, spoken: spoken(scan, match[1] ?? '', match[2]) };
};

const colon = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(COLON, scan.text, at);
  if (match === undefined) return undefined;
  const [whole, hour = '', minute = '', second] = match;
  if (Number(hour) > 24 || Number(minute) > 59) return undefined;
  if (/(?:tỷ lệ|tỉ lệ|tcvn|qcvn|iso|bản đồ)\s*$/.test(before(scan, at, 16))) return undefined;
  const seconds = second === undefined ? '' : ` ${cardinalInWords(second, scan.style)} giây`;
  return { end: at + whole.length, spoken: spoken(scan, hour, minute) + seconds };
};

const shortHour = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(SHORT_HOUR, scan.text, at);
  if (match === undefined || Number(match[1]) > 24) return undefined;
  const end = at + match[0].length;
  const past = before(scan, at, 16);
  const sure =
    /(?:^|[^\p{L}])(?:lúc|hồi)\s*$/u.test(past) ||
    HOUR_RANGE_BEFORE.test(past) ||
    HOUR_AFTER.test(after(scan, end, 16));
  return sure ? { end, spoken: spoken(scan, match[1] ?? '', undefined) } : undefined;
};

const read = (scan: Scan, at: number): Reading | undefined => {
  const clock = lettered(scan, at) ?? shortHour(scan, at) ?? dotted(scan, at) ?? colon(scan, at);
  if (clock !== undefined) return clock;
  const prime = matchAt(PRIME, scan.text, at);
  if (prime === undefined) return undefined;
  return {
    end: at + prime[0].length,
    spoken: `${cardinalInWords(prime[1] ?? '', scan.style)} phút`,
  };
};

export const time: Rule = { name: 'time', starts: ['digit'], read };
