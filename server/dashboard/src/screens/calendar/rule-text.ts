/**
 * Rule in words — quy tắc lặp bằng lời.
 *
 * 'Hằng ngày lúc 05:00 và 17:00, từ 25/11/2026.'
 */
import { formatMinute, type LocalDate } from '@loaso/shared/time';
import type { ScheduleRule } from '@loaso/shared/wire/http/schedule';
import { type Formats, formatDate, type Translate } from '../../i18n/format.js';

const DAYS = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'] as const;

function spanText(from: LocalDate, until: LocalDate | null, t: Translate): string {
  return until === null
    ? t('schedule.rule.fromOn', { from: formatDate(from) })
    : t('schedule.rule.fromTo', { from: formatDate(from), to: formatDate(until) });
}

const timesText = (minutes: readonly number[]): string =>
  [...minutes]
    .sort((a, b) => a - b)
    .map(formatMinute)
    .join(', ');

export function ruleText(rule: ScheduleRule, t: Translate, fmt: Formats): string {
  const text = timesOfRule(rule, t, fmt);
  const kinds = 'dayKinds' in rule ? rule.dayKinds : undefined;
  if (kinds === undefined || kinds.length === 3) return text;
  return t(KINDS[[...kinds].sort().join()] ?? 'schedule.kinds.ruleOther', { rule: text });
}

/** By the kinds that officials name, sorted. */
const KINDS: Readonly<
  Record<
    string,
    'schedule.kinds.ruleOrdinary' | 'schedule.kinds.ruleNotHoliday' | 'schedule.kinds.ruleHoliday'
  >
> = {
  ordinary: 'schedule.kinds.ruleOrdinary',
  'ordinary,weekend': 'schedule.kinds.ruleNotHoliday',
  holiday: 'schedule.kinds.ruleHoliday',
};

function timesOfRule(rule: ScheduleRule, t: Translate, fmt: Formats): string {
  switch (rule.kind) {
    case 'once':
      return t('schedule.rule.once', { when: fmt.dateTime(rule.at) });
    case 'daily':
      return t('schedule.rule.daily', {
        times: timesText(rule.minutes),
        span: spanText(rule.from, rule.until, t),
      });
    case 'weekly':
      return t('schedule.rule.weekly', {
        days: DAYS.filter((_, index) => rule.days.includes(index + 1))
          .map((day) => t(`words.weekday.${day}`))
          .join(', '),
        times: timesText(rule.minutes),
        span: spanText(rule.from, rule.until, t),
      });
    case 'dates':
      return t('schedule.rule.dates', {
        n: rule.dates.length,
        times: timesText(rule.minutes),
      });
    case 'lunar':
      return t(rule.months.length === 0 ? 'schedule.rule.lunarAll' : 'schedule.rule.lunar', {
        days: rule.days.join(', '),
        months: rule.months.join(', '),
        times: timesText(rule.minutes),
        span: spanText(rule.from, rule.until, t),
      });
  }
}
