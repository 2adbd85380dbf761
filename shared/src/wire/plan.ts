/**
 * Plan of a box — kế hoạch phát của cụm (trạng thái mong muốn).
 *
 * Everything a box needs to sound by itself for weeks: explicit dated airings with their standing,
 * the audio by hash, and standing warnings to keep. Travels only inside a sealed message. Wishes,
 * not results: overlaps stay in it, and the box resolves them as the server did.
 */
import { z } from 'zod';
import { AudioRef } from '../audio.js';
import { AreaId, DeviceId, EntryId, Sha256 } from '../ids.js';
import { Origin, Priority } from '../priority.js';
import { DurationMs, Instant } from '../time.js';
import { AfterCut } from '../timeline/after-cut.js';
import { Relay } from './relay.js';

/** Most airings in one plan: 24 a day for the 35 days a plan may live. */
export const PLAN_ITEMS_MAX = 840;
/** Longest validity of a plan: after it a box without word falls silent. */
export const PLAN_VALIDITY_MS_MAX = 35 * 86_400_000;

/** Most standing warnings in one plan: 26 kB of it, a tenth of what a sealed body may be. */
export const STANDING_FILES_MAX = 128;
/** As many a box reads that does not say how many (`standingFiles` of its status). */
export const STANDING_FILES_BEFORE = 32;
/** Together, at most an eighth of the audio that a box keeps by default. */
export const STANDING_BYTES_MAX = 256_000_000;

/** One piece of an airing: which file, from when inside the airing. */
export const PlanPart = z.strictObject({ sha256: Sha256, offsetMs: DurationMs });
export type PlanPart = z.infer<typeof PlanPart>;

/** One airing that somebody wants — lượt phát. */
export const PlanItem = z
  .strictObject({
    entryId: EntryId,
    title: z.string().min(1).max(200),
    startAt: Instant,
    durationMs: DurationMs,
    priority: Priority,
    origin: Origin,
    rank: z.int().min(1).max(1000),
    /** Played one after another without a gap; offsets ascend from 0. */
    parts: z.array(PlanPart).max(64),
    /** On top of the file's own loudness, decibels; the envelope's ceiling still holds. */
    gainDb: z.number().min(-40).max(0),
    /** A late start joins at the elapsed position, or leaves the airing out. */
    lateStart: z.enum(['join', 'skip']),
    /** After being cut. A box of before version 1.1 knows `join` and `skip` alone. */
    afterCut: AfterCut,
    /** A stream in the place of the parts, which are then its fallback; not known before version 1.1. */
    relay: Relay.optional(),
  })
  .refine(({ parts, relay }) => parts.length > 0 || relay !== undefined, 'nothing to sound');
export type PlanItem = z.infer<typeof PlanItem>;

export const Plan = z.strictObject({
  v: z.literal(1),
  /** The one box this plan is for. */
  dev: DeviceId,
  /** Commune of the box. */
  area: AreaId,
  epoch: z.int().nonnegative(),
  num: z.int().positive(),
  iat: Instant,
  nbf: Instant,
  exp: Instant,
  /** Hash of the plan before this one; null for the first. */
  prev: Sha256.nullable(),
  audio: z.array(AudioRef).max(2000),
  items: z.array(PlanItem).max(PLAN_ITEMS_MAX),
  /** Standing warnings that must stay cached, the most needed first. */
  standing: z.array(Sha256).max(STANDING_FILES_MAX),
});
export type Plan = z.infer<typeof Plan>;

/** Names a plan exactly. */
export const PlanMark = z.object({
  epoch: z.int().nonnegative(),
  num: z.int().nonnegative(),
  hash: Sha256,
});
export type PlanMark = z.infer<typeof PlanMark>;
