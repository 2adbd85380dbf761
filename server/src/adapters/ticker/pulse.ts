/**
 * Pulse — nhịp ngắn.
 *
 * Runs one piece of work again and again with a short rest between, never beside itself. A fault is
 * logged; the next beat comes all the same.
 */
import type { Log } from '../../ports/system.js';

export type Pulse = { start(): void; stop(): Promise<void> };

/** @param everyMs rest between two beats */
export function createPulse(everyMs: number, beat: () => Promise<void>, log: Log): Pulse {
  let timer: NodeJS.Timeout | null = null;
  let beating: Promise<void> = Promise.resolve();
  let stopped = false;
  const next = (): void => {
    if (!stopped) timer = setTimeout(run, everyMs);
  };
  const run = (): void => {
    beating = beat()
      .catch((cause: unknown) => log.error('pulse-failed', { detail: String(cause) }))
      .finally(next);
  };
  return {
    start: next,
    stop: async () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await beating;
    },
  };
}
