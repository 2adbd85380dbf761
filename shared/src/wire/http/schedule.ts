/**
 * Schedule over HTTP — chương trình, lịch phát, lượt phát.
 *
 * Rules as officials think of them, in local time; the server expands them into instants.
 */
import { z } from 'zod';
import {
  AreaId,
  BulletinId,
  ClusterGroupId,
  DeviceId,
  EntryId,
  PlayId,
  ProgrammeId,
} from '../../ids.js';
import { Origin, Priority } from '../../priority.js';
import { Instant, LocalDate, MinuteOfDay } from '../../time.js';
import { AfterCut } from '../../timeline/after-cut.js';
import { PublishForecast } from './publications.js';
import { RelayLine } from './relays.js';

const minutes = z.array(MinuteOfDay.max(1439)).min(1).max(24);

/** Ngày thường (thứ hai–sáu) / cuối tuần / lễ, Tết. A holiday is a holiday on whatever day it falls. */
export const DayKind = z.enum(['ordinary', 'weekend', 'holiday']);
export type DayKind = z.infer<typeof DayKind>;

/** What every repeating rule has. */
const repeating = {
  minutes,
  from: LocalDate,
  until: LocalDate.nullable(),
  except: z.array(LocalDate).max(400).default([]),
  /** Only on days of these kinds; absent: on all. */
  dayKinds: z.array(DayKind).min(1).max(3).optional(),
};

/** Một lần / hằng ngày / hằng tuần / theo ngày chọn / theo âm lịch. */
export const ScheduleRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('once'), at: Instant }),
  z.object({ kind: z.literal('daily'), ...repeating }),
  z.object({
    kind: z.literal('weekly'),
    days: z.array(z.int().min(1).max(7)).min(1).max(7),
    ...repeating,
  }),
  z.object({ kind: z.literal('dates'), dates: z.array(LocalDate).min(1).max(400), minutes }),
  z.object({
    kind: z.literal('lunar'),
    /** 1..30; 30 is the last day of the month, also of a month of 29 days. */
    days: z.array(z.int().min(1).max(30)).min(1).max(30),
    /** 1..12; none: every month. */
    months: z.array(z.int().min(1).max(12)).max(12),
    /** True: in a leap month too (tháng nhuận); false: in the plain month alone. */
    leapMonths: z.boolean(),
    ...repeating,
  }),
]);
export type ScheduleRule = z.infer<typeof ScheduleRule>;

/** Đọc mấy lần trong một lượt, cách nhau bao lâu. */
export const Repeat = z.object({
  times: z.int().min(2).max(5),
  gapSeconds: z.int().min(0).max(600),
});
export type Repeat = z.infer<typeof Repeat>;

/** Phát lần lượt: each airing plays the next bulletin; after the last: nothing, or the first again. */
export const Series = z.object({ atEnd: z.enum(['stop', 'again']) });
export type Series = z.infer<typeof Series>;

export const Target = z
  .object({
    areaIds: z.array(AreaId).max(200),
    deviceIds: z.array(DeviceId).max(1000),
    /** Whoever is in them when the line is aired. */
    groupIds: z.array(ClusterGroupId).max(50).optional(),
  })
  .refine(
    ({ areaIds, deviceIds, groupIds = [] }) =>
      areaIds.length + deviceIds.length + groupIds.length > 0,
    'no target',
  );
export type Target = z.infer<typeof Target>;

export const Programme = z.object({
  id: ProgrammeId,
  areaId: AreaId,
  title: z.string(),
  bulletinIds: z.array(BulletinId),
  durationMs: z.int(),
});
export type Programme = z.infer<typeof Programme>;

/** The last place among equals. */
export const RANK_MAX = 1000;
/** Where a line stands of which nobody has decided. */
export const RANK_DEFAULT = 100;

/** What a person decides about a line. */
const line = {
  title: z.string().trim().min(1).max(200),
  /** In this order, joined without a gap or (series) one per airing; each must be approved. */
  bulletinIds: z.array(BulletinId).max(30),
  target: Target,
  rule: ScheduleRule,
  priority: Priority.exclude(['emergency']),
  /** The commune's own order, 1 is first. */
  rank: z.int().min(1).max(RANK_MAX),
  lateStart: z.enum(['join', 'skip']),
  afterCut: AfterCut,
  /** Read several times within an airing; null: once. */
  repeat: Repeat.nullable(),
  /** One bulletin per airing, in turn; null: all of them in every airing. */
  series: Series.nullable(),
  /** A stream in their place; they are its fallback then, and none means silence. */
  relay: RelayLine.nullish(),
};

export const NewEntry = z
  .object({
    ...line,
    areaId: AreaId,
    priority: line.priority.default('normal'),
    rank: line.rank.default(RANK_DEFAULT),
    lateStart: line.lateStart.default('join'),
    afterCut: line.afterCut.default('join'),
    repeat: line.repeat.default(null),
    series: line.series.default(null),
    /** Longest length the slot allows, minutes; checked against the programme. */
    slotMinutes: z.int().min(1).max(240).optional(),
  })
  .refine(({ bulletinIds, relay }) => bulletinIds.length > 0 || relay, {
    path: ['bulletinIds'],
    message: 'nothing to sound',
  });
export type NewEntry = z.infer<typeof NewEntry>;

