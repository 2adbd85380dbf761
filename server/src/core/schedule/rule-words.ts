/**
 * Rules in words — quy tắc lịch bằng lời, cho nhật ký.
 *
 * What an official decided about times, as one Vietnamese phrase: audit rows must be readable years
 * later, without the program that wrote them.
 */
import { formatMinute, type LocalDate, localDateOf } from '@loaso/shared/time';
import type { DayKind, EditScope, ScheduleRule } from '@loaso/shared/wire/http/schedule';
import { clockOf } from './fate-words.js';

const WEEKDAYS = ['thứ hai', 'thứ ba', 'thứ tư', 'thứ năm', 'thứ sáu', 'thứ bảy', 'chủ nhật'];

const KINDS: Readonly<Record<DayKind, string>> = {
  ordinary: 'ngày thường',
  weekend: 'cuối tuần',
  holiday: 'ngày lễ, Tết',
};

export const dayKindInWords = (kind: DayKind): string => KINDS[kind];

/** '26/11/2026'. */
export const dateInWords = (date: LocalDate): string => date.split('-').reverse().join('/');

/** '17:00 ngày 26/11/2026'. */
export const instantInWords = (at: Parameters<typeof clockOf>[0]): string =>
  `${clockOf(at)} ngày ${dateInWords(localDateOf(at))}`;

/** 'hằng ngày lúc 05:00, 17:00 từ 25/11/2026, chỉ ngày thường'. */
export function ruleInWords(rule: ScheduleRule): string {
  if (rule.kind === 'once') return `một lần lúc ${instantInWords(rule.at)}`;
  const times = `lúc ${[...rule.minutes]
    .sort((a, b) => a - b)
    .map(formatMinute)
    .join(', ')}`;
  if (rule.kind === 'dates') {
    return `${rule.dates.length} ngày (${rule.dates.slice(0, 10).map(dateInWords).join(', ')}) ${times}`;
  }
  const until = rule.until === null ? '' : ` đến ${dateInWords(rule.until)}`;
  const only =
    rule.dayKinds === undefined
      ? ''
      : `, chỉ ${rule.dayKinds.map((kind) => KINDS[kind]).join(', ')}`;
  return `${daysInWords(rule)} ${times} từ ${dateInWords(rule.from)}${until}${only}`;
}

function daysInWords(rule: Extract<ScheduleRule, { from: LocalDate }>): string {
  if (rule.kind === 'daily') return 'hằng ngày';
  if (rule.kind === 'weekly') return rule.days.map((day) => WEEKDAYS[day - 1]).join(', ');
  const months = rule.months.length === 0 ? 'hằng tháng' : `tháng ${rule.months.join(', ')}`;
  return `ngày ${rule.days.join(', ')} âm lịch ${months}`;
}

/** 'chỉ lần 17:00 ngày 26/11/2026'. */
export function scopeInWords(scope: EditScope, at: Parameters<typeof clockOf>[0]): string {
  if (scope === 'this') return `chỉ lần ${instantInWords(at)}`;
  if (scope === 'later') return `từ ngày ${dateInWords(localDateOf(at))} về sau`;
  return 'tất cả các lần chưa phát';
}
