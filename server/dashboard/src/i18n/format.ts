/**
 * Formats — cách viết ngày giờ, thời lượng, số.
 *
 * Days and clocks by the treaty's own calendar at Việt Nam time, never by the browser's zone; spans
 * in everyday words. Promises dd/mm/yyyy and 24 hours in both languages.
 */
import {
  addDays,
  DAY_MS,
  formatMinute,
  HOUR_MS,
  type Instant,
  instant,
  type LocalDate,
  localDateOf,
  MINUTE_MS,
  msOfDay,
  weekdayOf,
} from '@loaso/shared/time';
import type { TFunction } from 'i18next';

export type Translate = TFunction;

/** '26/04/2025'. */
export const formatDate = (date: LocalDate): string =>
  `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;

/** '17:05', Việt Nam time. */
export const formatClock = (atMs: number): string =>
  formatMinute(Math.floor(msOfDay(instant(atMs)) / MINUTE_MS));

/** '17:05:09', Việt Nam time. */
export const formatClockSeconds = (atMs: number): string =>
  `${formatClock(atMs)}:${String(Math.floor(msOfDay(instant(atMs)) / 1000) % 60).padStart(2, '0')}`;

/** '3:07' or '1:02:09', for a player. */
export function formatPosition(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const tail = `${String(Math.floor(seconds / 60) % 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return seconds < 3600 ? tail : `${Math.floor(seconds / 3600)}:${tail.padStart(5, '0')}`;
}

type Weekday = 'd1' | 'd2' | 'd3' | 'd4' | 'd5' | 'd6' | 'd7';
export const weekdayKey = (date: LocalDate): Weekday => `d${weekdayOf(date)}` as Weekday;

/** All formats of one language. */
export function formatsOf(t: Translate, locale: 'vi-VN' | 'en-GB') {
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const number = (value: number): string => numbers.format(value);

  /** '4 phút 20 giây'. */
  const duration = (ms: number): string => {
    const s = Math.max(0, Math.round(ms / 1000));
    if (s < 60) return t('words.time.seconds', { n: s });
    if (s < 3600) {
      const rest = s % 60;
      const m = Math.floor(s / 60);
      return rest === 0
        ? t('words.time.minutes', { n: m })
        : t('words.time.minuteSecond', { m, s: rest });
    }
    return coarse(s * 1000);
  };

  /** One unit below an hour, two below a day: for ages and long spans. */
  const coarse = (ms: number): string => {
    if (ms < MINUTE_MS) return t('words.time.seconds', { n: Math.floor(ms / 1000) });
    if (ms < HOUR_MS) return t('words.time.minutes', { n: Math.floor(ms / MINUTE_MS) });
    if (ms >= DAY_MS) return t('words.time.days', { n: Math.floor(ms / DAY_MS) });
    const h = Math.floor(ms / HOUR_MS);
    const m = Math.floor((ms % HOUR_MS) / MINUTE_MS);
    return m === 0 ? t('words.time.hours', { n: h }) : t('words.time.hourMinute', { h, m });
  };

  /** '3 phút trước'; nothing older than the page's own patience is hidden. */
  const age = (atMs: number | null, now: number): string => {
    if (atMs === null) return t('words.time.never');
    const passed = now - atMs;
    if (passed < 10_000) return t('words.time.justNow');
    return t('words.time.ago', { span: coarse(passed) });
  };

  const dayWord = (date: LocalDate, now: Instant): string => {
    const today = localDateOf(now);
    if (date === today) return t('words.time.today');
    if (date === addDays(today, 1)) return t('words.time.tomorrow');
    if (date === addDays(today, -1)) return t('words.time.yesterday');
    return formatDate(date);
  };

  /** '17:00 hôm nay' or '17:00 26/04/2025'. */
  const when = (atMs: number, now: Instant): string =>
    t('words.time.timeOn', {
      time: formatClock(atMs),
      day: dayWord(localDateOf(instant(atMs)), now),
    });

  /** '17:00 26/04/2025'. */
  const dateTime = (atMs: number): string =>
    `${formatClock(atMs)} ${formatDate(localDateOf(instant(atMs)))}`;

  /** 'Thứ Tư, 25/11/2026'. */
  const longDate = (date: LocalDate): string =>
    `${t(`words.weekday.${weekdayKey(date)}`)}, ${formatDate(date)}`;

  const size = (bytes: number): string => {
    if (bytes < 1e6) return t('words.bytes.kb', { n: number(bytes / 1e3) });
    if (bytes < 1e9) return t('words.bytes.mb', { n: number(bytes / 1e6) });
    return t('words.bytes.gb', { n: number(bytes / 1e9) });
  };

  return { number, duration, coarse, age, when, dateTime, longDate, size };
}

export type Formats = ReturnType<typeof formatsOf>;
