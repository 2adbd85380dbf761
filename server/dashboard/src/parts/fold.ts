/**
 * Folding — tìm không cần dấu.
 *
 * Brings Vietnamese to plain small letters so that "an nhon" finds "An Nhơn".
 */

/** 'An Nhơn' → 'an nhon'. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();

/** True when every word of `sought` begins somewhere in `text`. An empty search finds everything. */
export function finds(sought: string, ...texts: readonly string[]): boolean {
  if (sought === '') return true;
  const hay = fold(texts.join(' '));
  return fold(sought)
    .split(/\s+/)
    .every((word) => hay.includes(word));
}
