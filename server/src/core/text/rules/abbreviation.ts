/** Abbreviations — chữ viết tắt.
 *
 * Expands letters by, in order: the document's own definitions, meanings by context, the table, and
 * parts joined with & or a hyphen. Capitals nobody knows are spelt by letter names and reported, never
 * read as a foreign word.
 */
import { spell } from '../letters.js';
import { after, before, matchAt, type Reading, type Rule, type Scan } from '../reading.js';
import { isLegalSyllable } from '../syllable.js';
import { ABBREVIATIONS, DOTTED_ABBREVIATIONS } from '../tables/abbreviations.js';
import { AMBIGUOUS } from '../tables/ambiguous.js';
import { DOCUMENT_TYPES } from '../tables/document-types.js';
import { FOREIGN_WORDS } from '../tables/foreign-words.js';
import { issuerInWords, sectorInWords } from '../tables/issuers.js';

const CANDIDATE =
  /\p{L}{1,14}\d{0,2}(?:\s?&\s?\p{L}{1,12}|[-–/.,](?=\p{Lu}|[chvps])\p{L}{1,12}){0,4}/uy;
const CAPITALS = /^\p{Lu}{2,}$/u;
const PARTS = /(\s?&\s?|[-–/.,])/;

interface Meant {
  readonly spoken: string;
  readonly guess: boolean;
}

const byContext = (scan: Scan, key: string, at: number, end: number): Meant | undefined => {
  const meanings = AMBIGUOUS.get(key);
  if (meanings === undefined) return undefined;
  const around = `${before(scan, at, 40)}¦${after(scan, end, 30)}`;
  const found = meanings.find((meaning) => meaning.when === undefined || meaning.when.test(around));
  return found === undefined ? undefined : { spoken: found.spoken, guess: found.guess === true };
};

const neighbourIsCapitals = (scan: Scan, at: number, end: number): boolean => {
  const left = /(\p{L}{2,})[\s,]*$/u.exec(scan.text.slice(Math.max(0, at - 16), at))?.[1];
  const right = /^[\s,]*(\p{L}{2,})/u.exec(scan.text.slice(end, end + 16))?.[1];
  return [left, right].some(
    (word) =>
      word !== undefined &&
      CAPITALS.test(word) &&
      isLegalSyllable(word.toLowerCase()) &&
      !ABBREVIATIONS.has(word),
  );
};

/** A capital syllable inside a capital line ("BAN", "CA") is a word there, not an abbreviation. */
const isShoutedWord = (scan: Scan, key: string, at: number, end: number): boolean =>
  CAPITALS.test(key) && isLegalSyllable(key.toLowerCase()) && neighbourIsCapitals(scan, at, end);

/** Letters that may be read as a ministry, a department or a sector without a word before them. */
const BODY = /^(?:[BS](?:TP|TC|NV|XD|YT|CA|QP|NG)|[\p{L}&-]{4,})$/u;

const meaningOf = (scan: Scan, key: string, at: number, end: number): Meant | undefined => {
  const defined = scan.definitions.get(key);
  if (defined !== undefined) return { spoken: defined, guess: false };
  if (isShoutedWord(scan, key, at, end)) return undefined;
  const context = byContext(scan, key, at, end);
  if (context !== undefined) return context;
  const word =
    ABBREVIATIONS.get(key) ??
    (BODY.test(key) ? (issuerInWords(key) ?? sectorInWords(key)) : undefined);
  return word === undefined ? undefined : { spoken: word, guess: false };
};

const endWithDot = (scan: Scan, key: string, end: number): number => {
  if (scan.text[end] !== '.' || !(DOTTED_ABBREVIATIONS.has(key) || key.length === 1)) return end;
  const vanVan = key.toLowerCase().startsWith('v');
  return vanVan || /^\.\s?[\p{Lu}\d]/u.test(scan.text.slice(end, end + 3)) ? end + 1 : end;
};

