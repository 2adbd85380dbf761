/**
 * Orders of a technician — lệnh của kỹ thuật viên.
 *
 * Signed as the office does, each with a name of its own.
 */
import type { Instant } from '@loaso/shared/time';
import type { Rig } from './rig.js';
import { DEV, sealAs } from './sealing.js';

let orders = 0;
/** An answer leaves the box when it is on the disk. */
const DISK_MS = 30;

/** Sends a command to the box. @returns its name, and the message as it went */
export function orderTo(rig: Rig, part: object): { readonly id: string; readonly raw: string } {
  orders += 1;
  const now = Math.round(rig.now);
  const id = `order-${String(orders).padStart(4, '0')}`;
  const times = { iat: now, nbf: now, exp: now + 120_000 };
  const body = { v: 1, dev: DEV, id, ...times, why: 'lan asked', ...part };
  const raw = sealAs('command', 'command', body);
  rig.message('command', raw);
  return { id, raw };
}

/** Every time the box has told of one order, oldest first. */
export const tellingsOf = (rig: Rig, id: string): Record<string, unknown>[] =>
  rig.sent
    .filter(({ topic, body }) => topic === 'result' && body['commandId'] === id)
    .map(({ body }) => body);

/**
 * What it has told of one order once the disk has answered, for which time passes; the same words told
 * again, for want of a receipt, count once.
 */
export function resultsOf(rig: Rig, id: string): Record<string, unknown>[] {
  rig.passTo((rig.now + DISK_MS) as Instant);
  return [...new Map(tellingsOf(rig, id).map((body) => [JSON.stringify(body), body])).values()];
}
