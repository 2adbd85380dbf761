/**
 * Messages of the desk — các tin khẩn để chọn.
 *
 * Warnings of the area of who asks and of those above it. Ready is one that every box of the area
 * keeps by the very rule its plan is built with; of the others the desk says what they lack.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { EmergencyMessage } from '@loaso/shared/wire/http/emergency';
import { may } from '../../core/access/roles.js';
import { ancestorsOf } from '../../core/access/scope.js';
import { languagesAt } from '../../core/programme/warning-languages.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import type { Actor } from '../flows.js';
import { audioHeard } from '../schedule/plan-sources.js';
import { keepingOf, loadStandingGround } from '../schedule/standing-ground.js';
import type { View } from './ports.js';
import { devicesOf, isApproved, isKept, mayUse } from './prospect.js';
import type { EmergencyRoom } from './room.js';

const MESSAGES_MAX = 100;

/** Prepared ones first, then the newest. */
export async function messagesFor(
  room: EmergencyRoom,
  actor: Actor,
  view: View,
): Promise<EmergencyMessage[]> {
  if (!may(actor.role, 'warn')) return [];
  const bulletins = await room.store.content.emergencyBulletins([
    ...view.within,
    ...ancestorsOf(view.areas, actor.areaId),
  ]);
  const shape = await shaping(room, actor, view);
  const messages = bulletins
    .filter((bulletin) => mayUse(actor, bulletin, view))
    .flatMap((bulletin) => shape(bulletin) ?? []);
  return messages.sort((a, b) => Number(b.prepared) - Number(a.prepared)).slice(0, MESSAGES_MAX);
}

type Shaping = (bulletin: StoredBulletin) => EmergencyMessage | null;

async function shaping(room: EmergencyRoom, actor: Actor, view: View): Promise<Shaping> {
  const names = new Map(view.areas.map(({ id, name }) => [id, name]));
  const ground = await loadStandingGround(room);
  const places = [actor.areaId];
  const devices = await devicesOf(room, { areas: view.areas, places, stationIds: undefined });
  const keeping = await keepingOf(room, ground, devices);
  /** Where the actor would send it: the part of its area in which they work. */
  const at = (areaId: AreaId): AreaId => (view.within.has(areaId) ? areaId : actor.areaId);
  return (bulletin) => {
    const { id: bulletinId, title, areaId } = bulletin;
    const clips = audioHeard(bulletin, languagesAt(ground.tongues, [at(areaId)]));
    const [first] = clips;
    if (first === undefined) return null;
    const around = devices.filter(
      (device) => ground.paths.get(device.areaId)?.includes(areaId) === true,
    );
    const kept = around.filter(isKept(room, bulletin, keeping)).length;
    const approved = isApproved(room, bulletin);
    const without = approved ? around.length - kept : 0;
    return {
      bulletinId,
      title,
      areaId,
      areaName: names.get(areaId) ?? areaId,
      durationMs: clips.reduce((sum, clip) => sum + clip.durationMs, 0),
      sha256: first.sha256,
      prepared: approved && without === 0,
      without,
      boxes: around.length,
    };
  };
}
