/**
 * What a box may — quyền của cụm loa.
 *
 * Its login on the broker and the downloads, the files of its own desired plan, of warnings for it and
 * of the release it was offered. Nothing else.
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
  const planned =
    stored !== null &&
    (stored.plan.audio.some((one) => one.sha256 === sha256) ||
      stored.plan.standing.includes(sha256));
  return planned || (await isOffered(store, id, sha256));
}

/** A file of a release whose rollout still goes and has come to this box. */
async function isOffered(
  { releases }: FleetPorts['store'],
  id: DeviceId,
  sha256: Sha256,
): Promise<boolean> {
  const nums = await releases.offeredTo(id);
  if (nums.length === 0) return false;
  return (await releases.releases()).some(
    ({ release }) =>
      nums.includes(release.num) && release.files.some((file) => file.sha256 === sha256),
  );
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
