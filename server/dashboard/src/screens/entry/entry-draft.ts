/**
 * Draft of a schedule line — dòng lịch đang soạn.
 *
 * What the form holds, and the request it becomes once it is whole; a line that is there, taken into
 * the form, and the change it becomes. Pure: nothing is asked of the server here.
 */
import type {
  AreaId,
  BulletinId,
  ClusterGroupId,
  DeviceId,
  RelaySourceId,
} from '@loaso/shared/ids';
import type { Priority } from '@loaso/shared/priority';
import {
  type Instant,
  instantAt,
  type LocalDate,
  localDateOf,
  MINUTE_MS,
  type MinuteOfDay,
  msOfDay,
} from '@loaso/shared/time';
import type { AfterCut } from '@loaso/shared/timeline/after-cut';
import {
  type DayKind,
  type EditScope,
  type Entry,
  RANK_DEFAULT,
  type ScheduleRule,
} from '@loaso/shared/wire/http/schedule';
import type { EditBody, EntryBody } from '../../api/schedule.js';

export type Repeat = ScheduleRule['kind'];

/** A stream in the place of bulletins, which are then what sounds when it is lost. */
export type RelayDraft = {
  readonly sourceId: RelaySourceId | null;
  readonly name: string;
  readonly minutes: number;
  readonly stallSeconds: number;
};

export const NEW_RELAY: RelayDraft = { sourceId: null, name: '', minutes: 30, stallSeconds: 10 };

export type EntryDraft = {
  readonly title: string;
  readonly bulletinIds: readonly BulletinId[];
  readonly areaIds: readonly AreaId[];
  readonly deviceIds: readonly DeviceId[];
  readonly groupIds: readonly ClusterGroupId[];
  readonly repeat: Repeat;
  readonly date: LocalDate;
  readonly until: LocalDate | null;
  readonly days: readonly number[];
  /** Days chosen one by one. */
  readonly dates: readonly LocalDate[];
  readonly lunarDays: readonly number[];
  /** None: every month. */
  readonly lunarMonths: readonly number[];
  readonly leapMonths: boolean;
  /** Null: days of every kind. */
  readonly dayKinds: readonly DayKind[] | null;
  readonly minutes: readonly MinuteOfDay[];
  readonly priority: Exclude<Priority, 'emergency'>;
  /** Place among lines of the same standing; 1 is first. */
  readonly rank: number;
  readonly lateStart: 'join' | 'skip';
  readonly afterCut: AfterCut;
  readonly slotMinutes: number | null;
  /** Read so often within an airing, and the pause between. */
  readonly times: number;
  readonly gapSeconds: number;
  /** One bulletin per airing; what comes after the last. */
  readonly inTurn: boolean;
  readonly atEnd: 'stop' | 'again';
  readonly relay: RelayDraft | null;
};

export const newDraft = (date: LocalDate, bulletinIds: readonly BulletinId[]): EntryDraft => ({
  title: '',
  bulletinIds,
  areaIds: [],
  deviceIds: [],
  groupIds: [],
  repeat: 'daily',
  date,
  until: null,
  days: [],
  dates: [],
  lunarDays: [1, 15],
  lunarMonths: [],
  leapMonths: true,
  dayKinds: null,
  minutes: [],
  priority: 'normal',
  rank: RANK_DEFAULT,
  lateStart: 'join',
  afterCut: 'join',
  slotMinutes: null,
  times: 1,
  gapSeconds: 60,
  inTurn: false,
  atEnd: 'stop',
  relay: null,
});

/** The rule the draft describes; null while a time or a day is missing. */
export function ruleOf(draft: EntryDraft): ScheduleRule | null {
  const { date, minutes, days, dates, dayKinds, lunarDays, lunarMonths, leapMonths } = draft;
  const [first] = minutes;
  if (first === undefined) return null;
  const span = {
    minutes: [...minutes],
    from: date,
    until: draft.until,
    except: [],
    ...(dayKinds === null ? {} : { dayKinds: [...dayKinds] }),
  };
  switch (draft.repeat) {
    case 'once':
      return { kind: 'once', at: instantAt(date, first) };
    case 'daily':
      return { kind: 'daily', ...span };
    case 'weekly':
      return days.length === 0 ? null : { kind: 'weekly', days: [...days], ...span };
    case 'dates':
      return dates.length === 0
        ? null
        : { kind: 'dates', dates: [...dates], minutes: [...minutes] };
    case 'lunar':
      return lunarDays.length === 0
        ? null
        : { kind: 'lunar', days: [...lunarDays], months: [...lunarMonths], leapMonths, ...span };
  }
}

const relayOf = ({ relay }: EntryDraft) => {
  if (relay === null || relay.sourceId === null) return null;
  const { sourceId, minutes, stallSeconds } = relay;
  return { sourceId, minutes, stallSeconds };
};

const repeatOf = ({ times, gapSeconds }: EntryDraft) => (times > 1 ? { times, gapSeconds } : null);

const seriesOf = ({ inTurn, atEnd, bulletinIds, relay }: EntryDraft) =>
  relay === null && inTurn && bulletinIds.length > 1 ? { atEnd } : null;

