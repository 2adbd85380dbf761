/** Site lexicon — từ điển riêng của đài.
 *
 * A station's own readings win over every rule: place names, minority names, corrections an editor
 * saved. Entries match whole words, longest first, exactly as written (then ignoring case).
 */
import type { LexiconEntry, Reading, Rule, Scan, SiteLexicon } from './reading.js';

const FIRST = /^[\p{L}\d]+/u;

const headOf = (written: string): string =>
  FIRST.exec(written)?.[0].toLowerCase() ?? written.charAt(0);

/** Entries by their first word, longest first. */
export const indexLexicon = (
  lexicon: SiteLexicon | undefined,
): ReadonlyMap<string, readonly LexiconEntry[]> => {
  const index = new Map<string, LexiconEntry[]>();
  for (const entry of lexicon?.entries ?? []) {
    const written = entry.written.normalize('NFC').trim();
    if (written === '') continue;
    const head = headOf(written);
    index.set(head, [
      ...(index.get(head) ?? []),
      { written, spoken: entry.spoken.normalize('NFC').toLowerCase() },
    ]);
  }
  for (const entries of index.values()) entries.sort((a, b) => b.written.length - a.written.length);
  return index;
};

const fits = (scan: Scan, entry: LexiconEntry, at: number): boolean => {
  const end = at + entry.written.length;
  const there = scan.text.slice(at, end);
  if (there !== entry.written && there.toLowerCase() !== entry.written.toLowerCase()) return false;
  return !(/[\p{L}\d]$/u.test(there) && /^[\p{L}\d]/u.test(scan.text.slice(end, end + 2)));
};

const read = (scan: Scan, at: number): Reading | undefined => {
  if (scan.lexicon.size === 0) return undefined;
  const entries = scan.lexicon.get(headOf(scan.text.slice(at, at + 32)));
  const entry = entries?.find((candidate) => fits(scan, candidate, at));
  return entry === undefined ? undefined : { end: at + entry.written.length, spoken: entry.spoken };
};

export const siteLexicon: Rule = {
  name: 'lexicon',
  starts: ['upper', 'lower', 'digit', 'mark'],
  read,
};
