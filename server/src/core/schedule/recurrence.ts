/**
 * Recurrence — lặp lịch.
 *
 * A rule as an official says it → the instants it means, in local time at the fixed +07:00. Promises
 * ascending instants without repeats, inside the window, each on a day the rule names and no
 * exception takes away. Refuses to run long: days and answers are bounded.
 */
import {
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

/** Most instants one expansion gives. */
export const OCCURRENCES_MAX = 10_000;

/**
 * Instants of `rule` with `window.startAt <= instant < window.endAt`, ascending, at most `limit`.
 *
 * @param window at most ten years are looked at, from the later of its start and the rule's first day
 */
export function occurrencesWithin(
  rule: ScheduleRule,
  window: Interval,
  limit = OCCURRENCES_MAX,
): Instant[] {
  if (rule.kind === 'once') return within([rule.at], window).slice(0, limit);
  const minutes = [...new Set(rule.minutes)].sort((a, b) => a - b);
  const found: Instant[] = [];
  for (const day of daysOf(rule, window)) {
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

function daysOf(rule: Exclude<ScheduleRule, { kind: 'once' }>, window: Interval): LocalDate[] {
  if (rule.kind === 'dates') return [...new Set(rule.dates)].sort();
  const startAt = Math.max(window.startAt, startOfDay(rule.from)) as Instant;
  const except = new Set<string>(rule.except);
  const days = rule.kind === 'weekly' ? new Set(rule.days) : null;
  return daysTouching({ startAt, endAt: window.endAt })
    .filter((day) => rule.until === null || day <= rule.until)
    .filter((day) => !except.has(day) && (days === null || days.has(weekdayOf(day))));
}

function lastDayOf(rule: ScheduleRule): LocalDate | null {
  if (rule.kind === 'once') return localDateOf(rule.at);
  if (rule.kind === 'dates') return [...rule.dates].sort().at(-1) ?? null;
  return rule.until;
}
