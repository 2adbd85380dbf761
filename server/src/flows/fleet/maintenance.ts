/**
 * Planned work — lịch bảo trì.
 *
 * Says beforehand that boxes will be away, so that nobody is alarmed and no light turns red. It counts
 * from its first minute on: before that, a fault is a fault.
 */
import type { AreaId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { DAY_MS } from '@loaso/shared/time';
import type { NewMaintenance, Maintenance as Shown } from '@loaso/shared/wire/http/incidents';
import { holdsAll } from '../../core/access/station-hands.js';
import type { Maintenance } from '../../core/fleet/incidents.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import { reachesNoMore } from '../ended-places.js';
import type { Actor, Answer } from '../flows.js';
import { areaName, type FleetPorts } from './ports.js';

/** Nobody plans the work of a technician further ahead. */
const AHEAD_MS_MAX = 3 * 365 * DAY_MS;

export async function listMaintenances(ports: FleetPorts, actor: Actor): Answer<Shown[]> {
  const scope = await scopeOf(ports, actor, 'see-devices');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  const planned = await ports.store.watch.maintenances(ports.clock.now());
  const mine = planned.filter(({ areaId }) => within.has(areaId));
  const ids = mine.flatMap(({ deviceId }) => deviceId ?? []);
  const boxes = ids.length === 0 ? [] : await ports.store.watch.boxes({ ids });
  const names = new Map(boxes.map(({ device }) => [device.id, device.name]));
  return ok(
    mine.map(({ id, areaId, deviceId, fromAt, untilAt, why }) => ({
      id,
      areaId,
      areaName: areaName(areas, areaId),
      deviceId,
      deviceName: deviceId === null ? null : (names.get(deviceId) ?? deviceId),
      fromAt,
      untilAt,
      why,
    })),
  );
}

export async function planMaintenance(
  ports: FleetPorts,
  actor: Actor,
  request: NewMaintenance,
): Answer<Shown[]> {
  const scope = await scopeOf(ports, actor, 'command-device');
  if (!scope.ok) return scope;
  const { deviceId, fromAt, untilAt, why } = request;
  const areaId = await placeOf(ports, request);
  if (areaId === null || !scope.value.within.has(areaId)) return NOT_FOUND;
  const ended = await reachesNoMore(ports, [areaId]);
  if (ended !== null) return err(ended);
  if (!holdsWork(actor, request)) return err({ code: 'station-only' });
  const now = ports.clock.now();
  if (untilAt <= now) return err({ code: 'day-gone' });
  if (fromAt > now + AHEAD_MS_MAX) return err({ code: 'day-too-far' });
  const id = ports.chance.id('mtn');
  const planned: Maintenance = {
    id,
    areaId,
    deviceId,
    fromAt,
    untilAt,
    why,
    by: actor.userId,
    createdAt: now,
  };
  await ports.store.watch.addMaintenance(planned);
  await auditMaintenance(ports, actor, { act: 'planned', id, detail: why });
  return listMaintenances(ports, actor);
}

const holdsWork = ({ hands }: Actor, { deviceId }: Pick<Maintenance, 'deviceId'>): boolean =>
  holdsAll(hands, deviceId === null ? [] : [deviceId]);

/** The work on one box is where the box stands, whatever place was named beside it. */
async function placeOf(
  { store }: FleetPorts,
  { areaId, deviceId }: NewMaintenance,
): Promise<AreaId | null> {
  if (deviceId === null) return areaId;
  return (await store.fleet.device(deviceId))?.areaId ?? null;
}

export async function endMaintenance(ports: FleetPorts, actor: Actor, id: string): Answer<Shown[]> {
  const scope = await scopeOf(ports, actor, 'command-device');
  if (!scope.ok) return scope;
  const now = ports.clock.now();
  const planned = (await ports.store.watch.maintenances(now)).find((one) => one.id === id);
  if (planned === undefined || !scope.value.within.has(planned.areaId)) return NOT_FOUND;
  if (!holdsWork(actor, planned)) return err({ code: 'station-only' });
  if (!(await ports.store.watch.endMaintenance(id, now))) return NOT_FOUND;
  await auditMaintenance(ports, actor, { act: 'ended', id, detail: planned.why });
  return listMaintenances(ports, actor);
}

const auditMaintenance = (
  { store, clock }: FleetPorts,
  actor: Actor,
  { act, id, detail }: { readonly act: string; readonly id: string; readonly detail: string },
): Promise<unknown> =>
  store.audit.append({
    at: clock.now(),
    actor: actor.username,
    act: `maintenance.${act}`,
    target: `maintenance:${id}`,
    detail,
  });
