/**
 * Recurrence — lặp lịch.
 *
 * A rule as an official says it → the instants it means, in local time at the fixed +07:00. Promises
 * ascending instants without repeats, inside the window, each on a day the rule names and no
 * exception takes away. Refuses to run long: days and answers are bounded.
 */
import { lunarMonths } from '@loaso/shared/lunar';
import {
  dateOfDayNumber,
  daysTouching,
  type Instant,
  type Interval,
  instantAt,
  type LocalDate,
  localDateOf,
  startOfDay,
  weekdayOf,
} from '@loaso/shared/time';
import type { ScheduleRule } from '@loaso/shared/wire/http/schedule';
import { type DayChanges, dayKindsWith } from './day-kinds.js';

/** Most instants one expansion gives. */
export const OCCURRENCES_MAX = 10_000;

type Repeating = Extract<ScheduleRule, { from: LocalDate }>;

/**
 * Instants of `rule` with `window.startAt <= instant < window.endAt`, ascending, at most `limit`.
 *
 * @param window at most ten years are looked at, from the later of its start and the rule's first day
 * @param days   what the place says of single days, for rules that name kinds of days
 */
export function occurrencesWithin(
  rule: ScheduleRule,
  window: Interval,
  limit = OCCURRENCES_MAX,
  days?: DayChanges,
): Instant[] {
  if (rule.kind === 'once') return within([rule.at], window).slice(0, limit);
  const minutes = [...new Set(rule.minutes)].sort((a, b) => a - b);
  const found: Instant[] = [];
  for (const day of daysOf(rule, window, days)) {
    const instants = minutes.map((minute) => instantAt(day, minute));
    found.push(...within(instants, window));
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}

/** True when the rule can never air again at or after `from`. */
export const isOver = (rule: ScheduleRule, from: Instant): boolean => {
  const last = lastDayOf(rule);
  if (rule.kind === 'once') return rule.at < from;
  return last !== null && last < localDateOf(from);
};

const within = (instants: readonly Instant[], { startAt, endAt }: Interval): Instant[] =>
  instants.filter((at) => startAt <= at && at < endAt);

function daysOf(
  rule: Exclude<ScheduleRule, { kind: 'once' }>,
  window: Interval,
  changes: DayChanges | undefined,
): LocalDate[] {
  if (rule.kind === 'dates') return [...new Set(rule.dates)].sort();
  const startAt = Math.max(window.startAt, startOfDay(rule.from)) as Instant;
  const except = new Set<string>(rule.except);
  const { dayKinds, until } = rule;
  const kindOf = dayKinds === undefined ? null : dayKindsWith(changes);
  return namedDays(rule, { startAt, endAt: window.endAt })
    .filter((day) => until === null || day <= until)
    .filter((day) => !except.has(day))
    .filter((day) => kindOf === null || dayKinds?.includes(kindOf(day)) === true);
}

/** The days of `window` that a repeating rule means before kinds and exceptions. */
function namedDays(rule: Repeating, window: Interval): LocalDate[] {
  const days = daysTouching(window);
  if (rule.kind === 'daily') return days;
  if (rule.kind === 'weekly') {
    const wanted = new Set(rule.days);
    return days.filter((day) => wanted.has(weekdayOf(day)));
  }
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const wanted = lunarDays(rule, Number(first.slice(0, 4)), Number(last.slice(0, 4)));
  return days.filter((day) => wanted.has(day));
}

/**
 * Solar days of a lunar rule. The thirtieth of a month of 29 days is its last: giao thừa has no
 * thirtieth in many years and takes place all the same.
 */
function lunarDays(
  { days, months, leapMonths }: Extract<Repeating, { kind: 'lunar' }>,
  firstYear: number,
  lastYear: number,
): ReadonlySet<LocalDate> {
  const found = new Set<LocalDate>();
  // The months of one solar year reach into the lists of two lunar ones.
  for (let year = firstYear; year <= lastYear + 1; year += 1) {
    for (const { month, leap, firstDay, length } of lunarMonths(year)) {
      if ((leap && !leapMonths) || (months.length > 0 && !months.includes(month))) continue;
      for (const day of days) found.add(dateOfDayNumber(firstDay + Math.min(day, length) - 1));
    }
  }
  return found;
}

function lastDayOf(rule: ScheduleRule): LocalDate | null {
  if (rule.kind === 'once') return localDateOf(rule.at);
  if (rule.kind === 'dates') return [...rule.dates].sort().at(-1) ?? null;
  return rule.until;
}
