/**
 * Relay of a stream — tiếp âm.
 *
 * What a plan says of a stream that sounds in the place of files: which approved source, where, and
 * when its silence counts as lost. The parts of the same item are the stated fallback; none means
 * silence. A box opens no address but those of its signed plan.
 */
import { z } from 'zod';
import { RelaySourceId } from '../ids.js';
import type { Origin } from '../priority.js';
import { DurationMs } from '../time.js';

/** Shortest and longest time after which a silent stream counts as lost, milliseconds. */
export const STALL_MS_MIN = 3_000;
export const STALL_MS_MAX = 60_000;

/** Address of a stream: plain web, no login in it, nothing behind '#'. */
export const RelayUrl = z
  .string()
  .max(300)
  .regex(/^https?:\/\/(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:[/?][^\s#\\]*)?$/i);
export type RelayUrl = z.infer<typeof RelayUrl>;

export const Relay = z.strictObject({
  sourceId: RelaySourceId,
  url: RelayUrl,
  /** No sound of the stream for so long: the fallback sounds until it is back. */
  stallMs: DurationMs.min(STALL_MS_MIN).max(STALL_MS_MAX),
});
export type Relay = z.infer<typeof Relay>;

/** What really sounded of a relay, milliseconds; together they are the time that it had. */
export const RelaySums = z.object({
  streamMs: DurationMs,
  fallbackMs: DurationMs,
  silentMs: DurationMs,
});
export type RelaySums = z.infer<typeof RelaySums>;

/** The text whose hash a person approves, and a signer works out again. */
export const relayContent = (source: {
  readonly id: string;
  readonly url: string;
  readonly origin: Origin;
}): string => JSON.stringify(['relay-source', source.id, source.url, source.origin]);
