/**
 * Moving a cluster — dời cụm loa.
 *
 * From today on it stands elsewhere; for every day before, the register goes on saying where it
 * stood. A box keeps to the area that it was enrolled in, so in another one it must be enrolled anew.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { instant, type LocalDate, localDateOf } from '@loaso/shared/time';
import type { ClusterMove, ClusterMoved } from '@loaso/shared/wire/http/coverage';
import { ancestorsOf } from '../../core/access/scope.js';
import { type SiteFact, sitesOn } from '../../core/coverage/history.js';
import type { StoredDevice } from '../../ports/store-records.js';
import { NOT_FOUND, type Scope, scopeOf } from '../content/ports.js';
import { beginsNoMore } from '../ended-places.js';
import type { Actor, Answer } from '../flows.js';
import { stationChange } from '../schedule/stations.js';
import { auditRegistry, type CoveragePorts } from './ports.js';
import type { Worlds } from './worlds.js';

type Moving = { readonly id: DeviceId; readonly move: ClusterMove };

export async function moveCluster(
  ports: CoveragePorts & { readonly worlds: Worlds },
  actor: Actor,
  { id, move }: Moving,
): Answer<ClusterMoved> {
  const scope = await scopeOf(ports, actor, 'write-sites');
  if (!scope.ok) return scope;
  const { within } = scope.value;
  const { store, clock, link } = ports;
  const device = await store.fleet.device(id);
  const mayMove = device !== null && within.has(device.areaId) && within.has(move.areaId);
  if (!mayMove || device.state === 'revoked') return NOT_FOUND;
  const ended = await beginsNoMore(ports, device.areaId === move.areaId ? [] : [move.areaId]);
  if (ended !== null) return err(ended);
  const facts = (await store.registry.siteFacts()).filter(({ deviceId }) => deviceId === id);
  const left = await leaveGroups(ports, actor, { id, scope: scope.value, areaId: move.areaId });
  if (!left.ok) return left;
  const elsewhere = device.areaId !== move.areaId;
  const needsEnrolment = elsewhere && device.state === 'enrolled';
  await auditRegistry(ports, actor.username, {
    act: 'move',
    target: `device:${id}`,
    detail: `${placeText(device.areaId, device.position)} → ${placeText(move.areaId, move.position)}`,
  });
  await store.registry.putSites(movedFacts(device, facts, { move, on: localDateOf(clock.now()) }));
  await store.fleet.changeDevice(id, {
    areaId: move.areaId,
    position: move.position,
    ...(needsEnrolment ? { state: 'registered', secretHash: null } : {}),
  });
  if (needsEnrolment) {
    await link.disconnect(id);
    await store.fleet.setOnline(id, false, null, clock.now());
  }
  ports.worlds.forget();
  return ok({ deviceId: id, needsEnrolment });
}

type Leaving = {
  readonly id: DeviceId;
  readonly scope: Pick<Scope, 'areas'>;
  readonly areaId: AreaId;
};

/** A group is of one place: who stands elsewhere is in it no more. */
async function leaveGroups(
  { store, clock }: CoveragePorts,
  actor: Actor,
  { id, scope: { areas }, areaId }: Leaving,
): Answer<null> {
  const around = new Set<AreaId>([areaId, ...ancestorsOf(areas, areaId)]);
  const groups = await store.schedule.clusterGroups(areas.map((area) => area.id));
  for (const group of groups) {
    if (around.has(group.areaId) || !group.deviceIds.includes(id)) continue;
    const after = { ...group, deviceIds: group.deviceIds.filter((one) => one !== id) };
    const change = { group: after, before: group, since: undefined };
    const left = await stationChange({ store, clock }, { areas }, change);
    if (!left.ok) return left;
    await store.audit.append({
      at: clock.now(),
      actor: actor.username,
      act: 'cluster-group.leave',
      target: `area:${group.areaId}`,
      detail: `${group.name} · ${id}`,
    });
    await left.value.store();
    await store.schedule.putClusterGroup({ ...after, changedAt: clock.now() });
  }
  return ok(null);
}

const placeText = (areaId: AreaId, position: ClusterMove['position']): string =>
  position === null ? areaId : `${areaId} ${position.lat.toFixed(5)}, ${position.lng.toFixed(5)}`;

type Step = { readonly move: ClusterMove; readonly on: LocalDate };

/** What was said before, with the place it stood at written into it; and what holds from `on`. */
function movedFacts(
  device: StoredDevice,
  facts: readonly SiteFact[],
  { move, on }: Step,
): SiteFact[] {
  const standing = sitesOn(facts, on).get(device.id) ?? unsaid(device);
  const before = facts.filter(({ from }) => from < on);
  const kept = before.length === 0 && standing.from < on ? [standing] : before;
  return [
    ...kept.map((fact) => ({
      ...fact,
      areaId: fact.areaId ?? device.areaId,
      position: fact.position ?? device.position,
    })),
    { ...standing, from: on, areaId: move.areaId, position: move.position },
  ];
}

/** Of a cluster nobody has described: common horns are taken wherever it stands. */
const unsaid = ({ id, createdAt }: StoredDevice): SiteFact => ({
  deviceId: id,
  from: localDateOf(instant(createdAt)),
  installedOn: null,
  horns: [],
  terrain: 'village',
  noiseDba: null,
  position: null,
  areaId: null,
  operator: null,
  sim: null,
  powerLine: null,
  warrantyUntil: null,
});
