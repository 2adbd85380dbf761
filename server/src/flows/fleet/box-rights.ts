/**
 * What a box may — quyền của cụm loa.
 *
 * Its login on the broker and the downloads, the files of its own desired plan and of warnings for it. Nothing
 * else.
 */
import type { DeviceId, Sha256 } from '@loaso/shared/ids';
import type { FleetPorts } from './ports.js';
import { noteGone } from './receive-status.js';
import { announceDevice } from './shapes.js';

export async function boxLogin(
  { store, hashing }: FleetPorts,
  id: DeviceId,
  secret: string,
): Promise<boolean> {
  const device = await store.fleet.device(id);
  // Compared by hash: what the time of comparing tells is of no use.
  const fits = hashing.sha256(secret) === device?.secretHash;
  return fits && device.state === 'enrolled';
}

export async function boxMayFetch(
  { store, urgent }: FleetPorts,
  id: DeviceId,
  sha256: Sha256,
): Promise<boolean> {
  if (urgent?.mayFetch(id, sha256) === true) return true;
  const stored = await store.fleet.plan(id);
  if (stored === null) return false;
  const { audio, standing } = stored.plan;
  return audio.some((one) => one.sha256 === sha256) || standing.includes(sha256);
}

/** The broker's own view of who is there. */
export async function boxPresence(ports: FleetPorts, id: DeviceId, online: boolean): Promise<void> {
  const { store, clock } = ports;
  const [device, report] = await Promise.all([store.fleet.device(id), store.fleet.report(id)]);
  if (device === null) return;
  const now = clock.now();
  await store.fleet.setOnline(id, online, null, now);
  if (online && report?.online !== true) {
    const event = { deviceId: id, at: now, kind: 'connected', detail: 'broker' } as const;
    await store.watch.noteBox(id, [event], { goneAt: null });
  }
  if (!online && report?.online === true) await noteGone(ports, id, now, 'broker');
  await announceDevice(ports, device);
}
