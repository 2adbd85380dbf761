/**
 * Approval by two — hai người xác nhận cũng là duyệt bản tin.
 *
 * Two people have heard and confirmed exactly this sound: where the bulletin was not approved, it is
 * now, by the one of them who did not write it. The warning never waits for this.
 */
import type { BulletinId } from '@loaso/shared/ids';
import { approve, fitToAir } from '../../core/bulletin/lifecycle.js';
import { areaPaths } from '../../core/schedule/reach.js';
import type { StoredEmergency, StoredPerson } from '../../ports/emergencies.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import { allAudioOf } from '../schedule/plan-sources.js';
import type { EmergencyRoom } from './room.js';

/** The bulletin still sounds as it did when the order was given, and was not taken back. */
export async function stillThatBulletin(
  { store }: EmergencyRoom,
  emergency: StoredEmergency,
): Promise<boolean> {
  const bulletin = await store.content.bulletin(emergency.bulletinId);
  return bulletin !== null && bulletin.state !== 'withdrawn' && soundsSo(bulletin, emergency);
}

function soundsSo(bulletin: StoredBulletin, { message }: StoredEmergency): boolean {
  const now = allAudioOf(bulletin).map(({ sha256 }) => sha256);
  const then = message.parts.map(({ sha256 }) => sha256);
  return then.every((sha256, index) => now[index] === sha256);
}

/** @param people who confirmed, the later one first */
export async function recordApproval(
  room: EmergencyRoom,
  emergency: StoredEmergency,
  people: readonly StoredPerson[],
): Promise<void> {
  const { store, clock, hashing, live, log } = room;
  const bulletin = await store.content.bulletin(emergency.bulletinId);
  if (bulletin === null || fitToAir(bulletin, hashing.sha256)) return;
  if (bulletin.state === 'withdrawn' || !soundsSo(bulletin, emergency)) return;
  const by = people.find(({ id }) => id !== bulletin.createdBy);
  if (by === undefined) return;
  const at = clock.now();
  const approved = approve({ ...bulletin, state: 'submitted' }, { id: by.id, at }, hashing.sha256);
  if (!approved.ok) return;
  const next = { ...approved.value, revision: bulletin.revision + 1, updatedAt: at };
  await store.audit.append({
    at,
    actor: by.username,
    act: 'bulletin.approve',
    target: `bulletin:${bulletin.id}`,
    detail: `${next.approval?.contentHash ?? ''} with ${emergency.id}`,
  });
  if (!(await store.content.replaceBulletin(next))) {
    log.warn('emergency.approval-superseded', { id: emergency.id, bulletin: bulletin.id });
    return;
  }
  live.push(next.areaId, { kind: 'bulletin', at, bulletinId: next.id, state: next.state });
  if (next.priority === 'emergency') await keepOnBoxes(room, next, emergency.id);
}

/** From now on every box of its area holds it. */
async function keepOnBoxes(
  { store, publish, log }: EmergencyRoom,
  { areaId, id }: { readonly areaId: StoredBulletin['areaId']; readonly id: BulletinId },
  order: string,
): Promise<void> {
  const paths = areaPaths(await store.areas.areas());
  const devices = await store.fleet.devices();
  const reached = devices.filter((device) => paths.get(device.areaId)?.includes(areaId) ?? false);
  const ids = reached.map((device) => device.id);
  const published = await publish(ids, `${order} approved ${id}`);
  if (!published.ok) log.error('publish-refused', { why: order, code: published.error.code });
}
