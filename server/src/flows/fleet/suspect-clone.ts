/**
 * Suspicion of a clone — nghi có thiết bị giả.
 *
 * Two boxes speak with one key: a card that was copied, or an old copy put back. Told once a minute for a
 * box, kept in the audit trail, and a sign for the diagnosis (`watch.twinsSince`), which opens the incident.
 */
import type { TwinCode } from '../../core/fleet/record-twins.js';
import { auditDevice } from './ports.js';
import type { From } from './reception.js';

type Suspicion = {
  readonly code: TwinCode;
  readonly detail: string;
  /** The message that gave it away. */
  readonly of: 'ack' | 'records';
};

export async function suspectClone(from: From, { code, detail, of }: Suspicion): Promise<void> {
  const { device, log, refusals } = from;
  if (!(await refusals.refuse(device.id, { code, detail }, of))) return;
  log.error('fleet.clone-suspected', { device: device.id, detail });
  await auditDevice(from, `device:${device.id}`, { act: 'clone-suspected', id: device.id, detail });
}
