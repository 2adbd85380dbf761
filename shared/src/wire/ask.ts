/**
 * What a box asks for — cụm hỏi máy chủ.
 *
 * Sent at each connect and when needed: the plan (a broker is never the only copy), the envelope,
 * the time. The server answers on the box's own down topics.
 */
import { z } from 'zod';
import { DeviceId } from '../ids.js';
import { Instant } from '../time.js';
import { TimeRequest } from './clock.js';
import { PlanMark } from './plan.js';

export const Ask = z.object({
  v: z.literal(1),
  dev: DeviceId,
  at: Instant,
  /** New at every start of the agent. */
  bootId: z.string().min(8).max(64),
  want: z.array(z.enum(['plan', 'envelope', 'time', 'receipt'])).min(1),
  have: PlanMark.nullable(),
  envelopeNum: z.int().nonnegative(),
  /** Number of the trust root in force; absent from boxes that do not tell. */
  rootNum: z.int().positive().optional(),
  agentVersion: z.string().max(40),
  time: TimeRequest.optional(),
});
export type Ask = z.infer<typeof Ask>;

/** Last will, signed at connect time. */
export const Gone = z.object({ v: z.literal(1), dev: DeviceId, bootId: z.string().min(8).max(64) });
export type Gone = z.infer<typeof Gone>;
