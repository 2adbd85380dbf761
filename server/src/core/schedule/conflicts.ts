/**
 * Conflicts — trùng giờ phát.
 *
 * What a new line would do to the lines already there, and they to it: each overlap with its winner
 * and the loser's fate in words, and what others lose at other hours since the minutes of a day are
 * few, before anything is saved. Asks the one resolver that the boxes ask; decides nothing itself.
 */
import type { EntryId } from '@loaso/shared/ids';
import { compareStanding } from '@loaso/shared/priority';
import type { Instant } from '@loaso/shared/time';
import { explainTimeline, type Fate } from '@loaso/shared/timeline/explain';
import type { Wish } from '@loaso/shared/timeline/wish';
import type { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import { type EntryPreview, RANK_MAX } from '@loaso/shared/wire/http/schedule';
import { type Meeting, meetingsOf } from './far-days.js';
import { fateInWords, lossInWords, silenceInWords } from './fate-words.js';

/** An airing that wants to sound, with its name for people. */
export type NamedWish = Wish & { readonly entryId: EntryId; readonly title: string };

/** Boxes on which the same lines meet under the same envelope. */
export type SharedBoxes = {
  readonly envelope: SoundEnvelope;
  /** How many they are. */
  readonly boxes: number;
  /** Airings of lines already saved that reach these boxes. */
  readonly others: readonly NamedWish[];
};

export type Conflict = EntryPreview['conflicts'][number];
export type Silenced = EntryPreview['refusals'][number];
export type Loss = EntryPreview['losses'][number];
export type Consequences = {
  readonly conflicts: Conflict[];
  readonly losses: Loss[];
  readonly refusals: Silenced[];
};

/** Most of each that a preview names. */
export const CONSEQUENCES_MAX = 50;

/** What is found, each under a name that the other groups of boxes share. */
type Found = {
  readonly conflicts: Map<string, Conflict>;
  readonly losses: Map<string, Loss>;
  readonly refusals: Map<number, Silenced>;
};

/**
 * @param wishes airings of the new line, ascending
 * @param groups one for each set of boxes that differ in other lines or envelope
 * @param from   a local midnight from which days that are alike are told once
 */
export function consequencesOf(
  wishes: readonly NamedWish[],
  groups: readonly SharedBoxes[],
  from: Instant,
): Consequences {
  const found: Found = { conflicts: new Map(), losses: new Map(), refusals: new Map() };
  for (const group of groups) {
    const { exemptions } = group.envelope;
    for (const met of meetingsOf({ wishes, others: group.others }, from, exemptions)) {
      addMeeting(found, met, group);
    }
  }
  return {
    conflicts: firstOf(found.conflicts),
    losses: firstOf(found.losses),
    refusals: firstOf(found.refusals),
  };
}

function addMeeting(
  { conflicts, losses, refusals }: Found,
  met: Meeting<NamedWish>,
  group: SharedBoxes,
): void {
  const { wishes, others } = met;
  const near = others.filter((other) => wishes.some((wish) => overlap(wish, other)));
  const fates = explainTimeline([...wishes, ...others], group.envelope);
  const fateOf = new Map(fates.map((fate) => [fate.wish, fate]));
  addSilent(refusals, silencesOf(wishes, fateOf), group.boxes);
  for (const [key, conflict] of conflictsAmong(wishes, near, fateOf)) {
    if (!conflicts.has(key)) conflicts.set(key, conflict);
  }
  addWorst(losses, lossesOf(met, group.envelope, fateOf));
}

/** The boxes are counted together; the words are those of the first of them. */
function addSilent(
  refusals: Map<number, Silenced>,
  more: readonly Omit<Silenced, 'devices'>[],
  boxes: number,
): void {
  for (const one of more) {
    const told = refusals.get(one.startAt);
    const devices = (told?.devices ?? 0) + boxes;
    refusals.set(one.startAt, { ...(told ?? one), devices });
  }
}

/** Where sets of boxes lose differently, the worst of them is told. */
function addWorst(losses: Map<string, Loss>, more: readonly Loss[]): void {
  for (const loss of more) {
    const key = `${loss.otherEntryId} ${loss.startAt}`;
    if (loss.lostMs > (losses.get(key)?.lostMs ?? 0)) losses.set(key, loss);
  }
}

const firstOf = <T extends { readonly startAt: number }>(all: ReadonlyMap<unknown, T>): T[] =>
  [...all.values()].sort(byStart).slice(0, CONSEQUENCES_MAX);

type FateOf = ReadonlyMap<NamedWish, Fate<NamedWish>>;

const silencesOf = (wishes: readonly NamedWish[], fateOf: FateOf): Omit<Silenced, 'devices'>[] =>
  wishes.flatMap((wish) => {
    const fate = fateOf.get(wish);
    const words = fate === undefined ? null : silenceInWords(fate);
    return words === null ? [] : [{ startAt: wish.startAt as Instant, ...words }];
  });

/** What others sound less for the new line, beside those whose fate a conflict tells. */
function lossesOf(
  { wishes, others }: Meeting<NamedWish>,
  envelope: SoundEnvelope,
  fateOf: FateOf,
): Loss[] {
  const short = others.filter((other) => heardMs(other, fateOf) < other.durationMs);
  if (short.length === 0) return [];
  const before = new Map(explainTimeline(others, envelope).map((fate) => [fate.wish, fate]));
  return short.flatMap((other) => {
    const fate = fateOf.get(other);
    const lostMs = heardMs(other, before) - heardMs(other, fateOf);
    const isTold = wishes.some((wish) => overlap(wish, other) && compareStanding(wish, other) < 0);
    if (fate === undefined || lostMs <= 0 || isTold) return [];
    const { entryId: otherEntryId, title: otherTitle } = other;
    const startAt = other.startAt as Instant;
    return [{ startAt, otherEntryId, otherTitle, lostMs, ...lossInWords(fate, lostMs) }];
  });
}

/** How much of an airing is heard; what is read again counts once. */
function heardMs(wish: NamedWish, fateOf: FateOf): number {
  const fate = fateOf.get(wish);
  if (fate === undefined || !('stretches' in fate)) return 0;
  const soundedMs = fate.stretches.reduce((sum, one) => sum + one.endAt - one.startAt, 0);
  return fate.kind === 'cut' ? Math.min(soundedMs, wish.durationMs) : wish.durationMs;
}

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

/**
 * One place behind or before the other, wherever the two meet; at the end of the ranks the same place,
 * where that alone turns them.
 */
function swapRankOf(wish: NamedWish, other: NamedWish): number | null {
  const wins = compareStanding(wish, other) < 0;
  const ranks = [wins ? other.rank + 1 : other.rank - 1, other.rank];
  const turned = ranks.find(
    (rank) =>
      rank >= 1 && rank <= RANK_MAX && compareStanding({ ...wish, rank }, other) < 0 !== wins,
  );
  return turned ?? null;
}

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
    swapRank: swapRankOf(wish, other),
    fate: fateInWords(fate, winner.title),
  };
}
