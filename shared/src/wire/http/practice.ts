/**
 * Practice over HTTP — nhật ký tập của xã tập huấn.
 *
 * What the airings of a lesson would have done on the speakers of the training commune. Worked out
 * when it is asked for and kept nowhere, so that no report and no coverage can count it.
 */
import { z } from 'zod';
import { AreaId, EntryId } from '../../ids.js';
import { Priority } from '../../priority.js';
import { Instant, LocalDate } from '../../time.js';
import { AheadFate } from './week.js';

const Words = z.object({ vi: z.string(), en: z.string() });

/** Longest span, days. */
export const PRACTICE_DAYS_MAX = 31;

export const PracticeSpan = z.object({
  /** The training commune or a hamlet of it. */
  areaId: AreaId,
  from: LocalDate,
  /** The last day, included. */
  to: LocalDate,
});
export type PracticeSpan = z.infer<typeof PracticeSpan>;

/** One airing that is over, on all the speakers that would have done the same — bản ghi tập. */
export const PracticeAiring = z.object({
  entryId: EntryId,
  title: z.string(),
  startAt: Instant,
  durationMs: z.int(),
  priority: Priority,
  boxes: z.int(),
  fate: AheadFate,
  soundedMs: z.int(),
  why: Words,
});
export type PracticeAiring = z.infer<typeof PracticeAiring>;

export const Practice = z.object({
  /** Speakers of the lesson; without one nothing can be practised. */
  boxes: z.int(),
  /** In the order of time; the newest thousand. */
  airings: z.array(PracticeAiring),
});
export type Practice = z.infer<typeof Practice>;
