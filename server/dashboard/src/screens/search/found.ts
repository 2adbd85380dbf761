/**
 * Found — kết quả tìm.
 *
 * One list over screens, bulletins, schedule lines, speakers, places and people: what matches, best
 * first, a few of each kind. Pure; what a person may see is decided by what the server handed out.
 */
import { fold } from '../../parts/fold.js';
import type { IconName } from '../../parts/icon.js';

export type Kind = 'screens' | 'bulletins' | 'entries' | 'devices' | 'areas' | 'people';

/** One thing that can be gone to. */
export type Thing = {
  readonly kind: Kind;
  /** Unique within its kind. */
  readonly id: string;
  readonly title: string;
  /** Second line: where, which state. */
  readonly about: string;
  readonly icon: IconName;
  /** Address inside this site. */
  readonly href: string;
};

const EACH_MAX = 5;

const wordsOf = (folded: string): string[] => folded.split(/[^\p{L}\p{N}]+/u);

/** 0: begins with it; 1: a word begins with it; 2: each word begins one; 3: only beside it; null: no match. */
function rankOf({ title, about }: Thing, sought: string): number | null {
  const name = fold(title);
  if (name.startsWith(sought)) return 0;
  if (` ${name}`.includes(` ${sought}`)) return 1;
  const words = sought.split(/\s+/);
  // Inside a word nothing is found: "an" is in too many of them.
  const holds = (text: string): boolean =>
    words.every((word) => wordsOf(text).some((one) => one.startsWith(word)));
  if (holds(name)) return 2;
  return holds(`${name} ${fold(about)}`) ? 3 : null;
}

/**
 * @param trusted things that the server found by their content; they stay although the title does not match
 * @returns in the order of the kinds, at most five of each; nothing for an empty search
 */
export function foundIn(
  things: readonly Thing[],
  sought: string,
  trusted: ReadonlySet<string> = new Set(),
): Thing[] {
  const folded = fold(sought).trim();
  if (folded === '') return [];
  const ranked = things.flatMap((thing) => {
    const rank = rankOf(thing, folded) ?? (trusted.has(thing.id) ? 4 : null);
    return rank === null ? [] : [{ thing, rank }];
  });
  const kinds = [...new Set(things.map(({ kind }) => kind))];
  return kinds.flatMap((kind) =>
    ranked
      .filter(({ thing }) => thing.kind === kind)
      .sort((a, b) => a.rank - b.rank || a.thing.title.localeCompare(b.thing.title, 'vi'))
      .slice(0, EACH_MAX)
      .map(({ thing }) => thing),
  );
}
