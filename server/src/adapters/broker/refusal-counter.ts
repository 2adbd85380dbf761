/**
 * Refusals of the broker — các lần bị từ chối.
 *
 * Counts every refusal by kind for the metrics, and writes one line a minute per box and kind, so
 * that a flood of bad packets is not a flood of logs.
 */
import type { Log } from '../../ports/system.js';
import { createThrottle } from './throttle.js';

export const BROKER_REFUSALS = [
  'bad-login',
  'foreign-topic',
  'foreign-filter',
  'bad-will',
  'too-long',
  'too-fast',
  'too-many-connects',
] as const;
export type BrokerRefusal = (typeof BROKER_REFUSALS)[number];

export type RefusalCounter = {
  refuse(kind: BrokerRefusal, who: string, detail: string): void;
  readonly counts: () => Readonly<Record<BrokerRefusal, number>>;
};

export function createRefusalCounter(log: Log, now: () => number): RefusalCounter {
  const counts = Object.fromEntries(BROKER_REFUSALS.map((kind) => [kind, 0])) as Record<
    BrokerRefusal,
    number
  >;
  const lines = createThrottle(1, 1 / 60, now);
  return {
    refuse(kind, who, detail) {
      counts[kind] += 1;
      if (lines.take(`${kind} ${who}`)) log.warn('broker.refused', { kind, who, detail });
    },
    counts: () => ({ ...counts }),
  };
}
