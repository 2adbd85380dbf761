/**
 * Clock exchange and clock words — trao đổi giờ.
 *
 * Four time stamps over MQTT give a box the server's time with an error bound of half the round
 * trip. The state of the clock goes into every record, so that nobody has to guess afterwards.
 */
import { z } from 'zod';
import { DeviceId } from '../ids.js';
import { Instant } from '../time.js';

/** locked: bound known and small; holdover: was locked; coarse: signed floor only; unknown: none. */
export const ClockTrust = z.enum(['locked', 'holdover', 'coarse', 'unknown']);
export type ClockTrust = z.infer<typeof ClockTrust>;

export const ClockState = z.object({
  trust: ClockTrust,
  source: z.enum(['ntp', 'server', 'rtc', 'floor', 'none']),
  /** Largest error believed possible, milliseconds; null when unknown. */
  errorMs: z.int().nonnegative().nullable(),
});
export type ClockState = z.infer<typeof ClockState>;

/** Box → server, inside an `ask`. `t0` is the box's monotonic clock, milliseconds. */
export const TimeRequest = z.object({
  nonce: z.string().min(8).max(64),
  t0: z.number().nonnegative(),
});
export type TimeRequest = z.infer<typeof TimeRequest>;

/** Server → box, sealed as `time`. */
export const TimeReply = z.strictObject({
  v: z.literal(1),
  dev: DeviceId,
  nonce: z.string().min(8).max(64),
  t0: z.number().nonnegative(),
  /** Server's clock when the request came in and when the reply left, UTC milliseconds. */
  t1: Instant,
  t2: Instant,
});
export type TimeReply = z.infer<typeof TimeReply>;
