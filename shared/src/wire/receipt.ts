/**
 * Receipt — biên nhận của máy chủ.
 *
 * Says up to which number the server has stored a box's records without a gap, and which results of
 * commands it has no more need of. Signed, because a forged one would make a box forget what nobody has.
 */
import { z } from 'zod';
import { DeviceId } from '../ids.js';
import { Instant } from '../time.js';

export const Receipt = z.strictObject({
  v: z.literal(1),
  dev: DeviceId,
  iat: Instant,
  /** Highest seq such that all 1..upToSeq are stored; 0 when none. */
  upToSeq: z.int().nonnegative(),
  /** Commands whose results are settled; only to a box that asked for it (`receipt` of the result). */
  results: z.array(z.string().min(8).max(64)).min(1).max(20).optional(),
});
export type Receipt = z.infer<typeof Receipt>;
