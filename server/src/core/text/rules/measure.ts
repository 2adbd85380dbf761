/** Measures, percent and money units — đơn vị sau số.
 *
 * Reads the symbol that follows a number (m2, °C, kWh, %, đ, VNĐ, USD) and what stands under a slash
 * after it (đồng/người/tháng). A symbol that follows no number is not its business.
 */
import { cardinalInWords, writtenNumberInWords } from '../numbers.js';
import { after, before, matchAt, type Reading, type Rule, type Scan } from '../reading.js';
import { MONEY_UNITS, PER_NOUNS, PER_SHORT, UNITS } from '../tables/units.js';

const escaped = (text: string): string => text.replace(/[$.*+?^()|[\]{}\\]/g, '\\$&');
const anyOf = (units: ReadonlyMap<string, string>): string =>
  [...units.keys()]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');

const UNIT = new RegExp(`\\s{0,2}(${anyOf(UNITS)})(?!(?!x\\d)[\\p{L}\\d²³])`, 'uy');
const MONEY = new RegExp(`\\s{0,2}(${anyOf(MONEY_UNITS)})(?![\\p{L}\\d])`, 'uy');
const PER = new RegExp(
  `\\s?/\\s?(?:(${anyOf(UNITS)})(?![\\p{L}\\d²³])|((?:\\d{1,3}(?:\\.\\d{3})* )?(?:${PER_NOUNS}))(?!\\p{L}))`,
  'uy',
);
const NUMBER_RULES = new Set(['number', 'fraction', 'money', 'measure', 'range', 'magnitude']);
/** Letters that are units only when glued to the number or when no sentence could start with them. */
const SHY = new Set([
  'A',
  'B',
  'K',
  'T',
  'N',
  'J',
  'V',
  'L',
  'MP',
  'CV',
  'TB',
  'd',
  'Đ',
  'CC',
  's',
  'k',
  'K',
]);

const afterNumber = (scan: Scan, at: number): boolean =>
  scan.last !== undefined &&
  NUMBER_RULES.has(scan.last.rule) &&
  scan.text.slice(scan.last.end, at).trim() === '';

const glued = (scan: Scan, at: number): boolean =>
  scan.last?.end === at && /\d/.test(scan.text[at - 1] ?? '');

const MAGNITUDE_BEFORE = /(?:^|[^\p{L}])(?:triệu|tỷ|tỉ|nghìn|ngàn|trăm|chục|ngàn tỷ)\s*$/u;

/** '220 V': the one shy unit that texts set apart; a numeral V never follows such a number. */
const isSpacedVolt = (scan: Scan, at: number): boolean =>
  /\d{2,3}\s?$/.test(before(scan, at, 4)) && /^\s?v(?:[\s,;)]|$)/.test(after(scan, at, 3));

/** Where A is an ampere: elsewhere it names a house, a class or a road (5A). */
const ELECTRIC_BEFORE =
  /(?:dòng(?: điện)?|cường độ|định mức|ampe|cầu dao|cầu chì|dây chảy|á?p[- ]?tô[- ]?mát|át[- ]?tô[- ]?mát|aptomat|attomat|(?:^|[^\p{L}])m?cb|công tơ|máy cắt|ổ cắm|phích cắm|máy hàn|điện áp|\d\s?k?v[,;x/ –-]{1,3})(?:\s\p{L}{1,6}){0,4}\s*[\d.,]+(?:\s?[-–]\s?[\d.,]+)?\s?$/u;

const isAmpere = (scan: Scan, at: number): boolean =>
  ELECTRIC_BEFORE.test(before(scan, at, 50)) && /^\s?a(?![\p{L}\d])/u.test(after(scan, at, 3));

/** Shy units that stand apart from their number all the same. */
const isSpaced = (scan: Scan, at: number): boolean => isSpacedVolt(scan, at) || isAmpere(scan, at);

/** The words of a unit standing at a place that follows a number, or undefined. */
export const unitAt = (
  scan: Scan,
  at: number,
): { end: number; spoken: string; rule: 'measure' | 'money' } | undefined => {
  const money = matchAt(MONEY, scan.text, at);
  const unit = matchAt(UNIT, scan.text, at);
  const match = unit ?? money;
  if (match === undefined) return undefined;
  const symbol = match[1] ?? '';
  if (symbol === 'A' && !isAmpere(scan, at)) return undefined;
  if (SHY.has(symbol) && match[0] !== symbol && !isSpaced(scan, at)) return undefined;
  const word = unit === undefined ? MONEY_UNITS.get(symbol) : UNITS.get(symbol);
  const spoken = symbol.toLowerCase() === 'k' ? scan.style.thousand : (word ?? '');
  return { end: at + match[0].length, spoken, rule: unit === undefined ? 'money' : 'measure' };
};

/** '02 năm/lần' is said "hai năm một lần". */
const SPAN_BEFORE = /(?:năm|tháng|quý|tuần|ngày|giờ)\s?$/;

/** The words under one slash, or undefined when a number stands there. */
const perNoun = (match: RegExpExecArray, past: string): string | undefined => {
  const short = match[2] ?? '';
  const noun =
    match[1] === undefined ? (PER_SHORT.get(short) ?? short) : (UNITS.get(match[1]) ?? '');
  if (/\d/.test(noun)) return undefined;
  const words = noun.toLowerCase().replace(/\s+/g, ' ');
  return words === 'lần' && SPAN_BEFORE.test(past) ? 'một lần' : `trên ${words}`;
};

