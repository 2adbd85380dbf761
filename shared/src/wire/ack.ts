/**
 * Acknowledgement — cụm xác nhận đã cất.
 *
 * Sent only after the plan or envelope is stored on the box's disk; a refusal says why. `counter`
 * rises with every ack of a box, so that a cloned card shows itself.
 */
import { z } from 'zod';
import { DeviceId } from '../ids.js';
import { Instant } from '../time.js';
import { PlanMark } from './plan.js';

export const Ack = z.object({
  v: z.literal(1),
  dev: DeviceId,
  at: Instant,
  what: z.enum(['plan', 'envelope', 'urgent', 'drill', 'command', 'stop', 'root']),
  outcome: z.enum(['accepted', 'unchanged', 'refused']),
  /** The plan spoken of; for refusals, the one the box keeps. */
  plan: PlanMark.nullable(),
  envelopeNum: z.int().nonnegative(),
  /** Id of the command, stop, urgent message or drill. */
  commandId: z.string().max(64).optional(),
  /** Refusal code and detail, English, short. */
  code: z.string().max(64).optional(),
  detail: z.string().max(300).optional(),
  counter: z.int().nonnegative(),
});
export type Ack = z.infer<typeof Ack>;
