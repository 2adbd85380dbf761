/**
 * Week as a grid — lịch phát theo ngày và giờ.
 *
 * The calendar library lives here alone. It is given wall clocks of Việt Nam and told its zone, so
 * the browser's own zone has no say. Each block carries colour, sign and word.
 */
import { createCalendar, destroyCalendar, TimeGrid } from '@event-calendar/core';
import {
  formatMinute,
  HOUR_MS,
  type Instant,
  instant,
  type LocalDate,
  localDateOf,
  msOfDay,
} from '@loaso/shared/time';
import type { CalendarItem } from '@loaso/shared/wire/http/schedule';
import type { CalendarDay } from '@loaso/shared/wire/http/week';
import { type JSX, useEffect, useRef } from 'react';
import { formatClock, formatDate, weekdayKey } from '../../i18n/format.js';
import { useWords, type WordsInUse } from '../../i18n/use-words.js';
import { AIRING } from '../../parts/pill.js';
import { lunarShort } from './lunar-text.js';
import { stateOf } from './week.js';
import '@event-calendar/core/index.css';
import './week-grid.css';

/** The only form of a fixed zone that the library reads. */
const ZONE = '+07:00';
const SLOT_HEIGHT = 40;
const BLOCK_MS_MIN = 58 * 60_000;
const HOUR_FIRST = 4;
const HOUR_LAST = 22;

type Props = {
  readonly items: readonly CalendarItem[];
  readonly monday: LocalDate;
  readonly today: LocalDate;
  readonly days: readonly CalendarDay[];
  readonly onChoose: (item: CalendarItem) => void;
};

/** '2026-11-25T17:00:00', wall clock. */
const wall = (at: Instant): string => {
  const seconds = Math.floor(msOfDay(at) / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${localDateOf(at)}T${formatClock(at)}:${two(seconds % 60)}`;
};

/**
 * A block is at least as high as its two lines, whatever the airing lasts; cut at midnight, since
 * a block of the night belongs to the day it began.
 */
const endOf = (item: CalendarItem): Instant => {
  const end = instant(item.startAt + Math.max(item.durationMs, BLOCK_MS_MIN));
  return localDateOf(end) === localDateOf(item.startAt) ? end : instant(end - msOfDay(end) - 1000);
};

function eventOf(item: CalendarItem, words: WordsInUse) {
  const state = stateOf(item);
  const { t } = words;
  return {
    id: `${item.entryId} ${item.startAt}`,
    start: wall(item.startAt),
    end: wall(endOf(item)),
    title: t('schedule.week.item', {
      time: formatClock(item.startAt),
      title: item.title,
      state: t(`words.airingState.${state}`),
    }),
    classNames: ['block', `tone-${AIRING[state][0]}`, `block-${state}`],
    extendedProps: { item, word: t(`words.airingState.${state}`) },
  };
}

/** Earlier or later airings widen the day that is shown. */
function hoursOf(items: readonly CalendarItem[]): { slotMinTime: string; slotMaxTime: string } {
  const hours = items.map(({ startAt }) => Math.floor(msOfDay(startAt) / HOUR_MS));
  const first = Math.min(HOUR_FIRST, ...hours);
  const last = Math.max(HOUR_LAST, ...hours.map((hour) => hour + 2));
  return {
    slotMinTime: `${String(first).padStart(2, '0')}:00:00`,
    slotMaxTime: `${String(Math.min(24, last)).padStart(2, '0')}:00:00`,
  };
}

type Shown = { readonly item: CalendarItem; readonly word: string };

const line = (className: string, text: string): HTMLElement => {
  const node = document.createElement('span');
  node.className = className;
  node.textContent = text;
  return node;
};

type HeadWords = { readonly words: WordsInUse; readonly days: readonly CalendarDay[] };

/** Weekday and date, below it the lunar day and what is special about it. */
function headOf(day: LocalDate, { words, days }: HeadWords): { domNodes: Node[] } {
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

/** Text nodes only: a title is never taken for markup. */
function blockContent({ item, word }: Shown): { domNodes: Node[] } {
  return {
    domNodes: [
      line('block-time', `${formatClock(item.startAt)} · ${word}`),
      document.createTextNode(' '),
      line('block-title', item.title),
    ],
  };
}

/**
 * The library calls itself a table but puts buttons between table and rows. Without its roles the
 * blocks are plain buttons in order of time; who needs a structure has the list.
 */
function plainRoles(target: HTMLElement): void {
  for (const node of target.querySelectorAll('[role]:not([role="button"])')) {
    for (const name of node.getAttributeNames()) {
      if (name === 'role' || /^aria-(col|row)/.test(name)) node.removeAttribute(name);
    }
  }
  for (const node of target.querySelectorAll<HTMLElement>('.ec-main')) node.tabIndex = 0;
}

export function WeekGrid(props: Props): JSX.Element {
  const { items, monday, days } = props;
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const choose = useRef(props.onChoose);
  choose.current = props.onChoose;
  useEffect(() => {
    const target = box.current;
    if (target === null) return;
    const { lang } = words;
    const calendar = createCalendar(target, [TimeGrid], {
      view: 'timeGridWeek',
      timeZone: ZONE,
      locale: lang === 'vi' ? 'vi-VN' : 'en-GB',
      firstDay: 1,
      date: monday,
      headerToolbar: { start: '', center: '', end: '' },
      allDaySlot: false,
      nowIndicator: true,
      editable: false,
      selectable: false,
      slotDuration: '01:00:00',
      slotHeight: SLOT_HEIGHT,
      ...hoursOf(items),
      slotLabelFormat: (time) => formatMinute(time.getHours() * 60 + time.getMinutes()),
      dayHeaderFormat: (date) => headOf(isoDay(date), { words, days }),
      dayHeaderAriaLabelFormat: (date) => words.fmt.longDate(isoDay(date)),
      events: items.map((item) => eventOf(item, words)),
      eventContent: ({ event }) => blockContent(event.extendedProps as Shown),
      eventAllUpdated: () => plainRoles(target),
      eventClick: ({ event }) => choose.current((event.extendedProps as Shown).item),
    });
    return () => void destroyCalendar(calendar);
  }, [items, monday, days, words]);
  return <div ref={box} className="card week-grid" data-testid="week-grid" />;
}

/** The library hands out dates whose local fields are the wall clock. */
const isoDay = (date: Date): LocalDate =>
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}` as LocalDate;