const perParts = (scan: Scan, at: number): Reading | undefined => {
  let end = at;
  const words: string[] = [];
  for (let depth = 0; depth < 3; depth += 1) {
    const match = matchAt(PER, scan.text, end);
    if (match === undefined) break;
    const noun = perNoun(match, before(scan, end, 10));
    if (noun === undefined) break;
    words.push(noun);
    end += match[0].length;
  }
  return words.length === 0 ? undefined : { end, spoken: words.join(' ') };
};

const withPer = (scan: Scan, unit: { end: number; spoken: string }): Reading => {
  const per = perParts(scan, unit.end);
  return per === undefined ? unit : { end: per.end, spoken: `${unit.spoken} ${per.spoken}` };
};

const readUnit = (scan: Scan, at: number): Reading | undefined => {
  const magnitude = MAGNITUDE_BEFORE.test(before(scan, at, 8));
  if (!magnitude && !afterNumber(scan, at)) return undefined;
  const unit = unitAt(scan, at);
  if (unit === undefined) return undefined;
  const symbol = scan.text.slice(at, unit.end);
  if (magnitude && unit.rule !== 'money' && symbol.trim().length < 2) return undefined;
  if (SHY.has(symbol) && !glued(scan, at) && !(symbol === 'Đ' || isSpaced(scan, at)))
    return undefined;
  return withPer(scan, unit);
};

export const measure: Rule = {
  name: 'measure',
  starts: ['lower', 'upper', 'mark'],
  read: readUnit,
};

const COUNTED_BEFORE =
  /\d[\d.,]*\s*(?:(?:triệu|tỷ|tỉ|nghìn|ngàn)\s+)?(?:đồng|đô la|lần|buổi|giờ|ngày|tiết|người|tấn|tạ|yến|lít|con|hộ|suất|điểm|phút|cây|lượt|trẻ|ca|vụ|cuộc|tin|bài|bác sĩ|giường|giường bệnh|khách|lao động|chuyến|trường hợp|học sinh|sản phẩm|bao|kỳ|số|bữa|mũi|thùng|gói|bộ|cái|chiếc|xe|cán bộ|km|phòng|lớp|mét|năm|tháng|quý|tuần|lứa|bình|xuất|kiện|sào|mẫu|công|cán bộ|người dân|cháu|em|thành viên|đại biểu|đoàn viên|hội viên)$/u;

/** '(Năm trăm nghìn) đồng/người', 'năm triệu đồng/hộ': an amount that ends in words. */
const AMOUNT_BEFORE = /(?:\)|nghìn|ngàn|triệu|tỷ|tỉ|trăm|chục)\s*đồng$/u;

/** '400 kg vôi/ha': what is measured stands between the unit and the slash. */
const MATTER_BEFORE =
  /\d\s?(?:kg|g|gam|lít|l|ml|tấn|tạ|bao|gói|viên|cây|con|m3)\s\p{L}{2,8}(?:\s\p{L}{2,8})?$/u;

/** Under a span of time anything counted is a rate: '05 cán bộ trực/ca', '3 suất/tháng'. */
const SPAN_AFTER = /^\/\s?(?:giờ|ngày|tuần|tháng|quý|năm|buổi|vụ|kỳ|đợt|ca)(?!\p{L})/u;
const ANY_COUNTED = /\d\s\p{L}{2,8}(?:\s\p{L}{2,8}){0,2}$/u;

const isCounted = (scan: Scan, at: number, past: string): boolean =>
  [COUNTED_BEFORE, AMOUNT_BEFORE, MATTER_BEFORE].some((shape) => shape.test(past)) ||
  (SPAN_AFTER.test(after(scan, at, 10)) && ANY_COUNTED.test(past));

/** The slash of "50.000 đồng/giờ", "02 lần/năm", after a counted noun. */
const readPer = (scan: Scan, at: number): Reading | undefined => {
  const past = before(scan, at, 40).trimEnd();
  if (scan.text[at] !== '/' || !isCounted(scan, at, past)) return undefined;
  return perParts(scan, at);
};

export const perSlash: Rule = { name: 'measure', starts: ['mark'], read: readPer };

const PREFIX_MONEY =
  /(US\$|\$|€|£|¥|USD|VND)\s?(\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?(?![\d.,]*\d)/y;

/** '$100', 'USD 100': the currency before the number is said after it. */
const readPrefix = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(PREFIX_MONEY, scan.text, at);
  if (match === undefined) return undefined;
  const [whole, symbol = '', number = '', fraction = ''] = match;
  // '$1,000': after a currency the comma parts thousands, as it does where such amounts come from.
  const words = number.includes(',')
    ? cardinalInWords(number.replace(/,/g, ''), scan.style)
    : writtenNumberInWords(number + fraction, scan.style);
  return { end: at + whole.length, spoken: `${words} ${MONEY_UNITS.get(symbol) ?? ''}` };
};

export const moneyPrefix: Rule = { name: 'money', starts: ['mark', 'upper'], read: readPrefix };

/** True when the text after a number is a unit glued to it ('500m2', '220V'), not a letter suffix. */
export const unitGluedAt = (scan: Scan, at: number): boolean => {
  const unit = unitAt(scan, at);
  // '5K' is the name of a slogan; only larger numbers are thousands.
  const slogan = scan.text[at] === 'K' && !/\d\d$/.test(before(scan, at, 2));
  return unit !== undefined && !slogan && !/^\s/.test(after(scan, at, 1));
};
