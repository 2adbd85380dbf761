/**
 * Refused messages — gói tin bị từ chối.
 *
 * Whatever comes over a box's topic and cannot be believed is counted, logged once a minute per box
 * and kind, and kept on the page of the box. It is never more than that: a forged message does
 * nothing.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';
import { MINUTE_MS } from '@loaso/shared/time';
import type { FleetPorts } from './ports.js';

export type MessageRefusals = {
  /** @returns true when it was told now, false when it was only counted */
  refuse(device: DeviceId, refusal: { code: string; detail: string }, of: string): Promise<boolean>;
  /** By code, since the start. */
  counts(): Readonly<Record<string, number>>;
};

const REMEMBERED_MAX = 20_000;

export function createMessageRefusals({
  store,
  clock,
  log,
}: Pick<FleetPorts, 'store' | 'clock' | 'log'>): MessageRefusals {
  const counts = new Map<string, number>();
  const toldAt = new Map<string, number>();
  return {
    async refuse(device, { code, detail }, of) {
      counts.set(code, (counts.get(code) ?? 0) + 1);
      const now = clock.now();
      const name = `${device} ${code}`;
      if (now - (toldAt.get(name) ?? -Infinity) < MINUTE_MS) return false;
      if (toldAt.size >= REMEMBERED_MAX) toldAt.clear();
      toldAt.set(name, now);
      log.warn('fleet.message-refused', { device, of, code, detail });
      const refusal = {
        at: now as Instant,
        what: 'message' as const,
        code: code.slice(0, 64),
        detail: `${of}: ${detail}`.slice(0, 300),
      };
      await store.fleet.addRefusals(device, [refusal]);
      return true;
    },
    counts: () => Object.fromEntries(counts),
  };
}
