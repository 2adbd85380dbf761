/** Phones and codes — số điện thoại, mã số.
 *
 * Telephone numbers, emergency and hotline numbers, identity, tax and account numbers: digit by digit.
 * It checks no number with anybody; it only tells a code from a quantity.
 */
import { letterName, spell } from '../letters.js';
import { digitsInWords } from '../numbers.js';
import { before, matchAt, type Reading, type Rule, type Scan } from '../reading.js';

const PHONE_LEAD =
  '(?:\\(\\s?\\+?84(?:[\\s-]\\d{2,3})?\\s?\\)|\\+\\s?84|84-\\d{2,3}(?=-\\d)|\\(\\s?0\\d{1,3}\\s?\\)|0\\d{1,3})';
/** The same number with at most 4, 3, 2, 1 groups: two numbers side by side are not read as one. */
const SPACED = [4, 3, 2, 1].map(
  (groups) =>
    new RegExp(`${PHONE_LEAD}(?:[\\s.\\-–]{0,3}\\d{1,8}){1,${groups}}(?!\\d|[.,]\\d)`, 'y'),
);
const HOTLINE = /1[89]00[\s.-]?\d{2,6}(?:[\s.-]?\d{2,4}){0,2}(?!\d|[.,/]\d)/y;
const PHONE_BEFORE =
  /(?:điện thoại|đt|sđt|đtdđ|tel|fax|hotline|đường dây nóng|tổng đài|zalo|liên hệ|di động|máy bàn|số máy|đầu số|bấm|quay số|nhắn tin|viber)[^\d\n]{0,24}(?:[\d\s.,()+;/-]|và|hoặc){0,40}$/;
const CALL_BEFORE =
  /(?:gọi|tổng đài|hotline|nóng|cấp cứu|cảnh sát|cứu hỏa|chữa cháy|cứu thương|cứu nạn|khẩn cấp|lực lượng|bấm|số máy|đầu số|liên hệ|điện thoại|đt|sđt|báo|trung tâm|quay số|quay)[^\d\n]{0,24}(?:\d{3,4}|[\s,;()/-]|và|hoặc|số){0,24}$/;
const CODE_BEFORE =
  /(?:cccd|cmnd|cmt|mst|căn cước(?: công dân)?|định danh(?: cá nhân)?|chứng minh(?: nhân dân)?|số thuế|số tài khoản|tài khoản|stk|tk|máy lẻ|số lẻ|hộ chiếu|mã(?: số)?(?: \p{L}+){0,5}|bảo hiểm(?: \p{L}+){0,2} số|thẻ(?: \p{L}+){0,4} số|imei|số sê-ri|serial|mật khẩu|otp|mã bưu chính)\s*(?:số)?\s*[:.]?\s*(?:\([^()]{1,20}\)\s*)?[:.]?\s*$/u;
const EMERGENCY = new Set([
  '111',
  '112',
  '113',
  '114',
  '115',
  '116',
  '117',
  '119',
  '1022',
  '156',
  '5656',
  '1080',
  '18001091',
]);
const SERIAL_BEFORE =
  /(?:giấy chứng nhận(?: \p{L}+){0,8}|gcn|sê-ri|seri|số phát hành|số vào sổ|số hồ sơ|hộ chiếu|thẻ(?: \p{L}+){0,4})\s*(?:số)?\s*:?\s*$/u;
const BARE = /\d{3,}(?:-\d{3})?(?!\d|[.,/:]\d|%)/y;
const CODE = /\d{1,16}(?:[.-]\d{1,16}){1,6}(?![\d\p{L}]|[.,]\d)/uy;
/** Letters and digits of one code: 'H08.12-250915-0012', 'CS 123456', 'C1234567'. */
const MIXED_CODE =
  /(?=[A-ZĐ]{0,4}\s?[A-ZĐ\d.\-/]{0,24}\d{2})(?:[A-ZĐ]{1,4}\s?\d{1,16}|\d{1,16}[A-ZĐ]{1,4}\d{0,16}|\d{1,8})(?:[.-][A-ZĐ]{0,3}\d{1,16}){0,6}(?![\d\p{L}])/uy;
const GROUPED = /\d{2,6}(?:[\s.-]\d{2,6}){1,5}(?!\d|[.,]\d)/y;

const PLATE = /\d{2}(?:[A-Z]{1,2}|[A-Z]\d)\s?[-–\s]\s?(?:\d{3}\.\d{2}|\d{4,5})(?![\d\p{L}])/uy;
const PLATE_BEFORE = /(?:biển số|biển kiểm soát|bks|biển đăng ký)(?: xe)?\s*:?\s*$/;

const digitCount = (text: string): number => text.replace(/\D/g, '').length;

