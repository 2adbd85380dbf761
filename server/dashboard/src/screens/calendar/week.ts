/**
 * Week — tuần lịch.
 *
 * Weeks from Monday to Sunday of Việt Nam, as dates and as the span of instants to ask the server
 * for. Pure: today is an argument.
 */
import {
  addDays,
  type Instant,
  type LocalDate,
  localDateOf,
  startOfDay,
  weekdayOf,
} from '@loaso/shared/time';
import type { AiringState, CalendarItem } from '@loaso/shared/wire/http/schedule';

/** The Monday of the week of `date`. */
export const mondayOf = (date: LocalDate): LocalDate => addDays(date, 1 - weekdayOf(date));

export const daysOfWeek = (monday: LocalDate): LocalDate[] =>
  Array.from({ length: 7 }, (_, index) => addDays(monday, index));

/** From Monday's midnight to the next one. */
export const spanOf = (monday: LocalDate): { from: Instant; to: Instant } => ({
  from: startOfDay(monday),
  to: startOfDay(addDays(monday, 7)),
});

/** What a block shows when its boxes differ: the state that most needs a look. */
const LOUDEST: readonly AiringState[] = [
  'playing',
  'missed',
  'interrupted',
  'unknown',
  'planned',
  'played',
];

export const stateOf = (item: CalendarItem): AiringState =>
  LOUDEST.find((state) => (item.states[state] ?? 0) > 0) ?? 'planned';

export const onDay = (items: readonly CalendarItem[], date: LocalDate): CalendarItem[] =>
  items
    .filter((item) => localDateOf(item.startAt) === date)
    .sort((a, b) => a.startAt - b.startAt || a.title.localeCompare(b.title));