const WHY = 'chữ viết tắt có nhiều nghĩa';

const settle = (scan: Scan, key: string, end: number, meant: Meant): Reading => ({
  end: endWithDot(scan, key, end),
  spoken: meant.spoken,
  ...(meant.guess ? { why: WHY } : {}),
});

const SECTOR_BEFORE =
  /(?:^|[^\p{L}])(?:sở|bộ|phòng|ban|ngành|trường|cục|chi cục|vụ|ủy ban|trung tâm|viện)\s+$/u;

/** 'ubnd', 'Ubnd': letters typed without capitals that could be no syllable. */
const uncapitalised = (key: string): Meant | undefined => {
  const low = key.toLowerCase();
  if (key.length < 3 || /[^\p{L}]/u.test(key) || isLegalSyllable(low) || FOREIGN_WORDS.has(low))
    return undefined;
  const spoken = ABBREVIATIONS.get(key.toUpperCase());
  return spoken === undefined ? undefined : { spoken, guess: false };
};

/** 'TT&TT', 'TT-TT', 'TT,TT': the same sector however its letters are joined. */
const sectorOf = (key: string): string | undefined =>
  sectorInWords(key) ??
  sectorInWords(key.replace(/[-,]/g, '&')) ??
  sectorInWords(key.replace(/[-,&]/g, ''));

/** What one run of letters means at a place, with where it ends; single letters need a sign after. */
const readRun = (scan: Scan, at: number, written: string): Reading | undefined => {
  const key = written.replace(/\s?&\s?/g, '&').replace(/–/g, '-');
  const end = at + written.length;
  const sector =
    SECTOR_BEFORE.test(before(scan, at, 14)) && !AMBIGUOUS.has(key) ? sectorOf(key) : undefined;
  if (sector !== undefined) return { end, spoken: sector };
  const meant =
    meaningOf(scan, key, at, end) ??
    meaningOf(scan, key.replace(/[,.]/g, ''), at, end) ??
    uncapitalised(key);
  if (meant === undefined) return undefined;
  const alone = key.length === 1 && !/^[.\s\d]/.test(after(scan, end, 1));
  return alone ? undefined : settle(scan, key, end, meant);
};

/** Longest run of parts the tables know; then shorter ones. */
const read = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(CANDIDATE, scan.text, at);
  if (match === undefined) return undefined;
  const pieces = match[0].split(PARTS);
  for (let count = pieces.length; count > 0; count -= 2) {
    const written = pieces.slice(0, count).join('');
    const inside = /[\p{L}\d]/u.test(scan.text[at + written.length] ?? '');
    const reading = inside ? undefined : readRun(scan, at, written);
    if (reading !== undefined) return reading;
  }
  return undefined;
};

export const abbreviation: Rule = { name: 'abbreviation', starts: ['upper', 'lower'], read };

const NUMBERED: Readonly<Record<string, string>> = {
  QL: 'quốc lộ',
  TL: 'tỉnh lộ',
  HL: 'hương lộ',
  ĐT: 'đường tỉnh',
  ĐH: 'đường huyện',
  TDP: 'tổ dân phố',
  KP: 'khu phố',
  KV: 'khu vực',
  Km: 'ki lô mét',
  km: 'ki lô mét',
  KM: 'ki lô mét',
  TBĐ: 'tờ bản đồ',
  BĐ: 'báo động',
  Đ: 'điều',
};
const NUMBERED_HEAD =
  /(QL|TL|HL|ĐT|ĐH|TDP|KP|KV|Km|KM|km(?=\s?\d{1,4}\s?\+)|TBĐ|BĐ|Đ(?=\.\s?\d{1,3}(?:\s|$|,)))\s?\.?\s?(?=\d{1,4}[a-zA-Z]?(?![\d]|[\s.]\d{3}))/y;
