/**
 * Schedule over HTTP — chương trình, lịch phát, lượt phát.
 *
 * Rules as officials think of them, in local time; the server expands them into instants.
 */
import { z } from 'zod';
import { AreaId, BulletinId, DeviceId, EntryId, PlayId, ProgrammeId } from '../../ids.js';
import { Origin, Priority } from '../../priority.js';
import { Instant, LocalDate, MinuteOfDay } from '../../time.js';

const minutes = z.array(MinuteOfDay.max(1439)).min(1).max(24);

/** Một lần / hằng ngày / hằng tuần / theo ngày chọn. */
export const ScheduleRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('once'), at: Instant }),
  z.object({
    kind: z.literal('daily'),
    minutes,
    from: LocalDate,
    until: LocalDate.nullable(),
    except: z.array(LocalDate).max(400).default([]),
  }),
  z.object({
    kind: z.literal('weekly'),
    days: z.array(z.int().min(1).max(7)).min(1).max(7),
    minutes,
    from: LocalDate,
    until: LocalDate.nullable(),
    except: z.array(LocalDate).max(400).default([]),
  }),
  z.object({ kind: z.literal('dates'), dates: z.array(LocalDate).min(1).max(400), minutes }),
]);
export type ScheduleRule = z.infer<typeof ScheduleRule>;

export const Target = z
  .object({ areaIds: z.array(AreaId).max(200), deviceIds: z.array(DeviceId).max(1000) })
  .refine((target) => target.areaIds.length + target.deviceIds.length > 0, 'no target');
export type Target = z.infer<typeof Target>;

export const Programme = z.object({
  id: ProgrammeId,
  areaId: AreaId,
  title: z.string(),
  bulletinIds: z.array(BulletinId),
  durationMs: z.int(),
});
export type Programme = z.infer<typeof Programme>;

export const NewEntry = z.object({
  areaId: AreaId,
  title: z.string().trim().min(1).max(200),
  /** In this order, joined without a gap; each must be approved. */
  bulletinIds: z.array(BulletinId).min(1).max(30),
  target: Target,
  rule: ScheduleRule,
  priority: Priority.exclude(['emergency']).default('normal'),
  /** The commune's own order, 1 is first. */
  rank: z.int().min(1).max(1000).default(100),
  lateStart: z.enum(['join', 'skip']).default('join'),
  afterCut: z.enum(['join', 'skip']).default('join'),
  /** Longest length the slot allows, minutes; checked against the programme. */
  slotMinutes: z.int().min(1).max(240).optional(),
});
export type NewEntry = z.infer<typeof NewEntry>;

export const Entry = z.object({
  id: EntryId,
  areaId: AreaId,
  title: z.string(),
  programmeId: ProgrammeId,
  bulletinIds: z.array(BulletinId),
  target: z.object({ areaIds: z.array(AreaId), deviceIds: z.array(DeviceId) }),
  rule: ScheduleRule,
  priority: Priority,
  origin: Origin,
  rank: z.int(),
  durationMs: z.int(),
  state: z.enum(['active', 'cancelled']),
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
      /** 'Bản tin … sẽ bị dừng lúc 17:05': the loser's fate in words. */
      fate: z.object({ vi: z.string(), en: z.string() }),
    }),
  ),
  /** Airings that the envelope or the policy would silence. */
  refusals: z.array(z.object({ startAt: Instant, vi: z.string(), en: z.string() })),
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
