/**
 * Data use — dung lượng đã dùng trong tháng.
 *
 * Adds up what a counter of the system tells, over its restarts and over the change of the month.
 */
import { monthOf, monthStart } from '@loaso/shared/data-month';
import type { Instant } from '@loaso/shared/time';

/** A count that begins at 0 whenever `of` changes: an interface in one start of the system. */
export type Counter = { readonly of: string; readonly bytes: number };

export type DataUse = {
  /** `YYYY-MM`; null while no trusted clock has said which month it is. */
  readonly month: string | null;
  readonly bytes: number;
  readonly counter: Counter;
  /** Day on which its months begin; absent for the first. */
  readonly firstDay?: number;
};

/** The clock of a count: trusted time, or null, and the day on which months begin. */
type Calendar = { readonly now: Instant | null; readonly firstDay: number };

/**
 * Without a trusted time the month is taken to go on.
 * @returns the use with everything that `counter` has counted since it was last looked at; of the
 * very first look nothing counts, since nobody knows when it was used
 */
export function withCounter(
  known: DataUse | null,
  counter: Counter,
  { now, firstDay }: Calendar,
): DataUse {
  const before = known === null || now === null ? known : begunOn(known, { now, firstDay });
  const day = now === null ? before?.firstDay : firstDay;
  const begun = day === undefined || day === 1 ? {} : { firstDay: day };
  const month = now === null ? (before?.month ?? null) : monthOf(now, firstDay);
  if (before === null) return { month, bytes: 0, counter, ...begun };
  const goesOn = before.counter.of === counter.of && counter.bytes >= before.counter.bytes;
  const added = counter.bytes - (goesOn ? before.counter.bytes : 0);
  const sameMonth = before.month === null || before.month === month;
  return { month, bytes: (sameMonth ? before.bytes : 0) + added, counter, ...begun };
}

/**
 * The use by months that begin on another day. Nobody knows on which days it was used: it is taken to have
 * been spread evenly, and of days before those that were counted nothing is made up.
 */
export function begunOn(
  use: DataUse,
  { now, firstDay }: { readonly now: Instant; readonly firstDay: number },
): DataUse {
  const { month, firstDay: dayBefore = 1 } = use;
  if (dayBefore === firstDay) return use;
  if (month === null) return { ...use, firstDay };
  const name = monthOf(now, firstDay);
  // A month that is over is no part of this one, on whatever day it began.
  if (month !== monthOf(now, dayBefore)) return { ...use, month: name, bytes: 0, firstDay };
  const from = monthStart(month, dayBefore);
  const countedMs = Math.max(1, now - from);
  const sinceMs = now - Math.max(from, monthStart(name, firstDay));
  const bytes = Math.round(use.bytes * Math.min(1, sinceMs / countedMs));
  return { ...use, month: name, bytes, firstDay };
}