const say = (match: RegExpExecArray, at: number): Reading => {
  const plus = /^\(?\s?\+/.test(match[0]) ? 'cộng ' : '';
  return { end: at + match[0].length, spoken: `${plus}${digitsInWords(match[0])}` };
};

const phoneShaped = (scan: Scan, at: number): Reading | undefined => {
  for (const shape of SPACED) {
    const match = matchAt(shape, scan.text, at);
    if (match === undefined) continue;
    const count = digitCount(match[0]);
    if (count >= 8 && count <= 12) return say(match, at);
  }
  return undefined;
};

const codeShaped = (scan: Scan, at: number, past: string): Reading | undefined => {
  if (!CODE_BEFORE.test(past)) return undefined;
  const match =
    matchAt(GROUPED, scan.text, at) ?? matchAt(CODE, scan.text, at) ?? matchAt(BARE, scan.text, at);
  return match === undefined ? undefined : say(match, at);
};

const EMERGENCY_LIST = /(?:11[1-5])\s?(?:,|;|\/|-|và|hoặc)\s?(?:11[1-5])(?!\d)/;
const SHORT_MESSAGE_BEFORE =
  /(?:tin nhắn|nhắn tin|soạn tin)[^\d\n]{0,40}(?:đến|tới|gửi|về)(?: (?:số|đầu số|tổng đài))?\s*$/;

/** '113, 114, 115' side by side are numbers to dial, whatever stands before them. */
const amongEmergencies = (scan: Scan, at: number, digits: string): boolean =>
  /^11[1-5]$/.test(digits) &&
  EMERGENCY_LIST.test(scan.lower.slice(Math.max(0, at - 8), at + digits.length + 8));

const bareDigits = (scan: Scan, at: number, past: string): Reading | undefined => {
  const match = matchAt(BARE, scan.text, at);
  if (match === undefined) return undefined;
  const digits = match[0];
  if (EMERGENCY.has(digits) && (CALL_BEFORE.test(past) || amongEmergencies(scan, at, digits)))
    return say(match, at);
  if (digits.length === 4 && SHORT_MESSAGE_BEFORE.test(past)) return say(match, at);
  if (digits.length >= 6 && PHONE_BEFORE.test(past)) return say(match, at);
  const unit = /^\s?(?:đồng|đ|vn|usd|người|m|k|t|h|l|lượt|hộ|%)/.test(
    scan.lower.slice(match.index + digits.length, match.index + digits.length + 8),
  );
  const code =
    (digits.startsWith('0') && digits.length > 3) || digits.length > 8 || digits.includes('-');
  return code && !unit && digits.length > 3 && !/^\d{3,4}-\d{3}$/.test(digits)
    ? say(match, at)
    : undefined;
};

/** BĐ 12345 TS: a fishing vessel, whose letters are those of its province and of fishery. */
const VESSEL = /[A-ZĐ]{1,3}[a-z]{0,2}\s?[-–\s]?\s?\d{4,5}\s?[-–\s]?\s?TS(?![\p{L}\d])/uy;
const vesselAt = (scan: Scan, at: number): RegExpExecArray | undefined =>
  /\p{L}$/u.test(before(scan, at, 1)) ? undefined : matchAt(VESSEL, scan.text, at);

/** 77A-123.45, 77C1 456.78: letter by letter and digit by digit, as a policeman says it. */
const plateShaped = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(PLATE, scan.text, at) ?? vesselAt(scan, at);
  if (match === undefined) return undefined;
  const sure = /\.\d{2}$|TS$/.test(match[0]) || PLATE_BEFORE.test(before(scan, at, 40));
  if (!sure) return undefined;
  const words = [...match[0].toLowerCase()].flatMap((sign) => {
    if (/\d/.test(sign)) return [digitsInWords(sign)];
    return /\p{L}/u.test(sign) ? [letterName(sign)] : [];
  });
  return { end: at + match[0].length, spoken: words.join(' ') };
};

const read = (scan: Scan, at: number): Reading | undefined => {
  const past = before(scan, at, 70);
  const hotline = matchAt(HOTLINE, scan.text, at);
  const isHotline =
    hotline !== undefined && (digitCount(hotline[0]) >= 8 || PHONE_BEFORE.test(past));
  if (hotline !== undefined && isHotline && !/^1[89]00-1[89]/.test(hotline[0]))
    return say(hotline, at);
  const shaped = codeShaped(scan, at, past) ?? phoneShaped(scan, at);
  if (shaped !== undefined) return shaped;
  const grouped = PHONE_BEFORE.test(past) ? matchAt(GROUPED, scan.text, at) : undefined;
  if (grouped !== undefined && digitCount(grouped[0]) >= 6) return say(grouped, at);
  return bareDigits(scan, at, past);
};

const codeReading = (scan: Scan, at: number): Reading | undefined => {
  const past = before(scan, at, 70);
  const serial = SERIAL_BEFORE.test(past);
  if (!serial && !CODE_BEFORE.test(past)) return undefined;
  const match = matchAt(MIXED_CODE, scan.text, at);
  if (match === undefined || !/[A-ZĐ]/.test(match[0])) return undefined;
  // 'mã số BHXH 52…': the letters say whose number it is; only a serial parts two letters from its digits.
  if (/^[A-ZĐ]+\s/.test(match[0]) && !(serial && /^[A-ZĐ]{1,2}\s/.test(match[0]))) return undefined;
  return { end: at + match[0].length, spoken: spell(match[0].replace(/[^\p{L}\d]/gu, '')) };
};

/** Before the hours: 77H 12345 is no time of day. */
export const plate: Rule = { name: 'plate', starts: ['digit', 'upper'], read: plateShaped };
export const phone: Rule = { name: 'phone', starts: ['digit'], read };
export const phoneBracketed: Rule = {
  name: 'phone',
  starts: ['mark'],
  read: (scan, at) => (/[+(]/.test(scan.text[at] ?? '') ? phoneShaped(scan, at) : undefined),
};
/** Codes that mix letters and digits, after a word that announces them. */
export const mixedCode: Rule = { name: 'phone', starts: ['upper', 'digit'], read: codeReading };
