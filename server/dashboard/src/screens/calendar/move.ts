/**
 * Moving an airing — dời một lượt phát.
 *
 * Where a key or a hand puts an airing and its end, and the edit that follows for one airing, the
 * later ones or all of them. Pure: nothing is asked of the server here.
 */
import {
  DAY_MS,
  HOUR_MS,
  type Instant,
  instant,
  type LocalDate,
  localDateOf,
  MINUTE_MS,
  type MinuteOfDay,
  msOfDay,
  weekdayOf,
} from '@loaso/shared/time';
import type {
  CalendarItem,
  EditScope,
  Entry,
  ScheduleRule,
} from '@loaso/shared/wire/http/schedule';
import type { EditBody } from '../../api/schedule.js';
import { changeOfStretch, type Stretch } from './stretch.js';

/** An airing on its way to another time; not saved. */
export type Move = {
  readonly item: CalendarItem;
  readonly to: Instant;
  /** Longer or shorter than it is; null: as long. */
  readonly stretch: Stretch | null;
};

/** The step of a drag and of the arrow keys, minutes. */
export const STEP_MINUTES = 5;

export const keyOf = ({ entryId, startAt }: CalendarItem): string => `${entryId} ${startAt}`;

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -STEP_MINUTES * MINUTE_MS,
  ArrowDown: STEP_MINUTES * MINUTE_MS,
  ArrowLeft: -DAY_MS,
  ArrowRight: DAY_MS,
};

/** What a key does to an airing: moves it by milliseconds, or moves its end by steps. */
export type KeyStep =
  | { readonly kind: 'move'; readonly ms: number }
  | { readonly kind: 'stretch'; readonly steps: 1 | -1 };

type Held = { readonly shift: boolean; readonly alt: boolean };

/** With Shift up and down pull the end, with Alt they go by the hour. Null: no such key. */
export function stepOf(key: string, { shift, alt }: Held): KeyStep | null {
  const ms = STEPS[key];
  if (ms === undefined) return null;
  const upright = Math.abs(ms) < HOUR_MS;
  if (shift) return upright ? { kind: 'stretch', steps: ms > 0 ? 1 : -1 } : null;
  // With Alt left and right are the browser's own.
  if (alt) return upright ? { kind: 'move', ms: Math.sign(ms) * HOUR_MS } : null;
  return { kind: 'move', ms };
}

/** Only what is still to come, and within the days on screen. */
export function mayGoTo(at: number, now: number, days: readonly LocalDate[]): boolean {
  return at > now && days.includes(localDateOf(instant(at)));
}

const minuteOf = (at: Instant): MinuteOfDay => Math.floor(msOfDay(at) / MINUTE_MS) as MinuteOfDay;

const swapped = <T>(all: readonly T[], old: T, next: T): T[] => [
  ...new Set(all.map((one) => (one === old ? next : one))),
];

type Span = { readonly from: Instant; readonly to: Instant };

const sorted = (minutes: readonly MinuteOfDay[]): MinuteOfDay[] =>
  [...minutes].sort((a, b) => a - b);

/**
 * The rule once its airing of `from` takes place at `to` for good.
 *
 * @returns null when no rule of this kind says it: a daily line has no day that could be another, and
 *   a day with several times cannot move as one
 */
export function movedRule(rule: ScheduleRule, { from, to }: Span): ScheduleRule | null {
  if (rule.kind === 'once') return { kind: 'once', at: to };
  const minutes = sorted(swapped(rule.minutes, minuteOf(from), minuteOf(to)));
  const [oldDay, newDay] = [localDateOf(from), localDateOf(to)];
  if (oldDay === newDay) return { ...rule, minutes };
  if (rule.minutes.length > 1) return null;
  if (rule.kind === 'dates') {
    return { ...rule, minutes, dates: swapped(rule.dates, oldDay, newDay).sort() };
  }
  if (rule.kind !== 'weekly') return null;
  const days = swapped(rule.days, weekdayOf(oldDay), weekdayOf(newDay)).sort((a, b) => a - b);
  return { ...rule, minutes, days };
}

/** A line whose dates begin in the past goes on from today, or from the day that was pointed at. */
function goingOn(rule: ScheduleRule, first: LocalDate): ScheduleRule {
  if (rule.kind === 'once') return rule;
  if (rule.kind === 'dates') return { ...rule, dates: rule.dates.filter((date) => date >= first) };
  return rule.from >= first ? rule : { ...rule, from: first };
}

type Asked = { readonly scope: EditScope; readonly today: LocalDate };

/** The request that saves the move; null when this scope cannot say it. */
export function editOfMove(
  { item, to, stretch }: Move,
  entry: Entry,
  asked: Asked,
): EditBody | null {
  const { startAt: at } = item;
  const part = changeOfStretch(stretch, entry);
  const moved = to !== at;
  if (entry.rule.kind === 'once') {
    const change = moved ? { ...part, rule: { kind: 'once' as const, at: to } } : part;
    return { scope: 'all', at, change };
  }
  if (asked.scope === 'this') {
    return { scope: 'this', at, change: moved ? { ...part, startAt: to } : part };
  }
  if (!moved) return { scope: asked.scope, at, change: part };
  const rule = movedRule(entry.rule, { from: at, to });
  if (rule === null) return null;
  const earliest = localDateOf(to < at ? to : at);
  const first = asked.scope === 'later' && earliest > asked.today ? earliest : asked.today;
  return { scope: asked.scope, at, change: { ...part, rule: goingOn(rule, first) } };
}
