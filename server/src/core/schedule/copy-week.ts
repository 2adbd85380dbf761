/**
 * Copying a week — chép tuần.
 *
 * The airings of one week that the other does not have of itself, as rules for it: what repeats by
 * its own rule is there already. Days move by whole weeks, so weekday and hour stay.
 */
import {
  addDays,
  type Instant,
  type Interval,
  instant,
  type LocalDate,
  localDateOf,
  MINUTE_MS,
  MinuteOfDay,
  msOfDay,
  startOfDay,
} from '@loaso/shared/time';
import type { ScheduleRule } from '@loaso/shared/wire/http/schedule';
import { type LineTimes, lineInstants } from './line.js';

export const weekOf = (monday: LocalDate): Interval => ({
  startAt: startOfDay(monday),
  endAt: startOfDay(addDays(monday, 7)),
});

/**
 * Instants in the week of `to` that `line` has in that of `from` and not in that of `to`.
 *
 * @param family the line and those that follow it or that it follows: what they air is there already
 */
export function missingIn(
  line: LineTimes,
  family: readonly LineTimes[],
  { from, to, now }: { readonly from: LocalDate; readonly to: LocalDate; readonly now: Instant },
): Instant[] {
  const target = weekOf(to);
  const there = new Set<number>(family.flatMap((one) => lineInstants(one, target)));
  const shiftMs = target.startAt - startOfDay(from);
  return lineInstants(line, weekOf(from))
    .map((at) => instant(at + shiftMs))
    .filter((at) => at > now && !there.has(at));
}

/** Rules that mean exactly `instants`: days with the same hours together. */
export function rulesOf(instants: readonly Instant[]): ScheduleRule[] {
  const byDay = Map.groupBy(instants, localDateOf);
  const byHours = new Map<string, { minutes: MinuteOfDay[]; dates: LocalDate[] }>();
  for (const [date, ats] of byDay) {
    const odd = ats.filter((at) => msOfDay(at) % MINUTE_MS !== 0);
    if (odd.length > 0) continue;
    const minutes = ats.map((at) => MinuteOfDay.parse(msOfDay(at) / MINUTE_MS));
    const key = minutes.join();
    const known = byHours.get(key) ?? { minutes, dates: [] };
    byHours.set(key, { ...known, dates: [...known.dates, date] });
  }
  const seconds = instants.filter((at) =>
    byDay.get(localDateOf(at))?.some((one) => msOfDay(one) % MINUTE_MS !== 0),
  );
  return [
    ...[...byHours.values()].map((one): ScheduleRule => ({ kind: 'dates', ...one })),
    ...seconds.map((at): ScheduleRule => ({ kind: 'once', at })),
  ];
}
