/**
 * Audio reference — tham chiếu tệp âm thanh.
 *
 * How a mastered file is named on the wire: by its hash, with the size and length that a box checks
 * before and after it downloads. Never a URL: a box plays hashes.
 */
import { z } from 'zod';
import { Sha256 } from './ids.js';
import { DurationMs } from './time.js';

export const Codec = z.enum(['mp3', 'opus']);
export type Codec = z.infer<typeof Codec>;

/** Largest file a plan may name: two hours at 64 kbit/s. */
export const AUDIO_BYTES_MAX = 60_000_000;

export const AudioRef = z.strictObject({
  sha256: Sha256,
  sizeBytes: z.int().positive().max(AUDIO_BYTES_MAX),
  durationMs: DurationMs,
  codec: Codec,
});
export type AudioRef = z.infer<typeof AudioRef>;
