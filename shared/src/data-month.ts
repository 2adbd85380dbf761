/**
 * Month of data — tháng dữ liệu di động.
 *
 * Months of Việt Nam, like the bill of the SIM, from whatever day on its plan is renewed, and what one will
 * come to: by the box for its warning, by the server for the page of the box.
 */
import { type Instant, type LocalDate, localDateOf, startOfDay } from './time.js';

/** Before this much of a month has passed its end is not foretold. */
const FORECAST_AFTER_MS = 2 * 86_400_000;

/** Days on which a month may begin: those that every month has. */
export const MONTH_DAY_MAX = 28;

type YearMonth = { readonly year: number; readonly month: number };

const named = ({ year, month }: YearMonth): string => `${year}-${String(month).padStart(2, '0')}`;
const partsOf = (name: string): YearMonth => {
  const [year = 0, month = 0] = name.split('-').map(Number);
  return { year, month };
};
const before = ({ year, month }: YearMonth): YearMonth =>
  month === 1 ? { year: year - 1, month: 12 } : { year, month: month - 1 };
const after = ({ year, month }: YearMonth): YearMonth =>
  month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };

/**
 * @param firstDay 1 to 28, on which a month begins
 * @returns `YYYY-MM` of the day on which the month around `at` began
 */
export function monthOf(at: Instant, firstDay = 1): string {
  const date = localDateOf(at);
  const month = partsOf(date.slice(0, 7));
  return named(Number(date.slice(8)) < firstDay ? before(month) : month);
}

/** First instant of the month `name`. */
export const monthStart = (name: string, firstDay = 1): Instant =>
  startOfDay(`${name}-${String(firstDay).padStart(2, '0')}` as LocalDate);

/** First instant of the month after. */
export const nextMonth = (at: Instant, firstDay = 1): Instant =>
  monthStart(named(after(partsOf(monthOf(at, firstDay)))), firstDay);

type Used = {
  readonly month: string | null;
  readonly bytes: number;
  /** Absent: 1. */
  readonly firstDay?: number;
};

/** Bytes at the end of the month if it goes on like this; null while it is too young to say. */
export function forecastBytes({ month, bytes, firstDay }: Used, now: Instant): number | null {
  if (month === null || month !== monthOf(now, firstDay)) return null;
  const begin = monthStart(month, firstDay);
  const passedMs = now - begin;
  if (passedMs < FORECAST_AFTER_MS) return null;
  return Math.round((bytes / passedMs) * (nextMonth(now, firstDay) - begin));
}
