/**
 * Airings behind a figure over HTTP — từng lượt phát làm nên một con số của báo cáo.
 *
 * The very airings that a figure of a report counts, box by box, page by page; as many as the figure.
 */
import { z } from 'zod';
import { AreaId, DeviceId, EntryId, PlayId } from '../../ids.js';
import { Origin, Priority } from '../../priority.js';
import { Instant } from '../../time.js';
import { BulletinKind, Field } from './content.js';
import { ReportSpan, reportHead } from './reports.js';

/** Airings of one page. */
export const AIRINGS_PAGE = 100;

/** A count of {@link AirSums}. */
export const AirFigure = z.enum([
  'planned',
  'aired',
  'interrupted',
  'missed',
  'unknown',
  'virtual',
]);
export type AirFigure = z.infer<typeof AirFigure>;

/** What became of one airing: every figure but `planned`. */
export const AirOutcome = AirFigure.exclude(['planned']);
export type AirOutcome = z.infer<typeof AirOutcome>;

/** Which row of a report, beside its span. */
export const AiringsOf = z.object({
  figure: AirFigure,
  field: Field.optional(),
  kind: BulletinKind.optional(),
  priority: Priority.optional(),
  source: Origin.optional(),
  /** A row of the table of places: a commune of a province, else a place itself. */
  place: AreaId.optional(),
});
export type AiringsOf = z.infer<typeof AiringsOf>;

/** Where a page begins: time, place, line, part, station, and how many of these boxes were given already. */
export const AiringsMark = z
  .string()
  .max(200)
  .regex(/^\d+~[^~]+~[^~]+~[a-z]*~[^~]*~\d+$/);

export const AiringsQuery = z.object({
  ...ReportSpan.shape,
  ...AiringsOf.shape,
  after: AiringsMark.optional(),
});
export type AiringsQuery = z.infer<typeof AiringsQuery>;

/** Signed by the box and its clock sure; signed, its clock not sure; no word has come. */
export const AiringProof = z.enum(['sure', 'clock-unsure', 'none']);
export type AiringProof = z.infer<typeof AiringProof>;

export const ReportedAiring = z.object({
  playId: PlayId,
  entryId: EntryId,
  deviceId: DeviceId,
  deviceName: z.string(),
  areaId: AreaId,
  areaName: z.string(),
  /** In which it lay on that day. */
  communeName: z.string(),
  title: z.string(),
  /** Null: the airing as a whole; else what it had of this field. */
  part: Field.nullable(),
  startAt: Instant,
  durationMs: z.int(),
  playedMs: z.int(),
  outcome: AirOutcome,
  reason: z.string().nullable(),
  proof: AiringProof,
  /** When the first word of it came; null where none has. */
  toldAt: z.number().nullable(),
});
export type ReportedAiring = z.infer<typeof ReportedAiring>;

export const ReportedAirings = z.object({
  ...reportHead,
  placeName: z.string().nullable(),
  /** As the figure says. */
  total: z.int(),
  /** In the order of time. */
  airings: z.array(ReportedAiring),
  /** For the next page; null when this is the last. */
  next: AiringsMark.nullable(),
});
export type ReportedAirings = z.infer<typeof ReportedAirings>;
