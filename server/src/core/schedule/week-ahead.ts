/**
 * The week ahead — tuần tới sẽ phát gì, vì sao.
 *
 * Wishes of one group of boxes → every airing with its fate, as the resolver on the boxes will decide
 * it under their envelope, and how many of them it is known to reach. Silence has a reason like sound
 * has. Promises one fate per airing, each box counted once for it, and the sums of the days; saves and
 * loads nothing.
 */
import type { Sha256 } from '@loaso/shared/ids';
import { type Instant, type LocalDate, localDateOf } from '@loaso/shared/time';
import { explainTimeline, type Fate } from '@loaso/shared/timeline/explain';
import type { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { AheadAiring, AheadGroup } from '@loaso/shared/wire/http/week';
import type { NamedWish } from './conflicts.js';
import { type Counted, countDoubts, doubtsInAll, type Listeners } from './doubt-counts.js';
import { reasonInWords, type Words } from './fate-words.js';

/** An airing of the coming week, and what it needs. */
export type AheadWish = NamedWish & {
  readonly sha256s: readonly Sha256[];
  readonly draft: boolean;
  /** Titles of bulletins that may not sound now; empty: all may. */
  readonly unapproved: readonly string[];
  /** Of a change that was halted before it reached these boxes. */
  readonly withheld: boolean;
  /** All is approved, and the new sound did not fit where it was scheduled. */
  readonly outgrown?: boolean;
};

export type AheadWeek = Pick<AheadGroup, 'airings' | 'days' | 'doubts'>;

const NOBODY: Listeners = { boxes: [], now: 0 };

type Kind = Exclude<Fate<AheadWish>['kind'], 'sessions'>;

const FATES: Readonly<Record<Kind, AheadAiring['fate']>> = {
  sounds: 'sounds',
  returns: 'sounds',
  cut: 'cut',
  outranked: 'outranked',
  envelope: 'outside-hours',
  'daily-minutes': 'minutes-used',
};

/** Of airings that are over by `listeners.now` nothing is told; they have spent their minutes. */
export function weekAhead(
  wishes: readonly AheadWish[],
  envelope: SoundEnvelope,
  listeners: Listeners = NOBODY,
): AheadWeek {
  const able = wishes.filter((wish) => silenceOf(wish) === null);
  const isAhead = (wish: AheadWish): boolean => wish.startAt + wish.durationMs > listeners.now;
  const counted: Counted[] = [];
  const fates = explainTimeline(able, envelope).filter(({ wish }) => isAhead(wish));
  const heard = fates.map((fate) => {
    const stretches =
      'stretches' in fate ? fate.stretches.map(({ startAt, endAt }) => ({ startAt, endAt })) : [];
    const count = countDoubts(stretches.length > 0 ? listeners : NOBODY, fate.wish);
    counted.push(count);
    const { sureBoxes, doubts } = count;
    const told = { stretches, why: reasonInWords(fate), sureBoxes, doubts };
    const kind = fate.kind === 'sessions' ? fate.shut.kind : FATES[fate.kind];
    return airingOf(fate.wish, kind, told);
  });
  const silent = wishes.filter(isAhead).flatMap((wish) => {
    const [fate, why] = silenceOf(wish) ?? [];
    if (fate === undefined || why === undefined) return [];
    return [airingOf(wish, fate, { stretches: [], why, sureBoxes: 0, doubts: [] })];
  });
  const airings = [...heard, ...silent].sort(
    (a, b) =>
      a.startAt - b.startAt || b.soundedMs - a.soundedMs || (a.entryId < b.entryId ? -1 : 1),
  );
  return { airings, days: sumOfDays(airings), doubts: doubtsInAll(counted, listeners.now) };
}

/** What keeps an airing from being asked for at all; null where nothing does. */
function silenceOf(wish: AheadWish): [AheadAiring['fate'], Words] | null {
  const { unapproved, withheld, outgrown } = wish;
  if (unapproved.length > 0) return ['not-approved', unapprovedInWords(unapproved)];
  if (outgrown === true) return ['outgrown', OUTGROWN];
  return withheld ? ['withheld', WITHHELD] : null;
}

type Told = Pick<AheadAiring, 'stretches' | 'sureBoxes' | 'doubts'> & { readonly why: Words };

const airingOf = (
  wish: AheadWish,
  fate: AheadAiring['fate'],
  { stretches, why, sureBoxes, doubts }: Told,
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
  sureBoxes,
  doubts,
  why,
});

const unapprovedInWords = (titles: readonly string[]): Words => ({
  vi: `Không phát: «${titles.join('», «')}» chưa được duyệt`,
  en: `Silent: “${titles.join('”, “')}” is not approved`,
});

const OUTGROWN: Words = {
  vi: 'Không phát: bản thu mới không vừa chỗ đã xếp. Sửa dòng lịch này: dời giờ, hoặc rút ngắn lời đọc',
  en: 'Silent: the new recording does not fit where it was scheduled. Move the line, or shorten what is read',
};

const WITHHELD: Words = {
  vi: 'Không phát: lần gửi lịch này đã dừng vì có cụm báo lỗi. Mở “Gửi lịch tới cụm loa” để cho gửi tiếp hoặc rút lại',
  en: 'Silent: its publication was halted because boxes reported faults. Open Publications to go on with it or to take it back',
};

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