/** Chỉ lần này / từ ngày này về sau / tất cả các lần chưa phát. */
export const EditScope = z.enum(['this', 'later', 'all']);
export type EditScope = z.infer<typeof EditScope>;

/** A change of a line that has airings; what has begun already stays as it is. */
export const EntryEdit = z.object({
  scope: EditScope,
  /** The airing that was pointed at; `later` means from its day on. */
  at: Instant,
  /** What shall be otherwise; null takes the airings off. */
  change: z
    .object(line)
    .partial()
    .extend({
      /** For `this` alone: when it airs instead. */
      startAt: Instant.optional(),
    })
    .nullable(),
});
export type EntryEdit = z.infer<typeof EntryEdit>;

/** Takes the last edit back; handed out with it. */
export const EntryUndo = z.object({
  entryId: EntryId,
  /** The line that the edit made, if any. */
  successorId: EntryId.nullable(),
  /** The exception that the edit made, if any. */
  exceptionAt: Instant.nullable(),
  /** When the line ended before the edit. */
  endedAt: Instant.nullable(),
});
export type EntryUndo = z.infer<typeof EntryUndo>;

export const Entry = z.object({
  id: EntryId,
  areaId: AreaId,
  title: z.string(),
  programmeId: ProgrammeId,
  bulletinIds: z.array(BulletinId),
  target: z.object({
    areaIds: z.array(AreaId),
    deviceIds: z.array(DeviceId),
    groupIds: z.array(ClusterGroupId).optional(),
  }),
  rule: ScheduleRule,
  priority: Priority,
  origin: Origin,
  rank: z.int(),
  lateStart: line.lateStart,
  afterCut: line.afterCut,
  repeat: Repeat.nullable(),
  series: Series.nullable(),
  relay: RelayLine.nullish(),
  /** Length of an airing; in a series, of the longest. */
  durationMs: z.int(),
  state: z.enum(['active', 'cancelled']),
  /** Airings that the rule names and that do not take place; `instead`: the line that does. */
  exceptions: z.array(z.object({ at: Instant, instead: EntryId.nullable() })),
  /** No airing from here on, because a later line took over or somebody ended it. */
  endedAt: Instant.nullable(),
  /** The line that this one goes on from. */
  follows: EntryId.nullable(),
  createdBy: z.string(),
  createdAt: z.number(),
});
export type Entry = z.infer<typeof Entry>;

/** What saving a line would do, before it is saved. */
export const EntryPreview = z.object({
  durationMs: z.int(),
  /** The first 50 instants. */
  airings: z.array(Instant),
  devices: z.int(),
  conflicts: z.array(
    z.object({
      startAt: Instant,
      otherEntryId: EntryId,
      otherTitle: z.string(),
      winner: z.enum(['this', 'other']),
      /** Rank of this line under which the two change places; null where rank does not decide. */
      swapRank: z.int().min(1).max(RANK_MAX).nullable(),
      /** 'Bản tin … sẽ bị dừng lúc 17:05': the loser's fate in words. */
      fate: z.object({ vi: z.string(), en: z.string() }),
    }),
  ),
  /** Airings of other lines that would sound less, and that no conflict names. */
  losses: z.array(
    z.object({
      startAt: Instant,
      otherEntryId: EntryId,
      otherTitle: z.string(),
      lostMs: z.int(),
      vi: z.string(),
      en: z.string(),
    }),
  ),
  /** Airings that the envelope or the policy would silence, and at how many of the boxes. */
  refusals: z.array(
    z.object({ startAt: Instant, devices: z.int().min(1), vi: z.string(), en: z.string() }),
  ),
  /** Days from here on that are alike are told once, by the first of them. */
  alikeFrom: Instant,
  /** No airing from here on was looked at, since the line goes on for long; null: all were. */
  lookedUntil: Instant.nullable(),
  /** What saving sends to the boxes; absent from older servers. */
  publish: PublishForecast.optional(),
});
export type EntryPreview = z.infer<typeof EntryPreview>;

/** planned → delivered → cached → playing → the end of it. */
export const AiringState = z.enum([
  'planned',
  'playing',
  'played',
  'interrupted',
  'missed',
  'unknown',
]);
export type AiringState = z.infer<typeof AiringState>;

/** One airing on one box, planned joined with what was reported. */
export const Airing = z.object({
  playId: PlayId,
  entryId: EntryId,
  deviceId: DeviceId,
  deviceName: z.string(),
  areaId: AreaId,
  title: z.string(),
  startAt: Instant,
  durationMs: z.int(),
  priority: Priority,
  state: AiringState,
  playedMs: z.int(),
  /** First sample minus planned start, milliseconds; null before it sounded. */
  startErrorMs: z.number().nullable(),
  reason: z.string().nullable(),
  virtual: z.boolean(),
  pieces: z.array(
    z.object({
      seq: z.int(),
      startedAt: z.number(),
      fromMs: z.int(),
      playedMs: z.int(),
      outcome: z.string(),
    }),
  ),
});
export type Airing = z.infer<typeof Airing>;

/** One block of the week calendar: an airing, with its boxes summed up. */
export const CalendarItem = z.object({
  entryId: EntryId,
  title: z.string(),
  startAt: Instant,
  durationMs: z.int(),
  priority: Priority,
  devices: z.int(),
  states: z.partialRecord(AiringState, z.int()),
});
export type CalendarItem = z.infer<typeof CalendarItem>;
