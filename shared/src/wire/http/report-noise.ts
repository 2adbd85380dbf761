/**
 * Noise of a period over HTTP — số phút loa kêu mà mỗi thôn phải nghe.
 *
 * Minutes of sound that reach a hamlet, from whatever loudspeaker. What sounds at the same time on
 * several counts once: it is the time in which people had no quiet.
 */
import { z } from 'zod';
import { AreaId } from '../../ids.js';
import { LocalDate } from '../../time.js';
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
