/**
 * Month of data — tháng dữ liệu di động.
 *
 * Months of Việt Nam, like the bill of the SIM, and what one will come to: by the box for its warning,
 * by the server for the page of the box.
 */
import { type Instant, type LocalDate, localDateOf, startOfDay } from './time.js';

/** Before this much of a month has passed its end is not foretold. */
const FORECAST_AFTER_MS = 2 * 86_400_000;

/** `YYYY-MM` */
export const monthOf = (at: Instant): string => localDateOf(at).slice(0, 7);

const firstOf = (month: string): Instant => startOfDay(`${month}-01` as LocalDate);

/** First instant of the month after. */
export function nextMonth(at: Instant): Instant {
  const [year = 0, month = 0] = monthOf(at).split('-').map(Number);
  const [after, of] = month === 12 ? [1, year + 1] : [month + 1, year];
  return firstOf(`${of}-${String(after).padStart(2, '0')}`);
}

type Used = { readonly month: string | null; readonly bytes: number };

/** Bytes at the end of the month if it goes on like this; null while it is too young to say. */
export function forecastBytes({ month, bytes }: Used, now: Instant): number | null {
  if (month === null || month !== monthOf(now)) return null;
  const passedMs = now - firstOf(month);
  if (passedMs < FORECAST_AFTER_MS) return null;
  return Math.round((bytes / passedMs) * (nextMonth(now) - firstOf(month)));
}
