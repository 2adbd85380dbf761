/** Words — từ thường.
 *
 * The last reader of letters: Vietnamese syllables as they are, single letters by name, foreign words
 * by respelling. A foreign word nobody knows is respelt by sound and reported.
 */
import { letterName } from '../letters.js';
import { after, before, matchAt, type Reading, type Rule, type Scan } from '../reading.js';
import { respell } from '../respelling.js';
import { cutIntoSyllables, isLegalSyllable } from '../syllable.js';
import { FOREIGN_WORDS } from '../tables/foreign-words.js';

const WORD = /\p{L}[\p{L}\p{M}]*(?:['’ʼ](?=\p{L})[\p{L}\p{M}]+)?/uy;
/** Letters only Vietnamese has: then a long word is syllables that lost their spaces. */
const MARKED = /[^a-z']/;
const COMPOUND = /\p{L}+(?:-\p{L}+)+|\p{L}+-\d+/uy;

const compound = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(COMPOUND, scan.lower, at);
  if (match === undefined) return undefined;
  const known = FOREIGN_WORDS.get(match[0]);
  return known === undefined ? undefined : { end: at + match[0].length, spoken: known };
};

const single = (scan: Scan, letter: string, at: number, end: number): Reading => {
  const clause = /(?:điểm|tiết)\s+$/.test(before(scan, at, 8));
  if (clause && /^\.\d/.test(after(scan, end, 2))) {
    return { end: end + 1, spoken: `${letterName(letter)} chấm` };
  }
  if (letter === 'đ' && !clause && /\d\s*$/.test(before(scan, at, 3)))
    return { end, spoken: 'đồng' };
  return { end, spoken: FOREIGN_WORDS.get(letter) ?? letterName(letter) };
};

const read = (scan: Scan, at: number): Reading | undefined => {
  const joined = compound(scan, at);
  if (joined !== undefined) return joined;
  const match = matchAt(WORD, scan.lower, at);
  if (match === undefined) return undefined;
  const end = at + match[0].length;
  const word = match[0].replace(/[’ʼ]/g, "'");
  if ([...word].length === 1) return single(scan, word, at, end);
  if (isLegalSyllable(word) && !FOREIGN_WORDS.has(word)) return { end, spoken: word };
  const known = FOREIGN_WORDS.get(word);
  if (known !== undefined) return { end, spoken: known };
  const glued = MARKED.test(word) ? cutIntoSyllables(word) : undefined;
  if (glued !== undefined && glued.length < 5) return { end, spoken: glued.join(' ') };
  return { end, spoken: respell(word), why: 'từ không phải âm tiết tiếng Việt, đọc phỏng âm' };
};

export const word: Rule = { name: 'word', starts: ['upper', 'lower'], read };
