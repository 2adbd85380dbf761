/**
 * Lunar date in words — ngày âm lịch bằng lời.
 *
 * '17/10' beside a solar date, 'rằm tháng 10 âm lịch' where there is room.
 */
import { lunarOf } from '@loaso/shared/lunar';
import type { LocalDate } from '@loaso/shared/time';
import type { Translate } from '../../i18n/format.js';

/** '17/10', '1/6 nhuận'. */
export function lunarShort(date: LocalDate, t: Translate): string {
  const { day: d, month: m, leap } = lunarOf(date);
  return t(leap ? 'schedule.lunar.shortLeap' : 'schedule.lunar.short', { d, m });
}

/** 'mùng 1 tháng 11 âm lịch'. */
export function lunarLong(date: LocalDate, t: Translate): string {
  const { day: d, month: m, leap } = lunarOf(date);
  const text =
    d === 15
      ? t('schedule.lunar.full', { m })
      : t(d <= 10 ? 'schedule.lunar.early' : 'schedule.lunar.plain', { d, m });
  return t('schedule.lunar.long', {
    text: leap ? t('schedule.lunar.leap', { text }) : text,
  });
}
