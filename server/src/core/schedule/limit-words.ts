/**
 * Changes of limits in words — quy định mới khác gì quy định cũ.
 *
 * Two sets of limits → one sentence for each difference, before anybody stores it: hours that close
 * and open, ceilings, minutes. Knows neither areas nor boxes.
 */
import { formatMinute, MinuteOfDay } from '@loaso/shared/time';
import {
  type SoundLimits,
  type Stretch,
  stretchesOf,
  WEEKDAYS,
} from '@loaso/shared/trust/sound-limits';
import type { Words } from './fate-words.js';

const DAYS_VI = ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'];
const DAYS_EN = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Ceilings before and after; null: closed. */
type Turn = {
  readonly from: number;
  readonly to: number;
  readonly was: number | null;
  readonly will: number | null;
};

const volumeAt = (stretches: readonly Stretch[], minute: number): number | null =>
  stretches.find(({ from, to }) => from <= minute && minute < to)?.volume ?? null;

function turnsOf(was: readonly Stretch[], will: readonly Stretch[]): Turn[] {
  const edges = [...new Set([...was, ...will].flatMap(({ from, to }) => [from, to]))];
  const sorted = edges.sort((a, b) => a - b);
  const found: Turn[] = [];
  for (const [index, from] of sorted.entries()) {
    const to = sorted[index + 1];
    const turn = { was: volumeAt(was, from), will: volumeAt(will, from) };
    if (to === undefined || turn.was === turn.will) continue;
    const last = found.at(-1);
    if (last?.to === from && last.was === turn.was && last.will === turn.will)
      found[found.length - 1] = { ...last, to };
    else found.push({ from, to, ...turn });
  }
  return found;
}

/** Days on which the same changes are told together. */
function hoursChanged(now: SoundLimits, next: SoundLimits): Words[] {
  const told = new Map<string, { turn: Turn; days: number[] }>();
  for (const day of WEEKDAYS) {
    for (const turn of turnsOf(stretchesOf(now.windows, day), stretchesOf(next.windows, day))) {
      const key = JSON.stringify(turn);
      const known = told.get(key);
      if (known === undefined) told.set(key, { turn, days: [day] });
      else known.days.push(day);
    }
  }
  return [...told.values()]
    .sort((a, b) => (a.days[0] ?? 0) - (b.days[0] ?? 0) || a.turn.from - b.turn.from)
    .map(({ turn, days }) => turnInWords(turn, days));
}

function turnInWords({ from, to, was, will }: Turn, days: readonly number[]): Words {
  const [start, end] = [from, to].map((minute) => formatMinute(MinuteOfDay.parse(minute)));
  const on = daysInWords(days);
  if (will === null) {
    return {
      vi: `Không phát từ ${start} đến ${end}, ${on.vi}`,
      en: `Silent from ${start} to ${end}, ${on.en}`,
    };
  }
  if (was === null) {
    return {
      vi: `Được phát thêm từ ${start} đến ${end}, ${on.vi}, âm lượng tối đa ${will} %`,
      en: `May also sound from ${start} to ${end}, ${on.en}, at ${will} % at most`,
    };
  }
  return {
    vi: `Âm lượng tối đa từ ${start} đến ${end}, ${on.vi}: ${was} % → ${will} %`,
    en: `Loudest from ${start} to ${end}, ${on.en}: ${was} % → ${will} %`,
  };
}

function daysInWords(days: readonly number[]): Words {
  if (days.length === WEEKDAYS.length) return { vi: 'hằng ngày', en: 'every day' };
  const named = (names: readonly string[]): string =>
    days.map((day) => names[day - 1] ?? '').join(' ');
  return { vi: named(DAYS_VI), en: named(DAYS_EN) };
}

/** A limit that comes, goes or changes. */
function sessionsChanged(now: SoundLimits, next: SoundLimits): Words[] {
  const words: Words[] = [];
  if (now.sessionsPerDayMax !== next.sessionsPerDayMax) {
    const [was, will] = [now.sessionsPerDayMax, next.sessionsPerDayMax];
    words.push({
      vi: `Số buổi phát mỗi ngày: ${limitInWords(was, 'buổi', VI)} → ${limitInWords(will, 'buổi', VI)}`,
      en: `Sessions a day: ${limitInWords(was, '', EN)} → ${limitInWords(will, '', EN)}`,
    });
  }
  if (now.minutesPerSessionMax !== next.minutesPerSessionMax) {
    const [was, will] = [now.minutesPerSessionMax, next.minutesPerSessionMax];
    words.push({
      vi: `Mỗi buổi phát: ${limitInWords(was, 'phút', VI)} → ${limitInWords(will, 'phút', VI)}`,
      en: `A session: ${limitInWords(was, ' minutes', EN)} → ${limitInWords(will, ' minutes', EN)}`,
    });
  }
  return words;
}

const VI = { none: 'không giới hạn', most: 'tối đa ' };
const EN = { none: 'no limit', most: 'at most ' };

const limitInWords = (
  limit: number | undefined,
  unit: string,
  { none, most }: typeof VI,
): string =>
  limit === undefined ? none : `${most}${limit}${unit === '' ? '' : ` ${unit.trim()}`}`;

/** One sentence for each difference; empty where nothing changes for a listener. */
export function changesInWords(now: SoundLimits, next: SoundLimits): Words[] {
  const words = hoursChanged(now, next);
  const { minutesPerDayMax: was, emergencyVolumeMaxPercent: loud } = now;
  const { minutesPerDayMax: will, emergencyVolumeMaxPercent: louder } = next;
  if (was !== will) {
    words.push({
      vi: `Mỗi ngày phát tối đa ${was} phút → ${will} phút`,
      en: `At most ${was} minutes a day → ${will} minutes`,
    });
  }
  words.push(...sessionsChanged(now, next));
  if (loud !== louder) {
    words.push({
      vi: `Âm lượng tối đa khi khẩn cấp: ${loud} % → ${louder} %`,
      en: `Loudest in an emergency: ${loud} % → ${louder} %`,
    });
  }
  return words;
}