/** 'BĐIII': the alarm of a river, I to III. */
const ALARM = /BĐ\s?(I{1,3})(?![\p{L}\d])/uy;
const ALARMS = ['', 'một', 'hai', 'ba'] as const;

/** 'QL1A', 'ĐT.639', 'Km 12': letters that number a road or a quarter. */
const readNumbered = (scan: Scan, at: number): Reading | undefined => {
  const alarm = matchAt(ALARM, scan.text, at);
  if (alarm !== undefined) {
    const level = ALARMS[alarm[1]?.length ?? 0] ?? '';
    return { end: at + alarm[0].length, spoken: `báo động ${level}` };
  }
  const match = matchAt(NUMBERED_HEAD, scan.text, at);
  if (match === undefined) return undefined;
  return { end: at + match[0].length, spoken: NUMBERED[match[1] ?? ''] ?? '' };
};

export const numberedPlace: Rule = {
  name: 'abbreviation',
  starts: ['upper', 'lower'],
  read: readNumbered,
};

const UNKNOWN = /(?:\p{Lu}|\d){2,}(?![\p{Ll}])/uy;
const GLUED_DOCUMENT = /(NĐ|QĐ|NQ|CT|TT|ĐA|KH)(\d{1,4})(?![\p{L}\d/])/uy;

/** 'NĐ100', 'ĐA06': a kind of document with its number glued on. */
const readGlued = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(GLUED_DOCUMENT, scan.text, at);
  if (match === undefined) return undefined;
  const kind = DOCUMENT_TYPES.get(match[1] ?? '') ?? '';
  return { end: at + (match[1] ?? '').length, spoken: kind };
};

const MIXED = /(?=[\p{L}\d]*\d)\p{L}[\p{L}\d]{0,15}/uy;

const spellMixed = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(MIXED, scan.text, at);
  if (match === undefined) return undefined;
  return { end: at + match[0].length, spoken: spell(match[0]) };
};

const PLACE_IN_CAPITALS =
  /(?:XÃ|PHƯỜNG|HUYỆN|TỈNH|THỊ TRẤN|THÀNH PHỐ|THỊ XÃ|LÀNG|THÔN|BUÔN|SÔNG|HỒ|NÚI|ĐÈO|CẦU)(?: \p{Lu}{1,7}){0,2} $/u;
const TONED = /[ÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ]/u;
const VOWEL = /[AĂÂEÊIOÔƠUƯY]/u;

/** 'XÃ CHƯ PRÔNG', 'ĐẮK': a name of the highlands in a line of capitals, said as a name. */
const isShoutedName = (scan: Scan, at: number, name: string): boolean =>
  /^\p{Lu}{2,}$/u.test(name) &&
  (TONED.test(name) ||
    (name.length > 4 && FOREIGN_WORDS.has(name.toLowerCase())) ||
    (VOWEL.test(name) && PLACE_IN_CAPITALS.test(scan.text.slice(Math.max(0, at - 32), at))));

/** Unknown capitals: letter names, and the editor is told. */
const readUnknown = (scan: Scan, at: number): Reading | undefined => {
  const mixed = readGlued(scan, at) ?? spellMixed(scan, at);
  if (mixed !== undefined) return mixed;
  const match = matchAt(UNKNOWN, scan.text, at);
  if (match === undefined) return undefined;
  const word = match[0];
  const end = at + word.length;
  const legal = isLegalSyllable(word.toLowerCase());
  if (legal && (word.length > 3 || /[^A-Z]/.test(word) || neighbourIsCapitals(scan, at, end)))
    return undefined;
  if (legal && /[AEIOUY]/.test(word)) return undefined;
  if (isShoutedName(scan, at, word)) return undefined;
  return { end, spoken: spell(word), why: 'chữ viết tắt chưa có trong bảng, đọc từng chữ cái' };
};

export const unknownCapitals: Rule = {
  name: 'letters',
  starts: ['upper', 'lower'],
  read: readUnknown,
};
