/**
 * The week ahead — tuần tới sẽ phát gì, vì sao.
 *
 * Wishes of one group of boxes → every airing with its fate, as the resolver on the boxes will decide
 * it under their envelope. Silence has a reason like sound has. Promises one fate per airing and the
 * sums of the days; saves and loads nothing.
 */
import type { Sha256 } from '@loaso/shared/ids';
import { type Instant, type LocalDate, localDateOf } from '@loaso/shared/time';
import { explainTimeline, type Fate } from '@loaso/shared/timeline/explain';
import type { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { AheadAiring } from '@loaso/shared/wire/http/week';
import type { NamedWish } from './conflicts.js';
import { reasonInWords, type Words } from './fate-words.js';

/** An airing of the coming week, and what it needs. */
export type AheadWish = NamedWish & {
  readonly sha256s: readonly Sha256[];
  readonly draft: boolean;
  /** Titles of bulletins that may not sound now; empty: all may. */
  readonly unapproved: readonly string[];
};

export type AheadWeek = {
  readonly airings: AheadAiring[];
  readonly days: { readonly date: LocalDate; readonly soundedMs: number }[];
};

const FATES: Readonly<Record<Fate<AheadWish>['kind'], AheadAiring['fate']>> = {
  sounds: 'sounds',
  returns: 'sounds',
  cut: 'cut',
  outranked: 'outranked',
  envelope: 'outside-hours',
  'daily-minutes': 'minutes-used',
};

/**
 * @param missing files that each box of the group says it lacks
 */
export function weekAhead(
  wishes: readonly AheadWish[],
  envelope: SoundEnvelope,
  missing: readonly ReadonlySet<Sha256>[] = [],
): AheadWeek {
  const able = wishes.filter(({ unapproved }) => unapproved.length === 0);
  const waiting = waitingBoxes(missing);
  const told = explainTimeline(able, envelope).map((fate) => {
    const stretches =
      'stretches' in fate ? fate.stretches.map(({ startAt, endAt }) => ({ startAt, endAt })) : [];
    return airingOf(fate.wish, FATES[fate.kind], {
      stretches,
      why: reasonInWords(fate),
      waitingBoxes: waiting(fate.wish),
    });
  });
  const silent = wishes
    .filter(({ unapproved }) => unapproved.length > 0)
    .map((wish) =>
      airingOf(wish, 'not-approved', {
        stretches: [],
        why: unapprovedInWords(wish.unapproved),
        waitingBoxes: 0,
      }),
    );
  const airings = [...told, ...silent].sort(
    (a, b) =>
      a.startAt - b.startAt || b.soundedMs - a.soundedMs || (a.entryId < b.entryId ? -1 : 1),
  );
  return { airings, days: sumOfDays(airings) };
}

type Told = Pick<AheadAiring, 'stretches' | 'waitingBoxes'> & { readonly why: Words };

const airingOf = (
  wish: AheadWish,
  fate: AheadAiring['fate'],
  { stretches, why, waitingBoxes: count }: Told,
): AheadAiring => ({
  entryId: wish.entryId,
  title: wish.title,
  startAt: wish.startAt as Instant,
  durationMs: wish.durationMs,
  priority: wish.priority,
  origin: wish.origin,
  draft: wish.draft,
  fate,
  stretches,
  soundedMs: stretches.reduce((sum, { startAt, endAt }) => sum + endAt - startAt, 0),
  waitingBoxes: count,
  why,
});

function waitingBoxes(missing: readonly ReadonlySet<Sha256>[]): (wish: AheadWish) => number {
  const lacking = missing.filter(({ size }) => size > 0);
  return ({ sha256s }) =>
    lacking.filter((files) => sha256s.some((sha256) => files.has(sha256))).length;
}

const unapprovedInWords = (titles: readonly string[]): Words => ({
  vi: `Không phát: «${titles.join('», «')}» chưa được duyệt`,
  en: `Silent: “${titles.join('”, “')}” is not approved`,
});

function sumOfDays(airings: readonly AheadAiring[]): AheadWeek['days'] {
  const sums = new Map<LocalDate, number>();
  for (const { startAt, soundedMs } of airings) {
    const date = localDateOf(startAt);
    sums.set(date, (sums.get(date) ?? 0) + soundedMs);
  }
  return [...sums]
    .map(([date, soundedMs]) => ({ date, soundedMs }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}
