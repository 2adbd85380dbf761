/**
 * Airings of a line — các lượt phát của một dòng lịch.
 *
 * A rule, from when and until when its line holds, and the airings taken out one by one → the
 * instants that remain, and in a series which bulletin each of them plays. A deleted airing passes
 * its turn on to the next; one that takes place elsewhere instead uses it up.
 */
import type { EntryId } from '@loaso/shared/ids';
import { type Instant, type Interval, instant } from '@loaso/shared/time';
import type { ScheduleRule, Series } from '@loaso/shared/wire/http/schedule';
import type { DayChanges } from './day-kinds.js';
import { OCCURRENCES_MAX, occurrencesWithin } from './recurrence.js';

export type LineException = { readonly at: Instant; readonly instead: EntryId | null };

/** A series and the place of the first airing in it, from 0. */
export type SeriesFrom = Series & { readonly start: number };

export type LineTimes = {
  readonly rule: ScheduleRule;
  /** A line airs from its making on, never in the middle of what was past already. */
  readonly createdAt: number;
  readonly endedAt?: number | null;
  readonly exceptions?: readonly LineException[];
  readonly series?: SeriesFrom | null;
  /** What the place of the line says of single days. */
  readonly days?: DayChanges;
};

/** Instants of the line inside `window`, ascending; a line with an end of its series: also those after it. */
export function lineInstants(
  line: LineTimes,
  window: Interval,
  limit = OCCURRENCES_MAX,
): Instant[] {
  const gone = new Set<number>((line.exceptions ?? []).map(({ at }) => at));
  return ruledInstants(line, window, limit + gone.size)
    .filter((at) => !gone.has(at))
    .slice(0, limit);
}

/** What the rule means while the line holds, exceptions included. */
function ruledInstants(line: LineTimes, window: Interval, limit: number): Instant[] {
  const startAt = Math.max(window.startAt, line.createdAt, 0);
  const endAt = Math.min(window.endAt, line.endedAt ?? window.endAt);
  if (endAt <= startAt) return [];
  const span = { startAt: instant(startAt), endAt: instant(endAt) };
  return occurrencesWithin(line.rule, span, limit, line.days);
}

/** An airing and its place in a series; `turn` is null where all bulletins play together. */
export type LineAiring = { readonly startAt: Instant; readonly turn: number | null };

/**
 * Airings of the line inside `window`, each with the bulletin it plays.
 *
 * @param count bulletins of the series; counted from the line's first airing, so that the answer for
 *              an instant never depends on when it is asked
 */
export function lineAirings(
  line: LineTimes,
  window: Interval,
  { count, limit = OCCURRENCES_MAX }: { readonly count: number; readonly limit?: number },
): LineAiring[] {
  const { series } = line;
  if (series === undefined || series === null) {
    return lineInstants(line, window, limit).map((startAt) => ({ startAt, turn: null }));
  }
  const whole = { startAt: instant(0), endAt: window.endAt };
  const all = ruledInstants(line, whole, Number.POSITIVE_INFINITY);
  return inTurn(line, series, all)
    .filter(({ turn }) => series.atEnd === 'again' || turn < count)
    .filter(({ startAt }) => startAt >= window.startAt)
    .slice(0, limit)
    .map(({ startAt, turn }) => ({ startAt, turn: turn % count }));
}

/** Every airing that takes place, with its number; one that is elsewhere instead has its own too. */
function inTurn(
  { exceptions = [] }: LineTimes,
  { start }: SeriesFrom,
  instants: readonly Instant[],
): { startAt: Instant; turn: number }[] {
  const instead = new Map(exceptions.map((one) => [one.at, one.instead]));
  const counted = instants.filter((at) => instead.get(at) !== null);
  return counted
    .map((startAt, index) => ({ startAt, turn: start + index }))
    .filter(({ startAt }) => !instead.has(startAt));
}

/** The place in the series of the first airing at or after `at`; for the line that goes on from there. */
export function turnAt(line: LineTimes, at: Instant, count: number): number {
  const { series } = line;
  if (series === undefined || series === null) return 0;
  const deleted = new Set<number>(
    (line.exceptions ?? []).filter(({ instead }) => instead === null).map((one) => one.at),
  );
  const before = ruledInstants(
    line,
    { startAt: instant(0), endAt: at },
    Number.POSITIVE_INFINITY,
  ).filter((one) => !deleted.has(one)).length;
  const turn = series.start + before;
  return series.atEnd === 'again' ? turn % count : Math.min(turn, count);
}
