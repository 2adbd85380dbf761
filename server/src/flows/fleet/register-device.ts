/**
 * Registering a box — khai báo cụm loa mới.
 *
 * A name, a place and an id, before the box itself has ever spoken. Nothing sounds by it.
 */
import { DeviceId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { DeviceDetail, NewDevice } from '@loaso/shared/wire/http/fleet';
import type { StoredDevice } from '../../ports/store-records.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import { beginsNoMore } from '../ended-places.js';
import type { Actor, Answer } from '../flows.js';
import { auditDevice, type FleetPorts } from './ports.js';
import { detailOf } from './shapes.js';

export async function registerDevice(
  ports: FleetPorts,
  actor: Actor,
  request: NewDevice,
): Answer<DeviceDetail> {
  const scope = await scopeOf(ports, actor, 'register-device');
  if (!scope.ok) return scope;
  if (!scope.value.within.has(request.areaId)) return NOT_FOUND;
  const ended = await beginsNoMore(ports, [request.areaId]);
  if (ended !== null) return err(ended);
  // A new one is of no station yet.
  if (actor.hands !== undefined) return err({ code: 'station-only' });
  const { store, clock, chance } = ports;
  const id = request.id ?? DeviceId.parse(chance.id('box'));
  const { name, areaId, position } = request;
  const device: StoredDevice = {
    id,
    name,
    areaId,
    position,
    state: 'registered',
    placeKind: 'residential',
    publicKey: null,
    secretHash: null,
    createdAt: clock.now(),
  };
  await auditDevice(ports, actor.username, { act: 'register', id, detail: `${name} · ${areaId}` });
  if (!(await store.fleet.addDevice(device))) return err({ code: 'id-taken', id });
  return ok(await detailOf(ports, device, scope.value.areas));
}
