/**
 * Days far ahead — những ngày còn xa.
 *
 * A line for Tết is saved in summer, and a daily line meets the same others day after day. The near
 * days are looked at one by one; of the days after them each one that is unlike the others once, by
 * the first of its kind. Pure; knows nothing of who wins.
 */
import type { EntryId } from '@loaso/shared/ids';
import {
  addDays,
  daysTouching,
  type Instant,
  instant,
  type LocalDate,
  localDateOf,
  startOfDay,
  weekdayOf,
} from '@loaso/shared/time';
import type { Wish } from '@loaso/shared/timeline/wish';
import { type Dated, exemptionOn } from '@loaso/shared/trust/exemptions';

type LineWish = Wish & { readonly entryId: EntryId };

/** What a new line meets together. */
export type Meeting<W> = { readonly wishes: readonly W[]; readonly others: readonly W[] };

/**
 * @param wishes airings of the new line, ascending
 * @param others airings of lines already saved
 * @param from   a local midnight; before it everything is one meeting, from it each kind of day is one
 * @param exemptions days on which other hours hold: they are days of another kind
 */
export function meetingsOf<W extends LineWish>(
  { wishes, others }: Meeting<W>,
  from: Instant,
  exemptions: readonly Dated[] = [],
): Meeting<W>[] {
  const near = {
    wishes: wishes.filter(({ startAt }) => startAt < from),
    others: others.filter(({ startAt }) => startAt < from),
  };
  return near.wishes.length === 0
    ? kindsOfDays({ wishes, others }, from, exemptions)
    : [near, ...kindsOfDays({ wishes, others }, from, exemptions)];
}

function kindsOfDays<W extends LineWish>(
  { wishes, others }: Meeting<W>,
  from: Instant,
  exemptions: readonly Dated[],
) {
  const theirs = byDay(others, from);
  const far = wishes.filter(({ startAt }) => startAt >= from);
  const days = Map.groupBy(far, ({ startAt }) => localDateOf(startAt as Instant));
  const kinds = new Map<string, Meeting<W>>();
  for (const [day, own] of days) {
    const met = { wishes: own, others: theirs.get(day) ?? [] };
    const kind = `${hoursOf(exemptions, day)} ${kindOf(day, met)}`;
    if (!kinds.has(kind)) kinds.set(kind, met);
  }
  return [...kinds.values()];
}

/** Under each day what sounds in it, also what began on the day before. */
function byDay<W extends Wish>(wishes: readonly W[], from: Instant): Map<LocalDate, W[]> {
  const days = new Map<LocalDate, W[]>();
  for (const wish of wishes) {
    const endAt = instant(wish.startAt + wish.durationMs);
    if (endAt <= from) continue;
    for (const day of daysTouching({ startAt: wish.startAt as Instant, endAt })) {
      const list = days.get(day);
      if (list === undefined) days.set(day, [wish]);
      else list.push(wish);
    }
  }
  return days;
}

/** What other hours hold on a day, and on the next, into which an airing may run. */
const hoursOf = (exemptions: readonly Dated[], day: LocalDate): string =>
  JSON.stringify([day, addDays(day, 1)].map((date) => exemptionOn(exemptions, date)));

/** Two days alike have the same lines at the same times, and the same hours allowed. */
function kindOf(day: LocalDate, { wishes, others }: Meeting<LineWish>): string {
  const midnight = startOfDay(day);
  const words = (list: readonly LineWish[]): string =>
    list
      .map(({ entryId, startAt, durationMs }) => `${entryId} ${startAt - midnight} ${durationMs}`)
      .sort()
      .join(',');
  return `${weekdayOf(day)} ${words(wishes)} / ${words(others)}`;
}
