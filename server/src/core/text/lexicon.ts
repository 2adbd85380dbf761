/** Site lexicon — từ điển riêng của đài.
 *
 * A station's own readings win over every rule: place names, minority names, corrections an editor
 * saved. Entries match whole words, longest first, as exactly as each entry asks.
 */
import type { LexiconEntry, Reading, Rule, Scan, SiteLexicon } from './reading.js';

const FIRST = /^[\p{L}\d]+/u;

/** Without case and diacritics, letter for letter: the length stays. */
export const foldLetters = (text: string): string =>
  Array.from(text.normalize('NFC').toLowerCase(), (letter) =>
    letter === 'đ' ? 'd' : letter.normalize('NFD').replace(/\p{M}/gu, '') || letter,
  ).join('');

const headOf = (written: string): string =>
  foldLetters(FIRST.exec(written)?.[0] ?? written.charAt(0));

const indexOf = (lexicon: SiteLexicon): ReadonlyMap<string, readonly LexiconEntry[]> => {
  const index = new Map<string, LexiconEntry[]>();
  for (const entry of lexicon.entries) {
    const written = entry.written.normalize('NFC').trim();
    if (written === '') continue;
    const head = headOf(written);
    const sameHead = index.get(head) ?? [];
    sameHead.push({ ...entry, written, spoken: entry.spoken.normalize('NFC').toLowerCase() });
    index.set(head, sameHead);
  }
  for (const entries of index.values()) entries.sort((a, b) => b.written.length - a.written.length);
  return index;
};

const NONE: ReadonlyMap<string, readonly LexiconEntry[]> = new Map();
/** A document asks for the same index once per sentence. */
const known = new WeakMap<SiteLexicon, ReadonlyMap<string, readonly LexiconEntry[]>>();

/** Entries by their first word, longest first; of equal length in the order given. */
export const indexLexicon = (
  lexicon: SiteLexicon | undefined,
): ReadonlyMap<string, readonly LexiconEntry[]> => {
  if (lexicon === undefined) return NONE;
  const index = known.get(lexicon) ?? indexOf(lexicon);
  known.set(lexicon, index);
  return index;
};

const agrees = (there: string, { written, match }: LexiconEntry): boolean => {
  if (there === written) return true;
  if (match === 'exact') return false;
  if (there.toLowerCase() === written.toLowerCase()) return true;
  return match === 'any-marks' && foldLetters(there) === foldLetters(written);
};

const fits = (scan: Scan, entry: LexiconEntry, at: number): boolean => {
  const end = at + entry.written.length;
  const there = scan.text.slice(at, end);
  if (!agrees(there, entry)) return false;
  return !(/[\p{L}\d]$/u.test(there) && /^[\p{L}\d]/u.test(scan.text.slice(end, end + 2)));
};

/** Longest first word that is looked at, UTF-16 units. */
const HEAD_REACH = 100;

const read = (scan: Scan, at: number): Reading | undefined => {
  if (scan.lexicon.size === 0) return undefined;
  const entries = scan.lexicon.get(headOf(scan.text.slice(at, at + HEAD_REACH)));
  const entry = entries?.find((candidate) => fits(scan, candidate, at));
  return entry === undefined ? undefined : { end: at + entry.written.length, spoken: entry.spoken };
};

export const siteLexicon: Rule = {
  name: 'lexicon',
  starts: ['upper', 'lower', 'digit', 'mark'],
  read,
};
