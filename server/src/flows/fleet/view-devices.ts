/**
 * Boxes on screens — xem các cụm loa.
 *
 * The list of an area and the page of one box.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import type { DeviceDetail, DeviceSummary } from '@loaso/shared/wire/http/fleet';
import { subtreeOf } from '../../core/access/scope.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import { type FleetPorts, findDevice } from './ports.js';
import { detailOf, summaryOf } from './shapes.js';

export async function listDevices(
  ports: FleetPorts,
  actor: Actor,
  areaId?: AreaId,
): Answer<DeviceSummary[]> {
  const scope = await scopeOf(ports, actor, 'see-devices');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  if (areaId !== undefined && !within.has(areaId)) return NOT_FOUND;
  const boxes = await ports.store.watch.boxes({
    areaIds: subtreeOf(areas, areaId ?? actor.areaId),
  });
  const frame = { areas, now: ports.clock.now(), watch: ports.watch };
  return ok(boxes.map((box) => summaryOf(box, frame)));
}

export async function showDevice(
  ports: FleetPorts,
  actor: Actor,
  id: DeviceId,
): Answer<DeviceDetail> {
  const found = await findDevice(ports, actor, { id, permission: 'see-devices' });
  if (!found.ok) return found;
  return ok(await detailOf(ports, found.value.device, found.value.areas));
}
