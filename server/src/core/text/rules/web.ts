/** Web and mail addresses — địa chỉ mạng, thư điện tử.
 *
 * Says an address so that it can be typed: known names as Vietnamese words, "chấm", "a còng", other
 * parts by syllables or letter names. The scheme (https://) and www are not said. It opens no address.
 */
import { letterName, spell } from '../letters.js';
import { digitsInWords } from '../numbers.js';
import { matchAt, type Reading, type Rule, type Scan } from '../reading.js';
import { cutIntoSyllables, isBareSyllable, isLegalSyllable } from '../syllable.js';
import { FOREIGN_WORDS } from '../tables/foreign-words.js';
import { WEB_ENDINGS, WEB_NAMES } from '../tables/web-names.js';

const ENDING = '(?:vn|com|net|org|edu|gov|info|biz|me|asia|io|html?)';
const ADDRESS = new RegExp(
  `(?:https?://)?(?:[a-z0-9][a-z0-9_-]{0,40}(?:\\.[a-z0-9_-]{1,40}){0,6}@)?(?:[a-z0-9][a-z0-9-]{0,62}\\.){1,6}${ENDING}(?![a-z0-9])(?::\\d{2,5})?(?:/[a-z0-9._~%?=&#+-]{0,200}){0,12}`,
  'iy',
);
const SCHEME = /https?:\/\/[a-z0-9._~%?=&#+/-]{2,300}/iy;
const PIECE = /[a-zA-Z]+|\d+|[^a-zA-Z\d]/g;

const SIGNS: Readonly<Record<string, string>> = {
  '.': 'chấm',
  '@': 'a còng',
  '/': 'gạch chéo',
  '-': 'gạch ngang',
  _: 'gạch dưới',
  ':': 'hai chấm',
  '?': 'hỏi chấm',
  '=': 'bằng',
  '&': 'và',
  '%': 'phần trăm',
  '#': 'thăng',
  '+': 'cộng',
  '~': 'ngã',
};

/** 'congangialai' → 'công an gia lai': letters that are known names set side by side. */
const namesInWords = (letters: string): string | undefined => {
  const pieces = cutIntoSyllables(letters, (piece) => piece.length > 2 && WEB_NAMES.has(piece), 24);
  return pieces?.map((piece) => WEB_NAMES.get(piece) ?? '').join(' ');
};

const wordInWords = (word: string): string => {
  const low = word.toLowerCase();
  const known = WEB_NAMES.get(low) ?? WEB_ENDINGS.get(low) ?? FOREIGN_WORDS.get(low);
  if (known !== undefined) return known;
  if (low.length === 1) return letterName(low);
  const names = low.length > 5 ? namesInWords(low) : undefined;
  if (names !== undefined) return names;
  if (low.length <= 3 || !/[aeiouy]/.test(low))
    return isLegalSyllable(low) && low.length > 2 ? low : spell(low);
  return isLegalSyllable(low)
    ? low
    : (cutIntoSyllables(low, isBareSyllable)?.join(' ') ?? spell(low));
};

const pieceInWords = (piece: string): string => {
  if (/^\d/.test(piece)) return digitsInWords(piece);
  return SIGNS[piece] ?? wordInWords(piece);
};

const read = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(ADDRESS, scan.text, at) ?? matchAt(SCHEME, scan.text, at);
  if (match === undefined) return undefined;
  const written = match[0].replace(/[.,;:?/-]+$/, '');
  if (!/[a-z]{2}/i.test(written) || /^\d+\.\d/.test(written)) return undefined;
  const bare = written.replace(/^https?:\/\//i, '').replace(/^www\./i, '');
  const words = (bare.match(PIECE) ?? []).map(pieceInWords).filter((word) => word !== '');
  return { end: at + written.length, spoken: words.join(' ') };
};

export const web: Rule = { name: 'web', starts: ['lower', 'upper', 'digit'], read };
