/**
 * Data use — dung lượng đã dùng trong tháng.
 *
 * Adds up what a counter of the system tells, over its restarts and over the change of the month.
 */
import { monthOf } from '@loaso/shared/data-month';
import type { Instant } from '@loaso/shared/time';

/** A count that begins at 0 whenever `of` changes: an interface in one start of the system. */
export type Counter = { readonly of: string; readonly bytes: number };

export type DataUse = {
  /** `YYYY-MM`; null while no trusted clock has said which month it is. */
  readonly month: string | null;
  readonly bytes: number;
  readonly counter: Counter;
};

/**
 * @param now trusted time, or null: then the month is taken to go on
 * @returns the use with everything that `counter` has counted since it was last looked at; of the
 * very first look nothing counts, since nobody knows when it was used
 */
export function withCounter(
  before: DataUse | null,
  counter: Counter,
  now: Instant | null,
): DataUse {
  const month = now === null ? (before?.month ?? null) : monthOf(now);
  if (before === null) return { month, bytes: 0, counter };
  const goesOn = before.counter.of === counter.of && counter.bytes >= before.counter.bytes;
  const added = counter.bytes - (goesOn ? before.counter.bytes : 0);
  const sameMonth = before.month === null || before.month === month;
  return { month, bytes: (sameMonth ? before.bytes : 0) + added, counter };
}
