/**
 * List labels — số và chữ của đánh số tự động.
 *
 * A counter in the formats of Word: 1, 01, I, i, A, a, thứ nhất. It writes one value; which value is
 * next is not known here.
 */
const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];
const ROMAN_MAX = 3999;

const roman = (value: number): string => {
  if (value < 1 || value > ROMAN_MAX) return String(value);
  let left = value;
  let out = '';
  for (const [worth, sign] of ROMAN) {
    while (left >= worth) {
      out += sign;
      left -= worth;
    }
  }
  return out;
};

const LATIN = 'abcdefghijklmnopqrstuvwxyz';
/** Order of points in Vietnamese legal documents: no f, j, w, z. */
const VIETNAMESE = 'abcdđeghiklmnopqrstuvxy';

/** Word repeats the letter after the last one: z, aa, bb. */
const letter = (value: number, alphabet: string): string => {
  if (value < 1) return String(value);
  const letters = [...alphabet];
  const sign = letters[(value - 1) % letters.length] ?? '';
  return sign.repeat(Math.ceil(value / letters.length));
};

const ORDINALS = 'nhất hai ba tư năm sáu bảy tám chín mười'.split(' ');

const ordinal = (value: number): string => {
  const word = ORDINALS[value - 1];
  return word === undefined ? `thứ ${value}` : `thứ ${word}`;
};

export interface LabelStyle {
  /** Points run a b c d đ e g h as in legal documents, not a b c d e f. */
  readonly vietnameseLetters: boolean;
}

/** A value in a format of Word (ST_NumberFormat); unknown formats read as decimal. */
export const labelOf = (value: number, format: string, style: LabelStyle): string => {
  const alphabet = style.vietnameseLetters ? VIETNAMESE : LATIN;
  switch (format) {
    case 'upperRoman':
      return roman(value);
    case 'lowerRoman':
      return roman(value).toLowerCase();
    case 'lowerLetter':
      return letter(value, alphabet);
    case 'upperLetter':
      return letter(value, LATIN).toUpperCase();
    case 'decimalZero':
      return String(value).padStart(2, '0');
    case 'ordinalText':
      return ordinal(value);
    case 'none':
      return '';
    default:
      return String(value);
  }
};
