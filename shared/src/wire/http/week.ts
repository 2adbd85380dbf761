/**
 * The coming week over HTTP — tuần tới sẽ phát gì, ngày lễ, chép tuần.
 *
 * What the boxes will sound and why, as they resolve it themselves; the calendar of day kinds; the
 * single airings of one week put into another.
 */
import { z } from 'zod';
import { AreaId, ClusterGroupId, DeviceId, EntryId } from '../../ids.js';
import { Origin, Priority } from '../../priority.js';
import { Instant, LocalDate } from '../../time.js';
import { SessionBounds, SoundWindow } from '../../trust/sound-envelope.js';
import { DayKind, EntryEdit, NewEntry } from './schedule.js';

const Words = z.object({ vi: z.string(), en: z.string() });

/**
 * Phát đủ / phát một phần / nhường / ngoài giờ / hết phút trong ngày / đủ số buổi trong ngày / buổi
 * hết phút / chưa duyệt / đang giữ lại / bản thu mới không vừa chỗ đã xếp.
 */
export const AheadFate = z.enum([
  'sounds',
  'cut',
  'outranked',
  'outside-hours',
  'minutes-used',
  'sessions-used',
  'session-full',
  'not-approved',
  'withheld',
  'outgrown',
]);
export type AheadFate = z.infer<typeof AheadFate>;

/** Why a box is not counted among those that will sound an airing (see `core/schedule/box-doubts`). */
export const DoubtKind = z.enum([
  'not-installed',
  'never-heard',
  'ahead',
  'away',
  'alone',
  'output',
  'horns',
  'no-horn',
  'muted',
  'card',
  'clock',
  'hours',
  'turn',
  'unsent',
  'refused',
  'plan-coming',
  'plan-over',
  'file-full',
  'file-coming',
  'after-saving',
]);
export type DoubtKind = z.infer<typeof DoubtKind>;

/** '2 cụm chưa tải xong tệp'. */
const Doubt = z.object({
  kind: DoubtKind,
  boxes: z.int(),
  words: Words,
  /** It goes away by itself. */
  mends: z.boolean(),
});

export const AheadAiring = z.object({
  entryId: EntryId,
  title: z.string(),
  startAt: Instant,
  durationMs: z.int(),
  priority: Priority,
  origin: Origin,
  /** Of the line that is not saved yet. */
  draft: z.boolean(),
  fate: AheadFate,
  /** When it sounds; empty for silence. */
  stretches: z.array(z.object({ startAt: Instant, endAt: Instant })),
  soundedMs: z.int(),
  /** Boxes of the group of which all that is known says that they will do so; none where it is silent. */
  sureBoxes: z.int(),
  /** The other boxes, each once, what needs somebody first. */
  doubts: z.array(Doubt),
  /** One sentence: why it sounds so, or why not. */
  why: Words,
});
export type AheadAiring = z.infer<typeof AheadAiring>;

/** Boxes that will sound the same. */
export const AheadGroup = z.object({
  boxes: z.array(z.object({ id: DeviceId, name: z.string(), areaName: z.string() })),
  /** '04:45–21:30'. */
  hours: z.string(),
  /** The same to be drawn. */
  windows: z.array(SoundWindow),
  minutesPerDayMax: z.int(),
  ...SessionBounds.shape,
  days: z.array(z.object({ date: LocalDate, soundedMs: z.int() })),
  airings: z.array(AheadAiring),
  /** The doubts of all airings together, with names and the next step. */
  doubts: z.array(Doubt.extend({ names: z.array(z.string()).max(3), next: Words })),
});
export type AheadGroup = z.infer<typeof AheadGroup>;

export const WeekAhead = z.object({
  from: Instant,
  to: Instant,
  groups: z.array(AheadGroup),
  /** Groups of boxes that are not shown: choose a smaller place. */
  groupsLeft: z.int(),
});
export type WeekAhead = z.infer<typeof WeekAhead>;

/** `draft` is played in beside what is saved; `edit` in place of what it changes. */
export const WeekAheadRequest = z.object({
  areaId: AreaId.optional(),
  deviceId: DeviceId.optional(),
  /** Only the boxes that are in it. */
  groupId: ClusterGroupId.optional(),
  draft: NewEntry.optional(),
  edit: z.object({ entryId: EntryId, edit: EntryEdit }).optional(),
});
export type WeekAheadRequest = z.infer<typeof WeekAheadRequest>;

/** A day that is not what its weekday says. */
export const CalendarDay = z.object({
  date: LocalDate,
  kind: DayKind,
  name: Words,
  /** By the law, or by the place whose id is given. */
  areaId: AreaId.nullable(),
});
export type CalendarDay = z.infer<typeof CalendarDay>;

export const DayChange = z.object({
  areaId: AreaId,
  date: LocalDate,
  /** Null: as the law and the weekday say. */
  kind: DayKind.nullable(),
  name: z.string().trim().max(100).default(''),
});
export type DayChange = z.infer<typeof DayChange>;

export const WeekCopy = z.object({
  areaId: AreaId,
  /** Mondays. */
  from: LocalDate,
  to: LocalDate,
  /** Only say what would be copied. */
  dryRun: z.boolean().default(false),
});
export type WeekCopy = z.infer<typeof WeekCopy>;

export const WeekCopied = z.object({
  lines: z.array(
    z.object({
      title: z.string(),
      airings: z.array(Instant),
      /** The new line; null before it is saved, or when it was refused. */
      entryId: EntryId.nullable(),
      refusal: Words.nullable(),
    }),
  ),
});
export type WeekCopied = z.infer<typeof WeekCopied>;
