/**
 * Airings as the grid wants them — lượt phát trên lưới tuần.
 *
 * Wall clocks, heights, classes and texts of the blocks and of the heads of days. Knows the shapes of
 * the calendar library and nothing of the page.
 */
import {
  HOUR_MS,
  type Instant,
  instant,
  type LocalDate,
  localDateOf,
  msOfDay,
} from '@loaso/shared/time';
import type { CalendarItem } from '@loaso/shared/wire/http/schedule';
import type { CalendarDay } from '@loaso/shared/wire/http/week';
import { formatClock, formatDate, weekdayKey } from '../../i18n/format.js';
import type { WordsInUse } from '../../i18n/use-words.js';
import { AIRING } from '../../parts/pill.js';
import { lunarShort } from './lunar-text.js';
import { keyOf, type Move } from './move.js';
import { stateOf } from './week.js';

const BLOCK_MS_MIN = 58 * 60_000;
const HOUR_FIRST = 4;
const HOUR_LAST = 22;

const two = (value: number): string => String(value).padStart(2, '0');

/** '2026-11-25T17:00:00', wall clock. */
const wall = (at: Instant): string =>
  `${localDateOf(at)}T${formatClock(at)}:${two(Math.floor(msOfDay(at) / 1000) % 60)}`;

/**
 * A block is at least as high as its two lines, whatever the airing lasts; cut at midnight, since
 * a block of the night belongs to the day it began.
 */
const endOf = (startAt: Instant, durationMs: number): Instant => {
  const end = instant(startAt + Math.max(durationMs, BLOCK_MS_MIN));
  return localDateOf(end) === localDateOf(startAt) ? end : instant(end - msOfDay(end) - 1000);
};

/** As long as somebody has just pulled it. */
export const lengthOf = (item: CalendarItem, move: Move | null): number =>
  (move !== null && keyOf(move.item) === keyOf(item) ? move.stretch?.lengthMs : undefined) ??
  item.durationMs;

export type Shown = { readonly item: CalendarItem; readonly word: string };

type Says = ReturnType<typeof stateOf> | 'not-saved';

/** The word for a state, looked up once for all the airings of a week. */
export function sayer({ t }: WordsInUse): (state: Says) => string {
  const known = new Map<Says, string>();
  return (state) => {
    const word =
      known.get(state) ??
      (state === 'not-saved' ? t('schedule.move.notSaved') : t(`words.airingState.${state}`));
    known.set(state, word);
    return word;
  };
}

/** What decides how an airing is drawn. */
type Look = {
  readonly says: (state: Says) => string;
  readonly move: Move | null;
  readonly movable: (item: CalendarItem) => boolean;
  /** Blocks have an edge that can be taken hold of. */
  readonly roomy: boolean;
};

/** @param index place among the airings on screen, found again by the class `n-…` */
export function eventOf(item: CalendarItem, index: number, { says, move, movable, roomy }: Look) {
  const state = stateOf(item);
  const staged = move !== null && keyOf(move.item) === keyOf(item);
  const startAt = staged ? move.to : item.startAt;
  const word = says(staged ? 'not-saved' : state);
  const free = movable(item);
  return {
    id: keyOf(item),
    start: wall(startAt),
    end: wall(endOf(startAt, lengthOf(item, move))),
    startEditable: free,
    durationEditable: free && roomy,
    classNames: [
      'block',
      `n-${index}`,
      `tone-${AIRING[state][0]}`,
      `block-${state}`,
      ...(staged ? ['block-staged'] : []),
      ...(free ? ['block-free'] : []),
    ],
    extendedProps: { item, word },
  };
}

/** Earlier or later airings widen the day that is shown. */
export function hoursOf(
  items: readonly CalendarItem[],
): [slotMinTime: string, slotMaxTime: string] {
  const hours = items.map(({ startAt }) => Math.floor(msOfDay(startAt) / HOUR_MS));
  const first = Math.min(HOUR_FIRST, ...hours);
  const last = Math.max(HOUR_LAST, ...hours.map((hour) => hour + 2));
  return [`${two(first)}:00:00`, `${two(Math.min(24, last))}:00:00`];
}

const line = (className: string, text: string): HTMLElement => {
  const node = document.createElement('span');
  node.className = className;
  node.textContent = text;
  return node;
};

type HeadWords = { readonly words: WordsInUse; readonly days: readonly CalendarDay[] };

/** Weekday and date, below it the lunar day and what is special about it. */
export function headOf(day: LocalDate, { words, days }: HeadWords): { domNodes: Node[] } {
  const { t, pick } = words;
  const special = days.find(({ date }) => date === day);
  const name =
    special === undefined
      ? ''
      : ` · ${pick(special.name) || t(`schedule.days.kindIs.${special.kind}`)}`;
  const lunar = t('schedule.lunar.column', { text: lunarShort(day, t) });
  return {
    domNodes: [
      line(
        'head-day',
        `${t(`words.weekdayShort.${weekdayKey(day)}`)} ${formatDate(day).slice(0, 5)}`,
      ),
      line(
        special?.kind === 'holiday' ? 'head-lunar head-holiday' : 'head-lunar',
        `${lunar}${name}`,
      ),
    ],
  };
}

/** Beyond this blocks are so narrow that one line is all that can be read. */
const FULL = 200;
export const isFull = (items: readonly unknown[]): boolean => items.length > FULL;

/** Text nodes only: a title is never taken for markup. */
export function blockContent(
  { item, word }: Shown,
  { clock, full }: { readonly clock: string; readonly full: boolean },
): { domNodes: Node[] } {
  if (full) {
    return { domNodes: [document.createTextNode(`${clock} · ${word} · ${item.title}`)] };
  }
  return {
    domNodes: [
      line('block-time', `${clock} · ${word}`),
      document.createTextNode(' '),
      line('block-title', item.title),
    ],
  };
}

/** The library hands out dates whose local fields are the wall clock. */
export const clockOf = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}`;

export const isoDay = (date: Date): LocalDate =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}` as LocalDate;
