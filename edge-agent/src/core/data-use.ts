/**
 * Data use — dung lượng đã dùng trong tháng.
 *
 * Adds up what a counter of the system tells, over its restarts and over the change of the month, and
 * says what the month will come to. Months are those of Việt Nam, like the bill of the SIM.
 */
import { addDays, type Instant, type LocalDate, localDateOf, startOfDay } from '@loaso/shared/time';

/** Before this much of a month has passed its end is not foretold. */
const FORECAST_AFTER_MS = 2 * 86_400_000;
const DAYS_MAX = 31;

/** A count that begins at 0 whenever `of` changes: an interface in one start of the system. */
export type Counter = { readonly of: string; readonly bytes: number };

export type DataUse = {
  /** `YYYY-MM`; null while no trusted clock has said which month it is. */
  readonly month: string | null;
  readonly bytes: number;
  readonly counter: Counter;
};

export const monthOf = (at: Instant): string => localDateOf(at).slice(0, 7);

const firstOf = (month: string): Instant => startOfDay(`${month}-01` as LocalDate);

/** First instant of the month after. */
export function nextMonth(at: Instant): Instant {
  const month = monthOf(at);
  let day = `${month}-01` as LocalDate;
  for (let passed = 0; passed <= DAYS_MAX && day.startsWith(month); passed += 1) {
    day = addDays(day, 1);
  }
  return startOfDay(day);
}

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

/** Bytes at the end of the month if it goes on like this; null while it is too young to say. */
export function forecastBytes({ month, bytes }: DataUse, now: Instant): number | null {
  if (month === null || month !== monthOf(now)) return null;
  const passedMs = now - firstOf(month);
  if (passedMs < FORECAST_AFTER_MS) return null;
  return Math.round((bytes / passedMs) * (nextMonth(now) - firstOf(month)));
}