const targetOf = ({ areaIds, deviceIds, groupIds }: EntryDraft) => ({
  areaIds: [...areaIds],
  deviceIds: [...deviceIds],
  ...(groupIds.length === 0 ? {} : { groupIds: [...groupIds] }),
});

/** How many places, groups and single speakers are chosen. */
export const placesChosen = ({ areaIds, deviceIds, groupIds }: EntryDraft): number =>
  areaIds.length + deviceIds.length + groupIds.length;

/** What form and request have in common. */
const whole = (draft: EntryDraft, fallbackTitle: string) => ({
  title: draft.title.trim() === '' ? fallbackTitle : draft.title.trim(),
  bulletinIds: [...draft.bulletinIds],
  target: targetOf(draft),
  priority: draft.priority,
  rank: draft.rank,
  lateStart: draft.lateStart,
  afterCut: draft.afterCut,
  repeat: repeatOf(draft),
  series: seriesOf(draft),
  relay: relayOf(draft),
});

/** False while a place or a bulletin is missing. */
const isComplete = (draft: EntryDraft): boolean =>
  placesChosen(draft) > 0 &&
  (draft.relay === null ? draft.bulletinIds.length > 0 : draft.relay.sourceId !== null);

/**
 * @param areaId where the line belongs
 * @param fallbackTitle used when the person gave none
 * @returns null while the draft is not whole
 */
export function requestOf(
  draft: EntryDraft,
  areaId: AreaId,
  fallbackTitle: string,
): EntryBody | null {
  const rule = ruleOf(draft);
  if (rule === null || !isComplete(draft)) return null;
  return {
    areaId,
    rule,
    ...whole(draft, fallbackTitle),
    ...(draft.slotMinutes === null ? {} : { slotMinutes: draft.slotMinutes }),
  };
}

const minuteOf = (at: Instant): MinuteOfDay => Math.floor(msOfDay(at) / MINUTE_MS) as MinuteOfDay;

/** When of a line or of one of its airings, as the form asks for it. */
export function timesOfRule(rule: ScheduleRule, today: LocalDate): Partial<EntryDraft> {
  if (rule.kind === 'once') {
    return { repeat: 'once', date: localDateOf(rule.at), minutes: [minuteOf(rule.at)] };
  }
  const { minutes, kind: repeat } = rule;
  if (rule.kind === 'dates') {
    return { repeat, minutes, dates: rule.dates.filter((date) => date >= today) };
  }
  const date = rule.from > today ? rule.from : today;
  const span = { repeat, minutes, date, until: rule.until, dayKinds: rule.dayKinds ?? null };
  if (rule.kind === 'weekly') return { ...span, days: rule.days };
  if (rule.kind === 'daily') return span;
  const { days: lunarDays, months: lunarMonths, leapMonths } = rule;
  return { ...span, lunarDays, lunarMonths, leapMonths };
}

/** The line as the form shows it. */
export function draftOfEntry(entry: Entry, today: LocalDate): EntryDraft {
  const { repeat, series, target, priority } = entry;
  return {
    ...newDraft(today, entry.bulletinIds),
    title: entry.title,
    areaIds: target.areaIds,
    deviceIds: target.deviceIds,
    groupIds: target.groupIds ?? [],
    priority: priority === 'priority' ? 'priority' : 'normal',
    rank: entry.rank,
    lateStart: entry.lateStart,
    afterCut: entry.afterCut,
    times: repeat?.times ?? 1,
    gapSeconds: repeat?.gapSeconds ?? 60,
    inTurn: series !== null,
    atEnd: series?.atEnd ?? 'stop',
    relay: entry.relay ? { ...entry.relay, name: entry.title } : null,
    ...timesOfRule(entry.rule, today),
  };
}

/** When the form asks for, once it is about this much of the line. */
export const timesInScope = (
  entry: Entry,
  { scope, at }: { readonly scope: EditScope; readonly at: Instant },
  today: LocalDate,
): Partial<EntryDraft> =>
  scope === 'this'
    ? timesOfRule({ kind: 'once', at }, today)
    : timesOfRule(
        entry.rule,
        scope === 'later' && localDateOf(at) > today ? localDateOf(at) : today,
      );

const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();

/** The change the draft describes; null while it is not whole. */
export function editOf(
  draft: EntryDraft,
  entry: Entry,
  { scope, at }: { readonly scope: EditScope; readonly at: Instant },
): EditBody | null {
  const rule = ruleOf(draft);
  if (rule === null || !isComplete(draft)) return null;
  const { bulletinIds, series, ...line } = whole(draft, entry.title);
  // Left unsaid, one airing of a series keeps the bulletin whose turn it is.
  const read = same(bulletinIds, entry.bulletinIds) ? {} : { bulletinIds };
  if (scope !== 'this') return { scope, at, change: { ...line, ...read, series, rule } };
  const startAt = rule.kind === 'once' ? rule.at : at;
  return { scope, at, change: { ...line, ...read, startAt } };
}
