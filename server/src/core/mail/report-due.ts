/**
 * Reports that are due — báo cáo đến hạn gửi.
 *
 * When a rule asks for its report, and of which days: always the last whole week, month, quarter or
 * year. A server that was away sends the last one late; those before it are not made up for. Knows
 * no mail server.
 */
import {
  addDays,
  type Instant,
  instantAt,
  LocalDate,
  localDateOf,
  weekdayOf,
} from '@loaso/shared/time';
import type { MailPeriod, NewMailReport } from '@loaso/shared/wire/http/mail-reports';

export type MailRule = NewMailReport & {
  readonly id: string;
  /** Rises with each change of what somebody wishes. */
  readonly revision: number;
  /** What was due until then has been seen to. */
  readonly doneUntil: number;
};

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** First day of the period that `day` lies in. */
function firstDay(period: MailPeriod, day: LocalDate): LocalDate {
  if (period === 'week') return addDays(day, 1 - weekdayOf(day));
  const step = MONTHS[period];
  const month = Number(day.slice(5, 7)) - 1;
  const first = month - (month % step) + 1;
  return LocalDate.parse(`${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`);
}

type Timing = Pick<NewMailReport, 'period' | 'afterDays' | 'minute'>;

const sendingAt = ({ afterDays, minute }: Timing, first: LocalDate): Instant =>
  instantAt(addDays(first, afterDays), minute);

/** @returns the newest sending hour that is not after `now` */
export function lastDueAt(rule: Timing, now: Instant): Instant {
  const first = firstDay(rule.period, localDateOf(now));
  const at = sendingAt(rule, first);
  return at <= now ? at : sendingAt(rule, firstDay(rule.period, addDays(first, -1)));
}

/** With another hour or period what was due before is not made up for: nobody asked for it then. */
export function changedRule(rule: MailRule, wish: NewMailReport, now: Instant): MailRule {
  const { period, afterDays, minute } = wish;
  const sameHour = rule.period === period && rule.afterDays === afterDays && rule.minute === minute;
  const doneUntil = sameHour ? rule.doneUntil : now;
  return { ...wish, id: rule.id, revision: rule.revision + 1, doneUntil };
}

/** More days than any period has, fewer than two of them. */
const LONGEST = { week: 7, month: 31, quarter: 92, year: 366 } as const;

export function nextDueAt(rule: Timing, now: Instant): Instant {
  const first = firstDay(rule.period, localDateOf(now));
  const at = sendingAt(rule, first);
  if (at > now) return at;
  return sendingAt(rule, firstDay(rule.period, addDays(first, LONGEST[rule.period])));
}

/** The last whole period before a sending hour. */
export function spanOfDue(
  { period, afterDays }: Pick<Timing, 'period' | 'afterDays'>,
  dueAt: Instant,
): { readonly from: LocalDate; readonly to: LocalDate } {
  const to = addDays(addDays(localDateOf(dueAt), -afterDays), -1);
  return { from: firstDay(period, to), to };
}
