/** Letter names — tên chữ cái.
 *
 * How single letters are named over the air (d is "dê", đ is "đê"), for points of a clause, unknown
 * capitals and codes. It promises Vietnamese letters only; it does not decide what must be spelt.
 */
const NAMES: Readonly<Record<string, string>> = {
  b: 'bê',
  c: 'xê',
  d: 'dê',
  đ: 'đê',
  f: 'ép',
  g: 'giê',
  h: 'hát',
  j: 'gi',
  k: 'ca',
  l: 'lờ',
  m: 'mờ',
  n: 'nờ',
  p: 'pê',
  q: 'quy',
  r: 'rờ',
  s: 'ét',
  t: 'tê',
  v: 'vê',
  w: 'vê kép',
  x: 'ích',
  z: 'dét',
};

const DIGIT_NAMES = 'không một hai ba bốn năm sáu bảy tám chín'.split(' ');

/** Name of one letter or digit; vowels name themselves; anything else has no name ('') . */
export const letterName = (letter: string): string => {
  const low = letter.toLowerCase();
  if (low >= '0' && low <= '9' && low.length === 1) return DIGIT_NAMES[Number(low)] ?? '';
  const name = NAMES[low];
  if (name !== undefined) return name;
  const base = low.normalize('NFD').replace(/\p{M}/gu, '');
  if (/^[aeiouy]$/.test(base)) return low;
  return NAMES[base] ?? '';
};

/** Spells a word letter by letter: 'UBND' → 'u bê nờ dê'. */
export const spell = (word: string): string =>
  [...word]
    .map(letterName)
    .filter((name) => name !== '')
    .join(' ');
