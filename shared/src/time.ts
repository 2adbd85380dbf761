/**
 * Time — thời gian.
 *
 * Instants are UTC milliseconds everywhere; a calendar exists only here, at the fixed +07:00 of Việt
 * Nam (no summer time since 1975), by arithmetic alone: no host zone, no clock. Days of the week are
 * 1 (thứ hai) to 7 (chủ nhật), as in ISO 8601.
 */
import { z } from 'zod';

/** UTC milliseconds since 1970. */
export const Instant = z.int().min(0).max(8_640_000_000_000_000).brand<'Instant'>();
export type Instant = z.infer<typeof Instant>;

/** Milliseconds, never negative. */
export const DurationMs = z.int().nonnegative().brand<'DurationMs'>();
export type DurationMs = z.infer<typeof DurationMs>;

/** Half-open: `startAt` belongs to it, `endAt` does not. */
export const Interval = z.object({ startAt: Instant, endAt: Instant });
export type Interval = z.infer<typeof Interval>;

/** Calendar day in Việt Nam, 'YYYY-MM-DD', of a real date. */
export const LocalDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => isRealDate(text), 'not a calendar date')
  .brand<'LocalDate'>();
export type LocalDate = z.infer<typeof LocalDate>;

/** Minutes since local midnight, 0..1439; 1440 only as the end of a window. */
export const MinuteOfDay = z.int().min(0).max(1440).brand<'MinuteOfDay'>();
export type MinuteOfDay = z.infer<typeof MinuteOfDay>;

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;
const OFFSET_MS = 7 * HOUR_MS;

export const instant = (ms: number): Instant => Instant.parse(Math.round(ms));
export const durationMs = (ms: number): DurationMs => DurationMs.parse(Math.round(ms));

const dayNumber = (at: Instant): number => Math.floor((at + OFFSET_MS) / DAY_MS);

/** Civil date of a day number (days since 1970-01-01). Source: H. Hinnant, chrono-compatible dates. */
function civil(day: number): { year: number; month: number; day: number } {
  const z0 = day + 719_468;
  const era = Math.floor(z0 / 146_097);
  const doe = z0 - era * 146_097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return {
    year: yoe + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: doy - Math.floor((153 * mp + 2) / 5) + 1,
  };
}

/** Day number of a civil date; the inverse of {@link civil}. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const doe = yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy;
  return era * 146_097 + doe - 719_468;
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

const fieldsOf = (text: string): { year: number; month: number; day: number } => ({
  year: Number(text.slice(0, 4)),
  month: Number(text.slice(5, 7)),
  day: Number(text.slice(8, 10)),
});

function isRealDate(text: string): boolean {
  const { year, month, day } = fieldsOf(text);
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  const back = civil(daysFromCivil(year, month, day));
  return back.year === year && back.month === month && back.day === day;
}

/** The date of a day counted since 1970-01-01; the inverse of {@link dayNumberOf}. */
export const dateOfDayNumber = (day: number): LocalDate => {
  const { year, month, day: dom } = civil(day);
  return `${pad(year, 4)}-${pad(month)}-${pad(dom)}` as LocalDate;
};

/** Days since 1970-01-01. */
export const dayNumberOf = (date: LocalDate): number => {
  const { year, month, day } = fieldsOf(date);
  return daysFromCivil(year, month, day);
};

/** The calendar day in Việt Nam on which `at` falls. */
export const localDateOf = (at: Instant): LocalDate => dateOfDayNumber(dayNumber(at));

/** Milliseconds since local midnight, 0..86 399 999. */
export const msOfDay = (at: Instant): number => at + OFFSET_MS - dayNumber(at) * DAY_MS;

/** Local midnight at which `date` begins. */
export const startOfDay = (date: LocalDate): Instant =>
  (dayNumberOf(date) * DAY_MS - OFFSET_MS) as Instant;

/** The instant of `minute` on `date`, local time. */
export const instantAt = (date: LocalDate, minute: number): Instant =>
  (startOfDay(date) + minute * MINUTE_MS) as Instant;

export const addDays = (date: LocalDate, days: number): LocalDate =>
  dateOfDayNumber(dayNumberOf(date) + days);

/** The instant of `minute` on the day counted `day` since 1970-01-01, local time. */
export const instantOnDay = (day: number, minute: number): Instant =>
  (day * DAY_MS - OFFSET_MS + minute * MINUTE_MS) as Instant;

/** 1 = thứ hai … 7 = chủ nhật, of the day counted `day` since 1970-01-01. */
export const weekdayOfDay = (day: number): number => ((day + 3) % 7) + 1;

/** 1 = thứ hai … 7 = chủ nhật. */
export const weekdayOf = (date: LocalDate): number => weekdayOfDay(dayNumberOf(date));

/** Days that `window` touches, counted since 1970-01-01, in order; at most `limit` (ten years). */
export function dayNumbersTouching(window: Interval, limit = 3660): number[] {
  const days: number[] = [];
  if (window.endAt <= window.startAt) return days;
  const last = dayNumber((window.endAt - 1) as Instant);
  for (let day = dayNumber(window.startAt); day <= last && days.length < limit; day += 1) {
    days.push(day);
  }
  return days;
}

/** The same as dates. */
export const daysTouching = (window: Interval, limit?: number): LocalDate[] =>
  dayNumbersTouching(window, limit).map(dateOfDayNumber);

/** '05:00' for minute 300. */
export const formatMinute = (minute: number): string =>
  `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;

/** '05:00:00 26/04/2025', the way officials write it. */
export function formatLocal(at: Instant): string {
  const { year, month, day } = civil(dayNumber(at));
  const seconds = Math.floor(msOfDay(at) / 1000);
  const clock = `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return `${clock} ${pad(day)}/${pad(month)}/${pad(year, 4)}`;
}
