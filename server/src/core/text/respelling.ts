/** Respelling — phiên âm phỏng.
 *
 * Turns a word of foreign letters into syllables a Vietnamese voice can say, by spelling alone. It is a
 * last resort, always reported to the editor, and its output holds Vietnamese letters only.
 */
import { spell } from './letters.js';
import { isLegalSyllable } from './syllable.js';

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ph|f/g, 'ph'],
  [/sh|sch/g, 's'],
  [/th/g, 'th'],
  [/ck|cc|kk/g, 'c'],
  [/qu/g, 'qu'],
  [/x/g, 'x'],
  [/w/g, 'u'],
  [/j/g, 'gi'],
  [/z/g, 'd'],
  [/oo/g, 'u'],
  [/ee|ea/g, 'i'],
  [/ou/g, 'au'],
  [/([bdglmnprst])\1/g, '$1'],
];
const SYLLABLE =
  /(?:ngh?|nh|gh|gi|kh|ch|ph|th|tr|qu|[bcdđghklmnpqrstvx])?[aăâeêioôơuưyàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]{1,3}(?:(?:ng|nh|ch|[cmnpt])(?![aeiouy]))?|./gu;
const LETTERS = /[^a-zà-ỹđ]/gu;

const onsetOnly = (piece: string): string =>
  /^[bcdđghklmnpqrstvx]$/.test(piece) ? `${piece === 'c' ? 'c' : piece}ờ` : piece;

const piece = (raw: string): string => {
  const fixed = raw
    .replace(/^c(?=[eiy])/, 'x')
    .replace(/^k(?=[aouô])/, 'c')
    .replace(/^g(?=[e])/, 'gh');
  if (isLegalSyllable(fixed)) return fixed;
  const acute = fixed
    .replace(/([aeiouy])(?=(?:ch|[cpt])$)/, (vowel) => `${vowel}\u0301`)
    .normalize('NFC');
  if (isLegalSyllable(acute)) return acute;
  const single = onsetOnly(fixed);
  return isLegalSyllable(single) ? single : spell(fixed);
};

/** Vietnamese syllables that come near a foreign word. */
export const respell = (word: string): string => {
  const low = SOUNDS.reduce((text, [from, to]) => text.replace(from, to), word.toLowerCase());
  const bare = low
    .replace(LETTERS, (ch) => ch.normalize('NFD').replace(/\p{M}/gu, ''))
    .replace(/[^a-zà-ỹđ]/gu, '');
  return (bare.match(SYLLABLE) ?? [])
    .map(piece)
    .filter((part) => part !== '')
    .join(' ');
};
