/** Document symbols — số, ký hiệu văn bản.
 *
 * Reads 100/2019/NĐ-CP as "một trăm năm hai nghìn không trăm mười chín của chính phủ": number, year,
 * issuer, saying the issuer once even when "của …" follows. It does not know what the document says.
 */

import { spell } from '../letters.js';
import { cardinalInWords, digitsInWords } from '../numbers.js';
import { after, before, matchAt, type Reading, type Rule, type Scan } from '../reading.js';
import { ABBREVIATIONS } from '../tables/abbreviations.js';
import { DOCUMENT_NOUNS, DOCUMENT_TYPES } from '../tables/document-types.js';
import { issuerInWords, signTogether } from '../tables/issuers.js';
import { matterInWords } from '../tables/matters.js';

const NUMBER =
  /(\d{1,6})([a-zA-ZđĐ]{0,2})(?:\s?\/\s?((?:19|20)\d{2}))?(?:\s?\/\s?|\s?[-–]\s?)(?=[A-ZĐ]|(?:nđ|qđ|tt|nq|ct|kh|tb|bc)-)/y;
const CODE =
  /[A-ZĐ][\p{L}&]{0,14}\d{0,3}(?:\s{0,2}[-–]\s{0,2}(?=[A-ZĐ]{2}|T{1,2}[gr])[A-ZĐ][\p{L}&]{0,14}\d{0,3}|[-–/.][A-ZĐ][\p{L}&]{0,14}\d{0,3}){0,5}/uy;
const NOUN_BEFORE = new RegExp(
  `(?:^|[^\\p{L}])(?:${DOCUMENT_NOUNS})(?:\\s*(?:\\([^()]{1,20}\\)\\s*)?(?:s[ốôo])?|(?:\\s+\\p{L}{1,8},?){1,12}\\s+số)\\s*:?\\s*$`,
  'u',
);
const NOUN_IN_LIST = new RegExp(
  `(?:^|[^\\p{L}])(?:${DOCUMENT_NOUNS})\\s*(?:số)?\\s*:?\\s*[^\\n;.]{0,60}(?:,|và|hoặc|;)\\s*(?:số\\s*)?$`,
  'u',
);
const ISSUER_FOLLOWS =
  /^[,\s]*(?:\([^()]{1,60}\)\s*)?(?:(?:ban hành|ký|được ban hành)\s+)?(?:ngày\s*\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|tháng\s*\d{1,2}\s*(?:năm\s*\d{4}|\/\s*\d{4}))\s*,?\s*)?(?:do|của)\s/u;

interface Code {
  readonly type: string | undefined;
  readonly issuers: readonly string[];
  /** What the document is about where its symbol names a matter instead of an issuer. */
  readonly matter?: string;
  readonly known: boolean;
  /** A body that was spelt: nobody knows it by these letters. */
  readonly why?: string;
}

const NUMBERED_BODY = /^([\p{L}&]{2,14}?)(\d{1,3})$/u;

/** 'QH15' → the fifteenth assembly; 'BCĐ138', 'BCĐ35' → a committee called by a number. */
const numberedBody = (letters: string, number: string, scan: Scan): string | undefined => {
  const body = issuerInWords(letters);
  if (body === undefined) return undefined;
  if (/QH$/.test(letters)) return `${body} khóa ${cardinalInWords(number, scan.style)}`;
  const name = number.length > 2 ? digitsInWords(number) : cardinalInWords(number, scan.style);
  return `${body} ${name}`;
};

const partInWords = (part: string, scan: Scan): string | undefined => {
  const numbered = NUMBERED_BODY.exec(part);
  if (numbered !== null) {
    const words = numberedBody(numbered[1] ?? '', numbered[2] ?? '', scan);
    if (words !== undefined) return words;
  }
  return issuerInWords(part) ?? scan.definitions.get(part);
};

const UNKNOWN_ISSUER = 'cơ quan ban hành chưa có trong bảng, đang đọc từng chữ';

/** A body no table of issuers knows: by the common abbreviations, else letter by letter. */
const bodiesInWords = (bodies: readonly string[], scan: Scan): Pick<Code, 'issuers' | 'why'> => {
  const words = bodies.map((body) => partInWords(body, scan) ?? ABBREVIATIONS.get(body));
  const issuers = words.map((said, index) => said ?? spell(bodies[index] ?? ''));
  return words.includes(undefined) ? { issuers, why: UNKNOWN_ISSUER } : { issuers };
};

const readParts = (parts: readonly string[], scan: Scan): Code => {
  const [first = ''] = parts;
  const type = DOCUMENT_TYPES.get(first);
  const bodies = type === undefined ? parts : parts.slice(1);
  if (type !== undefined && /liên tịch|phối hợp|liên ngành/.test(type)) {
    return { type, ...bodiesInWords(bodies, scan), known: true };
  }
  const matter = matterInWords(bodies);
  if (matter !== undefined) return { type, issuers: [], matter, known: true };
  const whole = partInWords(bodies.join(''), scan);
  if (bodies.length > 1 && whole !== undefined) return { type, issuers: [whole], known: true };
  const [body] = bodies;
  const issuer = body === undefined ? undefined : partInWords(body, scan);
  if (issuer === undefined && type === undefined) return { type, issuers: [], known: false };
  // After one issuer the next letters name its unit, unless both may sign together.
  const signing = signTogether(bodies) ? bodies : bodies.slice(0, 1);
  return { type, ...bodiesInWords(signing, scan), known: true };
};

