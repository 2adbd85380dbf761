/**
 * Reports over HTTP — báo cáo phát thanh, sổ nhật ký phát.
 *
 * What was planned and what became of it, counted to the unit: planned is aired plus cut short plus
 * missed plus unknown plus played on a test output, in every line and every sum.
 */
import { z } from 'zod';
import { AreaId, EntryId } from '../../ids.js';
import { Origin, Priority } from '../../priority.js';
import { Instant, LocalDate } from '../../time.js';
import { Included } from './communes.js';
import { BulletinKind, Field } from './content.js';
import { StationChoice, StationNamed } from './stations.js';

/** Longest span of one report, days: a year with its leap day. */
export const REPORT_DAYS_MAX = 366;
/** Longest diary, days and lines. */
export const DIARY_DAYS_MAX = 31;
export const DIARY_LINES_MAX = 5_000;

export const ReportSpan = z.object({
  areaId: AreaId.optional(),
  from: LocalDate,
  /** The last day, included. */
  to: LocalDate,
  /** Bulletins of the field 'law' alone. */
  law: z.enum(['true', 'false']).optional(),
  /** Of boxes that were in this station on the day of each airing, or in none. */
  station: StationChoice.optional(),
});
export type ReportSpan = z.infer<typeof ReportSpan>;

/** Airings of boxes (one schedule line on 12 boxes is 12), and sound, milliseconds over all boxes. */
export const AirSums = z.object({
  planned: z.int(),
  aired: z.int(),
  interrupted: z.int(),
  missed: z.int(),
  /** No word from the box: never called missed. */
  unknown: z.int(),
  /** Played, but on an output that is no loudspeaker: never called aired. */
  virtual: z.int(),
  airedMs: z.int(),
});
export type AirSums = z.infer<typeof AirSums>;

/**
 * Of what was planned and is known, the part that really sounded whole: per cent with one place,
 * rounded down, since 99,96 % is not all; null where nothing is known.
 */
export function airedPercent({ planned, unknown, virtual, aired }: AirSums): number | null {
  const known = planned - unknown - virtual;
  return known === 0 ? null : Math.floor((aired / known) * 1000) / 10;
}

const sumsBy = <T extends z.ZodType>(key: T) => z.array(z.object({ key, sums: AirSums }));

/** Of what place and which days a report is, and when it was counted. */
export const reportHead = {
  areaId: AreaId,
  areaName: z.string(),
  from: LocalDate,
  to: LocalDate,
  asOf: Instant,
  /** Communes that went wholly to this one, counted up to their last day; absent where none did. */
  includes: Included.array().optional(),
  /** Absent: of all stations and of none. */
  station: StationNamed.optional(),
};

export const BroadcastReport = z.object({
  ...reportHead,
  law: z.boolean(),
  /** Airings as people made them: one line at one time, on however many boxes. */
  airings: z.int(),
  /** Warnings that were sounded in the span. */
  emergencies: z.int(),
  totals: AirSums,
  byField: sumsBy(Field),
  byKind: sumsBy(BulletinKind),
  byPriority: sumsBy(Priority),
  /** Who ordered it: the centre, the province, or the commune itself. */
  bySource: sumsBy(Origin),
  /** '2026-11'. */
  byMonth: sumsBy(z.string()),
  /** Communes where the report is of a province, else the area and what is below it. */
  byArea: z.array(z.object({ areaId: AreaId, name: z.string(), sums: AirSums })),
  /** Stations of a commune and what is in none, together all of it; absent where it has none. */
  byStation: z.array(z.object({ ...StationNamed.shape, sums: AirSums })).optional(),
});
export type BroadcastReport = z.infer<typeof BroadcastReport>;

export const DiaryLine = z.object({
  areaId: AreaId,
  areaName: z.string(),
  entryId: EntryId,
  startAt: Instant,
  durationMs: z.int(),
  title: z.string(),
  priority: Priority,
  field: Field.nullable(),
  /** About several fields at once; then `field` is null. */
  several: z.boolean(),
  /** Of a commune that has stations: of which its boxes were on that day. */
  station: StationNamed.optional(),
  sums: AirSums,
});
export type DiaryLine = z.infer<typeof DiaryLine>;

export const Diary = z.object({
  ...reportHead,
  lines: z.array(DiaryLine),
  /** True when there were more lines than are given. */
  cut: z.boolean(),
});
export type Diary = z.infer<typeof Diary>;

/** As which a report can be fetched. */
export const REPORT_FORMATS = ['xlsx', 'pdf', 'csv'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
