/** Number words — số đọc thành chữ.
 *
 * Cardinals, digit strings, decimals, ordinals and months in Vietnamese words for one regional style.
 * Exact for any length of digits; it never sees where a number stands in a text.
 */
import type { ReadingStyle } from './style.js';

const DIGIT = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
/** Above this many digits nobody follows a cardinal: it is read digit by digit. */
const LONGEST_CARDINAL = 18;

const digitWord = (digit: string): string => DIGIT[Number(digit)] ?? '';

/** Digit by digit: '052' → 'không năm hai'. Characters that are not digits are skipped. */
export const digitsInWords = (text: string): string =>
  [...text]
    .filter((ch) => ch >= '0' && ch <= '9')
    .map(digitWord)
    .join(' ');

const unitAfterTens = (tens: string, unit: string, style: ReadingStyle): string => {
  if (unit === '5') return 'lăm';
  if (tens === '1') return digitWord(unit);
  if (unit === '1') return 'mốt';
  return unit === '4' ? style.four : digitWord(unit);
};

/** Three digits; `full` says the hundreds even when they are 0 ("không trăm linh năm"). */
const tripleInWords = (triple: string, full: boolean, style: ReadingStyle): string[] => {
  const [hundreds = '0', tens = '0', unit = '0'] = triple;
  const words: string[] = [];
  const saysHundreds = full || hundreds !== '0';
  if (saysHundreds) words.push(digitWord(hundreds), 'trăm');
  if (tens === '0') {
    if (unit !== '0') words.push(...(saysHundreds ? [style.zeroTens] : []), digitWord(unit));
    return words;
  }
  words.push(...(tens === '1' ? ['mười'] : [digitWord(tens), 'mươi']));
  if (unit !== '0') words.push(unitAfterTens(tens, unit, style));
  return words;
};

const nineDigitsInWords = (nine: string, full: boolean, style: ReadingStyle): string[] => {
  const scales = ['triệu', style.thousand, ''];
  const words: string[] = [];
  for (const [place, scale] of scales.entries()) {
    const triple = nine.slice(place * 3, place * 3 + 3);
    if (triple === '000') continue;
    words.push(...tripleInWords(triple, full || words.length > 0, style));
    if (scale !== '') words.push(scale);
  }
  return words;
};

/** Plain digits (leading zeros dropped) as a cardinal: '2000015' → 'hai triệu không trăm mười lăm'. */
export const cardinalInWords = (digits: string, style: ReadingStyle): string => {
  const bare = digits.replace(/^0+/, '');
  if (bare === '') return DIGIT[0];
  if (bare.length > LONGEST_CARDINAL) return digitsInWords(digits);
  const padded = bare.padStart(Math.ceil(bare.length / 9) * 9, '0');
  const blocks = padded.length / 9;
  const words: string[] = [];
  for (let block = 0; block < blocks; block += 1) {
    const nine = padded.slice(block * 9, block * 9 + 9);
    if (/^0+$/.test(nine)) continue;
    words.push(...nineDigitsInWords(nine, words.length > 0, style));
    for (let power = blocks - 1 - block; power > 0; power -= 1) words.push('tỷ');
  }
  return words.join(' ');
};

/** 'lần thứ 4' → 'tư', '1' → 'nhất'. */
export const ordinalInWords = (digits: string, style: ReadingStyle): string => {
  const bare = digits.replace(/^0+/, '');
  if (bare === '1') return 'nhất';
  return bare === '4' ? 'tư' : cardinalInWords(bare, style);
};

/** Months: the fourth is always "tư". */
export const monthInWords = (digits: string, style: ReadingStyle): string =>
  Number(digits) === 4 ? 'tư' : cardinalInWords(digits, style);

/** Days of the month: 1–9 take "mùng". */
export const dayInWords = (digits: string, style: ReadingStyle): string => {
  const word = cardinalInWords(digits, style);
  return Number(digits) < 10 ? `mùng ${word}` : word;
};

/** Written number with dots as thousands and a comma as decimal mark: '1.204,5' → words. */
export const writtenNumberInWords = (written: string, style: ReadingStyle): string => {
  const [whole = '', fraction] = written.replace(/[.\s]/g, '').split(',');
  const words = cardinalInWords(whole, style);
  // '5.000.000,00': an account's empty hundredths are not said; '3,0 m' is.
  const empty = fraction === '00' && /\./.test(written);
  return fraction === undefined || empty ? words : `${words} phẩy ${digitsInWords(fraction)}`;
};

const ROMAN = /^(?:X{0,3}|XL|L|LX{1,3}|XC)(?:IX|IV|V?I{0,3})$/;
const ROMAN_VALUE: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 };

/** Value of a Roman numeral up to 99, or undefined when the letters are not one. */
export const romanValue = (letters: string): number | undefined => {
  if (letters === '' || !ROMAN.test(letters)) return undefined;
  let total = 0;
  for (let i = 0; i < letters.length; i += 1) {
    const value = ROMAN_VALUE[letters[i] ?? ''] ?? 0;
    const next = ROMAN_VALUE[letters[i + 1] ?? ''] ?? 0;
    total += value < next ? -value : value;
  }
  return total;
};
