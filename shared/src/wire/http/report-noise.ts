/**
 * Noise of a period over HTTP — số phút loa kêu mà mỗi thôn phải nghe.
 *
 * Minutes of sound that reach a hamlet, from whatever loudspeaker. What sounds at the same time on
 * several counts once: it is the time in which people had no quiet.
 */
import { z } from 'zod';
import { AreaId, DeviceId } from '../../ids.js';
import { LocalDate } from '../../time.js';
import { PeriodSpan } from './report-faults.js';
import { reportHead } from './reports.js';

/** Longest span, days, and most hamlets that are told: a large province. */
export const NOISE_DAYS_MAX = 31;
export const NOISE_HAMLETS_MAX = 5_000;

export const HamletNoise = z.object({
  areaId: AreaId,
  name: z.string(),
  communeName: z.string(),
  people: z.int(),
  /** In earshot of at least a part of it; zero where nobody has said where it lies. */
  clusters: z.int(),
  placed: z.boolean(),
  soundMs: z.number(),
  worstDay: LocalDate.nullable(),
  worstDayMs: z.number(),
});
export type HamletNoise = z.infer<typeof HamletNoise>;

export const NoiseReport = z.object({
  ...reportHead,
  /** Of the span, those that have begun. */
  days: z.int(),
  /** Of the hamlets whose place is known, weighted by their people; null where there are none. */
  meanDayMs: z.number().nullable(),
  unplaced: z.int(),
  /** Those that hear most first. */
  hamlets: z.array(HamletNoise),
});
export type NoiseReport = z.infer<typeof NoiseReport>;

/** Sounds of one page. */
export const SOUNDS_PAGE = 100;

/** The minutes of one hamlet, or of one of its days. */
export const SoundsQuery = PeriodSpan.extend({
  hamlet: AreaId,
  day: LocalDate.optional(),
  /** The page, from 1 on. */
  page: z.coerce.number().int().min(1).max(1_000).optional(),
});
export type SoundsQuery = z.infer<typeof SoundsQuery>;

/** What one loudspeaker sounded, by its record. */
export const HeardSound = z.object({
  deviceId: DeviceId,
  deviceName: z.string(),
  /** Where the cluster stands. */
  areaName: z.string(),
  title: z.string(),
  startedAt: z.number(),
  playedMs: z.int(),
  /** What of it no other had begun to sound before: together the minutes of the hamlet. */
  addedMs: z.int(),
});
export type HeardSound = z.infer<typeof HeardSound>;

export const SoundsReport = z.object({
  ...reportHead,
  hamlet: z.object({ areaId: AreaId, name: z.string(), communeName: z.string() }),
  /** Null: the whole span. */
  day: LocalDate.nullable(),
  /** As the figure says. */
  soundMs: z.number(),
  /** Whose sound reaches it; as many as the figure says. */
  clusters: z.array(z.object({ id: DeviceId, name: z.string(), areaName: z.string() })),
  /** On all pages. */
  total: z.int(),
  /** In the order of time. */
  sounds: z.array(HeardSound),
});
export type SoundsReport = z.infer<typeof SoundsReport>;
