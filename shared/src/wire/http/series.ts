/**
 * Series over HTTP — chia văn bản dài thành loạt kỳ.
 *
 * What a division would give, the division itself, and deeds on all episodes at once. Every episode
 * is a bulletin of its own and keeps its own approval.
 */
import { z } from 'zod';
import { BulletinId } from '../../ids.js';
import { OneTimeCode } from '../signer.js';
import { BulletinSummary, Job } from './content.js';

/** Length of an airing that a long text is divided for, minutes. */
export const SLOT_MINUTES = { min: 5, max: 60, usual: 15 } as const;
const slotMinutes = { min: SLOT_MINUTES.min, max: SLOT_MINUTES.max };

/** Episodes of one series; a longer text needs a longer slot. */
export const EPISODES_MAX = 99;

export const EpisodePreview = z.object({
  number: z.int().positive(),
  title: z.string(),
  /** First and last clause that it reads; '' where the text has none. */
  fromClause: z.string(),
  toClause: z.string(),
  /** Predicted, before any voice exists. */
  durationMs: z.int().nonnegative(),
  sentences: z.int().positive(),
});
export type EpisodePreview = z.infer<typeof EpisodePreview>;

/** `GET /api/bulletins/:bulletinId/episodes?slotMinutes=15` */
export const SeriesQuery = z.object({
  slotMinutes: z.coerce
    .number()
    .int()
    .min(slotMinutes.min)
    .max(slotMinutes.max)
    .default(SLOT_MINUTES.usual),
});

export const SeriesPreview = z.object({
  slotMs: z.int(),
  wholeMs: z.int(),
  /** One: it fits the slot as it is. */
  episodes: z.array(EpisodePreview),
});
export type SeriesPreview = z.infer<typeof SeriesPreview>;

/** `POST /api/bulletins/:bulletinId/episodes` */
export const DivideRequest = z.object({
  slotMinutes: z.int().min(slotMinutes.min).max(slotMinutes.max).default(SLOT_MINUTES.usual),
  /** The revision whose preview was seen. */
  revision: z.int().nonnegative().optional(),
});
export type DivideRequest = z.infer<typeof DivideRequest>;

/** `GET /api/bulletins/:bulletinId/series`, of the divided bulletin or of any episode. */
export const Series = z.object({
  source: z.object({ id: BulletinId, title: z.string() }),
  /** In order. */
  episodes: z.array(BulletinSummary),
  /** Voicing of the whole series that runs or failed. */
  job: Job.nullable(),
  /** Nothing of it was ever approved. */
  undoable: z.boolean(),
});
export type Series = z.infer<typeof Series>;

/** `POST …/series/submit`, `…/series/approve`: exactly the episodes that were looked at. */
export const SeriesDecision = z.object({
  episodes: z
    .array(z.object({ bulletinId: BulletinId, revision: z.int().nonnegative() }))
    .min(1)
    .max(EPISODES_MAX),
  /** Of who approves, where the signer wants one: one for all. */
  code: OneTimeCode.optional(),
});
export type SeriesDecision = z.infer<typeof SeriesDecision>;
