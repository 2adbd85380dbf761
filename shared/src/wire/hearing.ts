/**
 * Self-hearing of a box — cụm tự nghe lại mình.
 *
 * What the box makes of its own microphone after a play: one word, and the figures behind it. Features
 * of loudness were compared; no sound is kept or sent. Reported only, so that older servers read on.
 */
import { z } from 'zod';
import { PlayId } from '../ids.js';
import { Instant } from '../time.js';

export const HearingVerdict = z.enum(['heard', 'weak', 'not-heard', 'unknown']);
export type HearingVerdict = z.infer<typeof HearingVerdict>;

/** Why nothing can be said. */
export const HearingDoubt = z.enum([
  'too-short',
  'too-even',
  'microphone-dead',
  'microphone-fault',
  'never-heard',
  'too-noisy',
]);
export type HearingDoubt = z.infer<typeof HearingDoubt>;

/** Loudness of one frame in the low, middle and high band, dB of full scale. */
export type HearingFrame = readonly [low: number, mid: number, high: number];

export const FRAME_MS = 50;
/** Way of the sound and of its capture, together: so many frames later it may be heard. */
export const LAG_FRAMES_MAX = 24;

/** A count of plays goes no higher; a report with more would not be read. */
export const IN_A_ROW_MAX = 10_000;

export const HearingReport = z.object({
  playId: PlayId,
  /** When it was judged. */
  at: Instant,
  verdict: HearingVerdict,
  /** So many plays one after another, this one included, came to this verdict. */
  inARow: z.int().min(1).max(IN_A_ROW_MAX),
  why: HearingDoubt.nullable(),
  /** Likeness of what was sent and what was heard, -1 to 1. */
  match: z.number().min(-1).max(1),
  /** Heard over sent, dB, now and usually; null where not known. */
  gainDb: z.number().min(-200).max(100).nullable(),
  usualGainDb: z.number().min(-200).max(100).nullable(),
  lagMs: z.int().min(0).max(10_000).nullable(),
});
export type HearingReport = z.infer<typeof HearingReport>;
