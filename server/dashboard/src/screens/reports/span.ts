/**
 * Span of a report — kỳ báo cáo.
 *
 * The spans people name, as days of Việt Nam; which of them two days are.
 */
import { addDays, dayNumberOf, type LocalDate } from '@loaso/shared/time';
import type { MailPeriod } from '@loaso/shared/wire/http/mail-reports';
import { REPORT_DAYS_MAX } from '@loaso/shared/wire/http/reports';

export const SPANS = ['today', 'week', 'month', 'lastMonth', 'year', 'lastYear'] as const;
/** Of a yearly evaluation: the whole year, that of offices (1/11 to 31/10), the year that is over. */
export const YEARS = ['wholeYear', 'officeYear', 'lastYear'] as const;
export type SpanName = (typeof SPANS)[number] | (typeof YEARS)[number];

export type Days = { readonly from: LocalDate; readonly to: LocalDate };

export function daysOf(name: SpanName, today: LocalDate): Days {
  const first = `${today.slice(0, 8)}01` as LocalDate;
  const year = Number(today.slice(0, 4));
  switch (name) {
    case 'today':
      return { from: today, to: today };
    case 'week':
      return { from: addDays(today, -6), to: today };
    case 'month':
      return { from: first, to: today };
    case 'lastMonth': {
      const to = addDays(first, -1);
      return { from: `${to.slice(0, 8)}01` as LocalDate, to };
    }
    case 'year':
      return { from: `${year}-01-01` as LocalDate, to: today };
    case 'wholeYear':
      return { from: `${year}-01-01` as LocalDate, to: `${year}-12-31` as LocalDate };
    case 'officeYear':
      return { from: `${year - 1}-11-01` as LocalDate, to: `${year}-10-31` as LocalDate };
    case 'lastYear':
      return { from: `${year - 1}-01-01` as LocalDate, to: `${year - 1}-12-31` as LocalDate };
  }
}

/** The first of the named spans that these days are; null: days of one's own choice. */
export const nameOf = (
  days: Days,
  today: LocalDate,
  among: readonly SpanName[] = SPANS,
): SpanName | null =>
  among.find((name) => {
    const { from, to } = daysOf(name, today);
    return from === days.from && to === days.to;
  }) ?? null;

export const lengthOf = ({ from, to }: Days): number => dayNumberOf(to) - dayNumberOf(from) + 1;

/** As many days just before. */
export const before = (days: Days): Days => ({
  from: addDays(days.from, -lengthOf(days)),
  to: addDays(days.from, -1),
});

/** Shorter than this is no year to evaluate. */
const YEAR_DAYS_MIN = 360;

/** The days themselves where they are a year, else this one. */
export const yearIn = (days: Days, today: LocalDate): Days =>
  lengthOf(days) >= YEAR_DAYS_MIN ? days : daysOf('wholeYear', today);

export const isWhole = (days: Days): boolean =>
  days.from <= days.to && lengthOf(days) <= REPORT_DAYS_MAX;

const NAMED: Partial<Record<SpanName, MailPeriod>> = {
  month: 'month',
  lastMonth: 'month',
  year: 'year',
  lastYear: 'year',
};

/** How often a report of these days would be sent by itself; a month that has just begun is one. */
export function periodOf(days: Days, today: LocalDate): MailPeriod {
  const name = nameOf(days, today);
  const named = name === null ? undefined : NAMED[name];
  if (named !== undefined) return named;
  const length = lengthOf(days);
  if (length <= 7) return 'week';
  if (length <= 31) return 'month';
  return length <= 92 ? 'quarter' : 'year';
}
