/**
 * Groups of clusters — nhóm cụm loa.
 *
 * Made by whoever writes the schedule of the area. A change goes to the boxes at once, to those that
 * joined and to those that left; a group that lines still mean is not removed.
 */
import { type AreaId, ClusterGroupId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import {
  CLUSTER_GROUPS_MAX,
  type ClusterGroup,
  type ClusterGroupChange,
} from '@loaso/shared/wire/http/cluster-groups';
import { ancestorsOf, subtreeOf } from '../../core/access/scope.js';
import { bareStationName } from '../../core/programme/area-settings.js';
import type { StoredClusterGroup, StoredEntry } from '../../ports/store-records.js';
import { NOT_FOUND, type Scope, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import { placedDevices, type SchedulePorts } from './ports.js';
import { publish } from './saving.js';
import { stationChange } from './stations.js';

const shown = ({ id, areaId, name, deviceIds, stationName }: StoredClusterGroup): ClusterGroup => ({
  id,
  areaId,
  name,
  stationName,
  deviceIds: [...deviceIds],
});

/** Of this person's areas. */
export async function listGroups(ports: SchedulePorts, actor: Actor): Answer<ClusterGroup[]> {
  const scope = await scopeOf(ports, actor, 'see-entries');
  if (!scope.ok) return scope;
  const groups = await ports.store.schedule.clusterGroups([...scope.value.within]);
  return ok(groups.map(shown));
}

export async function saveGroup(
  ports: SchedulePorts,
  actor: Actor,
  change: ClusterGroupChange,
): Answer<ClusterGroup> {
  const scope = await scopeOf(ports, actor, 'write-entry');
  if (!scope.ok) return scope;
  const { within } = scope.value;
  const devices = await placedDevices(ports, scope.value.areas);
  if (!within.has(change.areaId)) return NOT_FOUND;
  const boxes = new Set(
    devices.filter(({ path }) => path.includes(change.areaId)).map(({ id }) => id),
  );
  const beside = await ports.store.schedule.clusterGroups([change.areaId]);
  const before = change.id === undefined ? null : beside.find(({ id }) => id === change.id);
  if (before === undefined) return NOT_FOUND;
  // Who was moved away or shut out since is dropped; nobody else's boxes exist here.
  const gone = new Set(before?.deviceIds.filter((id) => !boxes.has(id)));
  const members = change.deviceIds.filter((id) => !gone.has(id));
  if (!members.every((id) => boxes.has(id))) return NOT_FOUND;
  const namesake = beside.find(({ id, name }) => id !== change.id && name === change.name);
  if (namesake !== undefined) return err({ code: 'name-taken', name: change.name });
  if (before === null && beside.length >= CLUSTER_GROUPS_MAX) {
    return err({ code: 'too-many-groups', limit: CLUSTER_GROUPS_MAX });
  }
  const group: StoredClusterGroup = {
    id: change.id ?? ClusterGroupId.parse(ports.chance.id('g')),
    areaId: change.areaId,
    name: change.name,
    stationName: change.stationName == null ? null : bareStationName(change.stationName),
    deviceIds: [...new Set(members)].sort(),
    changedAt: ports.clock.now(),
  };
  const { since } = change;
  const moved = await stationChange(ports, scope.value, { group, before, since });
  if (!moved.ok) return moved;
  await noted(ports, actor, group, 'save');
  await moved.value();
  await ports.store.schedule.putClusterGroup(group);
  const published = await republish(ports, actor, { scope: scope.value, group, before });
  return published.ok ? ok(shown(group)) : published;
}

export async function removeGroup(
  ports: SchedulePorts,
  actor: Actor,
  id: ClusterGroupId,
): Answer<null> {
  const scope = await scopeOf(ports, actor, 'write-entry');
  if (!scope.ok) return scope;
  const [group] = await ports.store.schedule.clusterGroupsBy([id]);
  if (group === undefined || !scope.value.within.has(group.areaId)) return NOT_FOUND;
  const lines = await linesOf(ports, scope.value, group);
  if (lines.length > 0) return err({ code: 'group-in-use', entries: lines.length });
  const gone = { ...group, stationName: null };
  const change = { group: gone, before: group, since: undefined };
  const moved = await stationChange(ports, scope.value, change);
  if (!moved.ok) return moved;
  await noted(ports, actor, group, 'remove');
  await moved.value();
  await ports.store.schedule.removeClusterGroup(id, ports.clock.now());
  return ok(null);
}

/** Lines of its area, of those below and above it, that mean the group and are not over. */
async function linesOf(
  { store }: SchedulePorts,
  { areas }: Scope,
  { id, areaId }: StoredClusterGroup,
): Promise<StoredEntry[]> {
  const around: AreaId[] = [...subtreeOf(areas, areaId), ...ancestorsOf(areas, areaId)];
  const entries = await store.schedule.entries(around, 'active');
  return entries.filter(({ target }) => target.groupIds?.includes(id) === true);
}

type Changed = {
  readonly scope: Scope;
  readonly group: StoredClusterGroup;
  readonly before: StoredClusterGroup | null;
};

async function republish(
  ports: SchedulePorts,
  actor: Actor,
  { scope, group, before }: Changed,
): Answer<null> {
  if (before === null || (await linesOf(ports, scope, group)).length === 0) return ok(null);
  const [was, is] = [new Set(before.deviceIds), new Set(group.deviceIds)];
  const turned = new Set([
    ...before.deviceIds.filter((id) => !is.has(id)),
    ...group.deviceIds.filter((id) => !was.has(id)),
  ]);
  const devices = await placedDevices(ports, scope.areas);
  const reached = devices.filter(({ id }) => turned.has(id));
  if (reached.length === 0) return ok(null);
  const why = `${actor.username} changed the group ${group.id}`;
  const published = await publish(ports, reached, why, null);
  return published.ok ? ok(null) : published;
}

async function noted(
  { store, clock }: SchedulePorts,
  actor: Actor,
  { areaId, name, deviceIds, stationName }: StoredClusterGroup,
  act: 'save' | 'remove',
): Promise<void> {
  await store.audit.append({
    at: clock.now(),
    actor: actor.username,
    act: `cluster-group.${act}`,
    target: `area:${areaId}`,
    detail: `${name} · ${deviceIds.length} cụm${stationName === null ? '' : ` · đài truyền thanh ${stationName}`}`,
  });
}