const joined = (issuers: readonly string[]): string => {
  if (issuers.length < 2) return issuers.join('');
  const last = issuers[issuers.length - 1] ?? '';
  return `${issuers.slice(0, -1).join(', ')} và ${last}`;
};

const ofIssuer = (issuer: string): string => (issuer === '' ? '' : `của ${issuer}`);

/** Says the code after the number: 'của chính phủ', 'trên quyết định ủy ban nhân dân', or nothing. */
const codeInWords = (code: Code, scan: Scan, at: number, end: number): string => {
  if (code.matter !== undefined)
    return code.type === undefined ? code.matter : `trên ${code.type} ${code.matter}`;
  const issuer = joined(code.issuers);
  const past = before(scan, at, 110);
  const named = NOUN_BEFORE.test(past) || NOUN_IN_LIST.test(past);
  if (ISSUER_FOLLOWS.test(after(scan, end, 120)) && issuer !== '') {
    return named || code.type === undefined ? '' : `trên ${code.type}`;
  }
  if (named || code.type === undefined) return ofIssuer(issuer);
  return `trên ${[code.type, issuer].filter((word) => word !== '').join(' ')}`;
};

const yearInWords = (year: string | undefined, slashes: boolean, scan: Scan): string => {
  if (year === undefined) return '';
  return ` ${slashes ? 'trên' : 'năm'} ${cardinalInWords(year, scan.style)}`;
};

const looksLikeSymbol = (code: Code, parts: readonly string[], past: string): boolean => {
  if (code.known) return true;
  const capitals = parts.length > 1 && parts.every((part) => /^[A-ZĐ&\d]{2,}$/.test(part));
  return capitals && /số\s*:?\s*$/.test(past);
};

const LOWER_CODE = /(?:nđ|qđ|tt|nq|ct|kh|tb|bc)-[a-zđ]{2,10}(?![\p{L}\d])/uy;

/** Codes typed without capitals: 'nđ-cp'. */
const lowerCode = (scan: Scan, at: number): RegExpExecArray | undefined => {
  const match = matchAt(LOWER_CODE, scan.text, at);
  if (match !== undefined) match[0] = match[0].toUpperCase();
  return match;
};

const partsAt = (scan: Scan, at: number): { parts: readonly string[]; end: number } | undefined => {
  const match = matchAt(CODE, scan.text, at) ?? lowerCode(scan, at);
  if (match === undefined) return undefined;
  const parts = match[0].split(/\s*[-–/.]\s*/).filter((part) => part !== '');
  return { parts, end: at + match[0].length };
};

/** The code after a number that was left blank, as it is said; `at` is where the blank begins. */
export const blankNumberCode = (scan: Scan, at: number, codeAt: number): Reading | undefined => {
  const found = partsAt(scan, codeAt);
  if (found === undefined) return undefined;
  const code = readParts(found.parts, scan);
  if (!code.known) return undefined;
  const spoken = codeInWords(code, scan, at, found.end);
  return { end: found.end, spoken, ...(code.why === undefined ? {} : { why: code.why }) };
};

const readSymbol = (scan: Scan, at: number): Reading | undefined => {
  const head = matchAt(NUMBER, scan.text, at);
  if (head === undefined) return undefined;
  const codeAt = at + head[0].length;
  const found = partsAt(scan, codeAt);
  if (found === undefined) return undefined;
  const { parts, end } = found;
  const code = readParts(parts, scan);
  if (!looksLikeSymbol(code, parts, before(scan, at, 12))) return undefined;
  const [, number = '', suffix = '', year] = head;
  const numberWords = [cardinalInWords(number, scan.style), spell(suffix)].join(' ').trim();
  if (!code.known) {
    const spelt = parts.map(spell).join(' ');
    const spoken = `${numberWords}${yearInWords(year, true, scan)} trên ${spelt}`;
    return { end, spoken, why: 'ký hiệu văn bản chưa có trong bảng cơ quan ban hành' };
  }
  const tail = codeInWords(code, scan, at, end);
  const spoken = `${numberWords}${yearInWords(year, tail.startsWith('trên'), scan)} ${tail}`.trim();
  return { end, spoken, ...(code.why === undefined ? {} : { why: code.why }) };
};

export const documentSymbol: Rule = {
  name: 'document-symbol',
  starts: ['digit'],
  read: readSymbol,
};

const PLAIN = /(\d{1,5})\s?\/\s?((?:19|20)\d{2})(?![\d/])/y;

/** 'Nghị định 100/2019': number and year of a document without its code. */
const readPlain = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(PLAIN, scan.text, at);
  if (match === undefined) return undefined;
  const past = before(scan, at, 60);
  if (!NOUN_BEFORE.test(past) && !/(?:^|[^\p{L}])số\s*:?\s*$/u.test(past)) return undefined;
  const [, number = '', year = ''] = match;
  const words = `${cardinalInWords(number, scan.style)} năm ${cardinalInWords(year, scan.style)}`;
  return { end: at + match[0].length, spoken: words };
};

export const documentNumber: Rule = { name: 'document-number', starts: ['digit'], read: readPlain };
