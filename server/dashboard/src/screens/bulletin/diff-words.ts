/**
 * Word differences — chỗ đọc khác với viết.
 *
 * Marks the words of two sentences that the other does not have in the same order, by longest common
 * subsequence. Case and punctuation do not count: they are not heard.
 */
export type Piece = { readonly text: string; readonly different: boolean };

/** Beyond this many words on a side the whole sentence counts as different. */
const WORDS_MAX = 400;

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** What is heard of a word; diacritics stay. */
const heard = (word: string): string =>
  word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Lengths of common subsequences of the tails of `a` and `b`. */
function table(a: readonly string[], b: readonly string[]): Uint16Array[] {
  let below = new Uint16Array(b.length + 1);
  const rows = [below];
  for (const word of a.toReversed()) {
    below = rowAbove(word, b, below);
    rows.unshift(below);
  }
  return rows;
}

function rowAbove(
  word: string,
  b: readonly string[],
  below: Uint16Array,
): Uint16Array<ArrayBuffer> {
  const row = new Uint16Array(b.length + 1);
  for (let j = b.length - 1; j >= 0; j -= 1) {
    const both = (below[j + 1] ?? 0) + 1;
    row[j] = word === b[j] ? both : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
  }
  return row;
}

/** Which words of each side have a partner on the other. */
function partners(a: readonly string[], b: readonly string[]): [Set<number>, Set<number>] {
  const rows = table(a, b);
  const left = new Set<number>();
  const right = new Set<number>();
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      left.add(i);
      right.add(j);
      i += 1;
      j += 1;
    } else if ((rows[i + 1]?.[j] ?? 0) >= (rows[i]?.[j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return [left, right];
}

/** Joins neighbours of one kind, so that a screen reader hears phrases, not words. */
function pieces(words: readonly string[], kept: ReadonlySet<number>): Piece[] {
  const found: { text: string; different: boolean }[] = [];
  words.forEach((word, index) => {
    const different = !kept.has(index) && heard(word) !== '';
    const last = found.at(-1);
    if (last !== undefined && last.different === different) last.text += ` ${word}`;
    else found.push({ text: word, different });
  });
  return found;
}

/**
 * @returns both sentences cut where they differ; joined with spaces they are the sentences again,
 *   white space aside
 */
export function diffWords(written: string, spoken: string): readonly [Piece[], Piece[]] {
  const a = wordsOf(written);
  const b = wordsOf(spoken);
  if (a.length > WORDS_MAX || b.length > WORDS_MAX) {
    return [[{ text: written, different: true }], [{ text: spoken, different: true }]];
  }
  const [left, right] = partners(a.map(heard), b.map(heard));
  return [pieces(a, left), pieces(b, right)];
}

/** True when a listener hears other words than the text shows. */
export const readsDifferently = (written: string, spoken: string): boolean =>
  wordsOf(written).map(heard).join('') !== wordsOf(spoken).map(heard).join('');
