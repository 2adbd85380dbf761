/**
 * Faults of a period over HTTP — sự cố và thời gian khắc phục trong kỳ.
 *
 * How many faults began in a period, by cause, and how long people waited until each was mended.
 */
import { z } from 'zod';
import { IncidentId } from '../../ids.js';
import { ReportSpan, reportHead } from './reports.js';

/** Faults of one page. */
export const FAULTS_LISTED_MAX = 200;

/** A place and a span of days, whatever is aired in them. */
export const PeriodSpan = ReportSpan.omit({ law: true });
export type PeriodSpan = z.infer<typeof PeriodSpan>;

/** What a figure counts: all that began, those of them that are mended or not, or what was carried over. */
export const FaultsOf = z.enum(['all', 'mended', 'open', 'carried']);
export type FaultsOf = z.infer<typeof FaultsOf>;

/** Which figure is opened: of one cause, or of all. */
export const FaultsQuery = PeriodSpan.extend({
  cause: z.string().max(40).optional(),
  of: FaultsOf.optional(),
  /** The page, from 1 on. */
  page: z.coerce.number().int().min(1).max(1_000).optional(),
});
export type FaultsQuery = z.infer<typeof FaultsQuery>;

const Words = z.object({ vi: z.string(), en: z.string() });

export const FaultSums = z.object({
  faults: z.int(),
  mended: z.int(),
  open: z.int(),
  /** Of those that are mended, from the beginning of the fault; null where none is. */
  medianMs: z.number().nullable(),
  longestMs: z.number().nullable(),
});
export type FaultSums = z.infer<typeof FaultSums>;

export const FaultLine = z.object({
  id: IncidentId,
  name: Words,
  places: z.array(z.string()),
  /** Boxes at its worst, everywhere. */
  boxes: z.int(),
  startedAt: z.number(),
  /** Null while it lasts. */
  mendedAt: z.number().nullable(),
});
export type FaultLine = z.infer<typeof FaultLine>;

export const FaultReport = z.object({
  ...reportHead,
  total: FaultSums,
  /** The most frequent first. */
  byCause: z.array(z.object({ cause: z.string(), name: Words, sums: FaultSums })),
  /** Begun before the period and not mended when it began: in no figure above. */
  carried: z.int(),
  /** One page of what the opened figure counts: what is open first, then what took longest. */
  lines: z.array(FaultLine),
  /** As many as the opened figure says. */
  opened: z.int(),
  /** True when more faults were there than are counted. */
  cut: z.boolean(),
});
export type FaultReport = z.infer<typeof FaultReport>;
