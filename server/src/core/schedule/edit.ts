/**
 * Editing a line — sửa dòng lịch: chỉ lần này, về sau, tất cả.
 *
 * What an edit does to the line that is there, and what goes on from it. What has begun never
 * changes: the old line ends, a new one follows. Days taken out stay out. Decides times alone; what
 * is read, where and whether it may sound is judged like any new line.
 */
import type { EntryId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import {
  type Instant,
  instantAt,
  type LocalDate,
  localDateOf,
  MINUTE_MS,
  type MinuteOfDay,
  msOfDay,
  startOfDay,
} from '@loaso/shared/time';
import type { EditScope, ScheduleRule } from '@loaso/shared/wire/http/schedule';
import { type LineException, type LineTimes, lineAirings, turnAt } from './line.js';

/** Most airings that one line leaves out. */
export const EXCEPTIONS_MAX = 400;

export type TimesEdit = {
  readonly scope: EditScope;
  /** The airing that was pointed at. */
  readonly at: Instant;
  /** For one airing alone: when it takes place instead. */
  readonly startAt?: Instant | undefined;
  /** For the others: the new rule, when it is another. */
  readonly rule?: ScheduleRule | undefined;
};

/** What remains of the line that is there. */
export type Remainder = {
  readonly exceptions: readonly LineException[];
  readonly endedAt: number | null;
};

/** Times of the line that goes on. */
export type Continuation = {
  readonly rule: ScheduleRule;
  readonly exceptions: readonly LineException[];
  readonly endedAt: number | null;
  /** Place in the series of its first airing. */
  readonly turn: number;
};

export type EditRefusal =
  | { readonly code: 'airing-gone' }
  | { readonly code: 'too-many-exceptions'; readonly limit: number };

type Line = LineTimes & Remainder;
/** The present, and how many bulletins play in turn (1 where none do). */
type At = { readonly now: Instant; readonly count: number };

/**
 * What an edit leaves of `line`.
 *
 * @param instead the line that takes over; null when the airings are taken off
 */
export function remainderOf(
  line: Line,
  edit: TimesEdit,
  { now, count, instead }: At & { readonly instead: EntryId | null },
): Result<Remainder, EditRefusal> {
  if (edit.scope !== 'this') {
    const endedAt = takeoverAt(edit, now);
    if (endedAt >= (line.endedAt ?? Number.POSITIVE_INFINITY)) return err({ code: 'airing-gone' });
    return ok({ exceptions: line.exceptions, endedAt });
  }
  if (edit.at <= now || !airsAt(line, edit.at, count)) return err({ code: 'airing-gone' });
  if (line.exceptions.length >= EXCEPTIONS_MAX) {
    return err({ code: 'too-many-exceptions', limit: EXCEPTIONS_MAX });
  }
  const exceptions = [...line.exceptions, { at: edit.at, instead }].sort((a, b) => a.at - b.at);
  return ok({ exceptions, endedAt: line.endedAt });
}

/** Times of the line that takes over. */
export function continuationOf(line: Line, edit: TimesEdit, { now, count }: At): Continuation {
  if (edit.scope === 'this') {
    const rule = { kind: 'once' as const, at: edit.startAt ?? edit.at };
    return { rule, exceptions: [], endedAt: null, turn: turnAt(line, edit.at, count) };
  }
  const startAt = takeoverAt(edit, now);
  const rule = ruleFrom(withOldExcept(edit.rule ?? line.rule, line.rule), localDateOf(startAt));
  const carried = carriedExceptions(line, rule, startAt);
  return {
    rule: carried.except.length === 0 ? rule : withExcept(rule, carried.except),
    exceptions: carried.exceptions,
    endedAt: line.endedAt,
    turn: turnAt(line, startAt, count),
  };
}

/** From the day of the airing on, but nothing that has begun; `all` means all that is to come. */
export function takeoverAt({ scope, at }: Pick<TimesEdit, 'scope' | 'at'>, now: Instant): Instant {
  if (scope === 'all') return now;
  return Math.max(startOfDay(localDateOf(at)), now) as Instant;
}

const airsAt = (line: LineTimes, at: Instant, count: number): boolean =>
  lineAirings(line, { startAt: at, endAt: (at + 1) as Instant }, { count }).length > 0;

/** The rule from `day` on. */
function ruleFrom(rule: ScheduleRule, day: LocalDate): ScheduleRule {
  if (rule.kind === 'once') return rule;
  if (rule.kind === 'dates') {
    const dates = rule.dates.filter((date) => date >= day);
    // No date is left: keep the last, which lies in the past and airs no more.
    return { ...rule, dates: dates.length > 0 ? dates : rule.dates.slice(-1) };
  }
  return { ...rule, from: rule.from > day ? rule.from : day };
}

function withOldExcept(next: ScheduleRule, old: ScheduleRule): ScheduleRule {
  return 'except' in old ? withExcept(next, old.except) : next;
}

function withExcept(rule: ScheduleRule, days: readonly LocalDate[]): ScheduleRule {
  if ('except' in rule) return { ...rule, except: [...new Set([...rule.except, ...days])].sort() };
  if (rule.kind !== 'dates') return rule;
  const gone = new Set(days);
  const dates = rule.dates.filter((date) => !gone.has(date));
  return dates.length > 0 ? { ...rule, dates } : rule;
}

type Carried = { readonly except: LocalDate[]; readonly exceptions: LineException[] };

/**
 * Airings left out stay left out when the hours move: the second of a day is the second still. Where
 * the number of hours changes, a day that was left out whole stays out whole.
 */
function carriedExceptions(line: Line, next: ScheduleRule, startAt: Instant): Carried {
  const carried: Carried = { except: [], exceptions: [] };
  if (line.rule.kind === 'once' || next.kind === 'once') return carried;
  const [before, after] = [sorted(line.rule.minutes), sorted(next.minutes)];
  const byDay = Map.groupBy(
    line.exceptions.filter(({ at }) => at >= startAt),
    ({ at }) => localDateOf(at),
  );
  for (const [day, gone] of byDay) {
    if (gone.length === before.length) carried.except.push(day);
    else carried.exceptions.push(...gone.flatMap((one) => moved(one, before, after)));
  }
  return carried;
}

const sorted = (minutes: readonly MinuteOfDay[]): MinuteOfDay[] =>
  [...new Set(minutes)].sort((a, b) => a - b);

function moved(
  one: LineException,
  before: readonly MinuteOfDay[],
  after: readonly MinuteOfDay[],
): LineException[] {
  const minute = Math.floor(msOfDay(one.at) / MINUTE_MS) as MinuteOfDay;
  const place = before.indexOf(minute);
  const same = after.find((each) => each === minute);
  const at = before.length === after.length ? after[place] : same;
  return at === undefined ? [] : [{ ...one, at: instantAt(localDateOf(one.at), at) }];
}
