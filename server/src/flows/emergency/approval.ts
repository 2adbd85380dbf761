/**
 * Approval by two — hai người xác nhận cũng là duyệt bản tin.
 *
 * Two people have heard and confirmed exactly this sound for real: where the bulletin was not approved,
 * it is now, by the one of them who may decide on it, in their own right or a leader's place. Where
 * neither may, and after a drill, it stays as it was. The warning never waits for this.
 */
import type { BulletinId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { localDateOf } from '@loaso/shared/time';
import { decidesFor } from '../../core/access/delegation.js';
import { approve, fitToAir } from '../../core/bulletin/lifecycle.js';
import { areaPaths } from '../../core/schedule/reach.js';
import type { StoredEmergency, StoredPerson } from '../../ports/emergencies.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import type { Answer } from '../flows.js';
import { lentTo } from '../people/delegations.js';
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

/** Of the languages of a bulletin, an order sounds those that are heard at its places. */
function soundsSo(bulletin: StoredBulletin, { message }: StoredEmergency): boolean {
  const now = new Set(allAudioOf(bulletin).map(({ sha256 }) => sha256));
  return message.parts.every(({ sha256 }) => now.has(sha256));
}

/** Nobody approves a language that the order did not sound. */
const heardWhole = (bulletin: StoredBulletin, { message }: StoredEmergency): boolean => {
  const heard = new Set(message.parts.map(({ sha256 }) => sha256));
  return allAudioOf(bulletin).every(({ sha256 }) => heard.has(sha256));
};

/** @param people who confirmed, the later one first */
export async function recordApproval(
  room: EmergencyRoom,
  emergency: StoredEmergency,
  people: readonly StoredPerson[],
): Promise<void> {
  const { store, clock, hashing, live, log } = room;
  if (emergency.kind !== 'real') return;
  const bulletin = await store.content.bulletin(emergency.bulletinId);
  if (bulletin === null || fitToAir(bulletin, hashing.sha256)) return;
  if (bulletin.state === 'withdrawn' || !soundsSo(bulletin, emergency)) return;
  if (!heardWhole(bulletin, emergency)) return;
  const by = await deciderAmong(room, bulletin, people);
  if (by === null) return;
  const at = clock.now();
  const approved = approve({ ...bulletin, state: 'submitted' }, { id: by.id, at }, hashing.sha256);
  if (!approved.ok) return;
  const next = { ...approved.value, revision: bulletin.revision + 1, updatedAt: at };
  const stored = await room.approvals.record({
    approved: [next],
    by: { user: by.username, urgentId: emergency.id },
    store: () => put(room, { next, by, order: emergency.id }),
  });
  if (!stored.ok) {
    const { code } = stored.error;
    log.warn('emergency.not-approved', { id: emergency.id, bulletin: bulletin.id, code });
    return;
  }
  live.push(next.areaId, { kind: 'bulletin', at, bulletinId: next.id, state: next.state });
  if (next.priority === 'emergency') await keepOnBoxes(room, next, emergency.id);
}

type Approved = {
  readonly next: StoredBulletin;
  readonly by: Decider;
  readonly order: StoredEmergency['id'];
};

async function put({ store }: EmergencyRoom, { next, by, order }: Approved): Answer<null> {
  await store.audit.append({
    at: next.updatedAt,
    actor: by.username,
    act: 'bulletin.approve',
    target: `bulletin:${next.id}`,
    detail: `${next.approval?.contentHash ?? ''} with ${order}${by.inPlaceOf}`,
  });
  const stored = await store.content.replaceBulletin(next);
  return stored ? ok(null) : err({ code: 'changed-meanwhile' });
}

type Decider = Pick<StoredPerson, 'id' | 'username'> & { readonly inPlaceOf: string };

/** The first of them who could approve it at their desk too. */
async function deciderAmong(
  { store, clock }: EmergencyRoom,
  bulletin: StoredBulletin,
  people: readonly StoredPerson[],
): Promise<Decider | null> {
  const now = clock.now();
  const areas = await store.areas.areas();
  for (const { id, username } of people) {
    const user = await store.people.user(id);
    if (user === null || !user.active) continue;
    const lent = await lentTo({ store }, id, localDateOf(now));
    const judged = decidesFor(user, bulletin, { lent, areas, now });
    if (!judged.ok) continue;
    const leader = judged.value;
    return { id, username, inPlaceOf: leader === null ? '' : ` in place of ${leader}` };
  }
  return null;
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
