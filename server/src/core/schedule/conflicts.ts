/**
 * Conflicts — trùng giờ phát.
 *
 * What a new line would do to the lines already there, and they to it: each overlap with its winner
 * and the loser's fate in words, before anything is saved. Asks the one resolver that the boxes ask;
 * decides nothing itself.
 */
import type { EntryId } from '@loaso/shared/ids';
import { compareStanding } from '@loaso/shared/priority';
import type { Instant } from '@loaso/shared/time';
import { explainTimeline, type Fate } from '@loaso/shared/timeline/explain';
import { type Wish, wantsAll } from '@loaso/shared/timeline/resolve';
import type { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { EntryPreview } from '@loaso/shared/wire/http/schedule';
import { fateInWords, silenceInWords } from './fate-words.js';

/** An airing that wants to sound, with its name for people. */
export type NamedWish = Wish & { readonly entryId: EntryId; readonly title: string };

/** Boxes on which the same lines meet under the same envelope. */
export type SharedBoxes = {
  readonly envelope: SoundEnvelope;
  /** Airings of lines already saved that reach these boxes. */
  readonly others: readonly NamedWish[];
};

export type Conflict = EntryPreview['conflicts'][number];
export type Silenced = EntryPreview['refusals'][number];
export type Consequences = { readonly conflicts: Conflict[]; readonly refusals: Silenced[] };

/** Most of each that a preview names. */
export const CONSEQUENCES_MAX = 50;

/**
 * @param wishes airings of the new line, ascending
 * @param groups one for each set of boxes that differ in other lines or envelope
 */
export function consequencesOf(
  wishes: readonly NamedWish[],
  groups: readonly SharedBoxes[],
): Consequences {
  const conflicts = new Map<string, Conflict>();
  const refusals = new Map<number, Silenced>();
  for (const group of groups) {
    const near = group.others.filter((other) => wishes.some((wish) => overlap(wish, other)));
    const fates = explainTimeline([...wishes, ...around(wishes, near, group)], group.envelope);
    const fateOf = new Map(fates.map((fate) => [fate.wish, fate]));
    for (const silence of silencesOf(wishes, fateOf)) refusals.set(silence.startAt, silence);
    for (const [key, conflict] of conflictsAmong(wishes, near, fateOf)) {
      if (!conflicts.has(key)) conflicts.set(key, conflict);
    }
  }
  return {
    conflicts: [...conflicts.values()].sort(byStart).slice(0, CONSEQUENCES_MAX),
    refusals: [...refusals.values()].sort(byStart).slice(0, CONSEQUENCES_MAX),
  };
}

/** Those near, and those that decide whether what is cut may come back and end later. */
function around(
  wishes: readonly NamedWish[],
  near: readonly NamedWish[],
  { others }: SharedBoxes,
): readonly NamedWish[] {
  const longer = [...wishes, ...near]
    .filter(({ afterCut }) => wantsAll(afterCut))
    .map((wish) => ({ ...wish, durationMs: 2 * wish.durationMs }));
  if (longer.length === 0) return near;
  const asked = new Set(near);
  return others.filter((one) => asked.has(one) || longer.some((wish) => overlap(wish, one)));
}

type FateOf = ReadonlyMap<NamedWish, Fate<NamedWish>>;

const silencesOf = (wishes: readonly NamedWish[], fateOf: FateOf): Silenced[] =>
  wishes.flatMap((wish) => {
    const fate = fateOf.get(wish);
    const words = fate === undefined ? null : silenceInWords(fate);
    return words === null ? [] : [{ startAt: wish.startAt as Instant, ...words }];
  });

/** One per overlapping pair, under a name that the other groups of boxes share. */
const conflictsAmong = (
  wishes: readonly NamedWish[],
  near: readonly NamedWish[],
  fateOf: FateOf,
): [string, Conflict][] =>
  wishes.flatMap((wish) =>
    near
      .filter((other) => overlap(wish, other))
      .map((other): [string, Conflict] => [
        `${wish.startAt} ${other.entryId} ${other.startAt}`,
        conflictOf(wish, other, fateOf),
      ]),
  );

const byStart = (a: { startAt: number }, b: { startAt: number }): number => a.startAt - b.startAt;

const overlap = (a: Wish, b: Wish): boolean =>
  a.startAt < b.startAt + b.durationMs && b.startAt < a.startAt + a.durationMs;

function conflictOf(wish: NamedWish, other: NamedWish, fateOf: FateOf): Conflict {
  const wins = compareStanding(wish, other) < 0;
  const [winner, loser] = wins ? [wish, other] : [other, wish];
  const fate = fateOf.get(loser);
  if (fate === undefined) throw new Error('a wish without a fate');
  return {
    startAt: wish.startAt as Instant,
    otherEntryId: other.entryId,
    otherTitle: other.title,
    winner: wins ? 'this' : 'other',
    fate: fateInWords(fate, winner.title),
  };
}
