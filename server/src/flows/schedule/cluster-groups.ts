/**
 * Groups of clusters — nhóm cụm loa.
 *
 * Made by whoever writes the schedule of the area. A change goes to the boxes that joined, in groups
 * where they are many, and to those that left at once; a group that lines still mean is not removed.
 */
import { ClusterGroupId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import {
  CLUSTER_GROUPS_MAX,
  type ClusterGroup,
  type ClusterGroupChange,
} from '@loaso/shared/wire/http/cluster-groups';
import type { PublishForecast } from '@loaso/shared/wire/http/publications';
import { holdsAll } from '../../core/access/station-hands.js';
import { bareStationName } from '../../core/programme/area-settings.js';
import type { StoredClusterGroup } from '../../ports/store-records.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import type { Refusal } from '../refusals.js';
import { type Changed, type GroupEffect, groupEffect, linesMeaning } from './group-effect.js';
import { placedDevices, type SchedulePorts } from './ports.js';
import { publishForecast } from './publish-forecast.js';
import { publish } from './saving.js';
import { type StationSaying, stationChange, unsayStations } from './stations.js';

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

/** What a group is to be, when nothing stands against it. */
async function judged(
  ports: SchedulePorts,
  actor: Actor,
  change: ClusterGroupChange,
): Answer<Changed> {
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
  if (!holdsGroups(actor, [before, { ...change, stationName: change.stationName ?? null }])) {
    return err({ code: 'station-only' });
  }
  const full = fullOrTaken(beside, before, change.name);
  if (full !== null) return err(full);
  const group: StoredClusterGroup = {
    id: change.id ?? ClusterGroupId.parse(ports.chance.id('g')),
    areaId: change.areaId,
    name: change.name,
    stationName: change.stationName == null ? null : bareStationName(change.stationName),
    deviceIds: [...new Set(members)].sort(),
    changedAt: ports.clock.now(),
  };
  return ok({ scope: scope.value, group, before });
}

/** What saving would send, and what begins or stops sounding on whom. */
export async function previewGroup(
  ports: SchedulePorts,
  actor: Actor,
  change: ClusterGroupChange,
): Answer<PublishForecast> {
  const found = await judged(ports, actor, change);
  if (!found.ok) return found;
  const { reached, begins, stops, ...told } = await groupEffect(ports, found.value);
  const effect = { begins, stops };
  return ok(
    await publishForecast(ports, { reached, change: told, airings: [], programmes: 0, effect }),
  );
}

export async function saveGroup(
  ports: SchedulePorts,
  actor: Actor,
  change: ClusterGroupChange,
): Answer<ClusterGroup> {
  const found = await judged(ports, actor, change);
  if (!found.ok) return found;
  const { group, before, scope } = found.value;
  const moved = await stationChange(ports, scope, { group, before, since: change.since });
  if (!moved.ok) return moved;
  const effect = await groupEffect(ports, found.value);
  const store = async (): Answer<null> => {
    await noted(ports, actor, group, 'save');
    await moved.value.store();
    await ports.store.schedule.putClusterGroup(group);
    return ok(null);
  };
  const published =
    before === null || effect.reached.length === 0
      ? await store()
      : await publishGroup(ports, actor, {
          ...{ group, before, effect, store },
          words: moved.value.words,
        });
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
  if (!holdsGroups(actor, [group])) return err({ code: 'station-only' });
  const lines = await linesMeaning(ports, scope.value, group);
  if (lines.length > 0) return err({ code: 'group-in-use', entries: lines.length });
  const gone = { ...group, stationName: null };
  const change = { group: gone, before: group, since: undefined };
  const moved = await stationChange(ports, scope.value, change);
  if (!moved.ok) return moved;
  await noted(ports, actor, group, 'remove');
  await moved.value.store();
  await ports.store.schedule.removeClusterGroup(id, ports.clock.now());
  return ok(null);
}

/** Why one of this name cannot be there beside the others. */
function fullOrTaken(
  beside: readonly StoredClusterGroup[],
  before: StoredClusterGroup | null,
  name: string,
): Refusal | null {
  if (beside.some((one) => one.id !== before?.id && one.name === name)) {
    return { code: 'name-taken', name };
  }
  return before === null && beside.length >= CLUSTER_GROUPS_MAX
    ? { code: 'too-many-groups', limit: CLUSTER_GROUPS_MAX }
    : null;
}

type Membered = Pick<StoredClusterGroup, 'stationName' | 'deviceIds'>;

/** Which box is of which station is for who works for all of them to say. */
const holdsGroups = ({ hands }: Actor, groups: readonly (Membered | null)[]): boolean =>
  hands === undefined ||
  groups.every(
    (one) => one === null || (one.stationName === null && holdsAll(hands, one.deviceIds)),
  );

type Publishing = Pick<Changed, 'group'> & {
  readonly before: StoredClusterGroup;
  readonly words: StationSaying['words'];
  readonly effect: GroupEffect;
  readonly store: () => Answer<null>;
};

async function publishGroup(
  ports: SchedulePorts,
  actor: Actor,
  { group, before, effect, store, words }: Publishing,
): Answer<unknown> {
  const { firstAt, takesBack, losing } = effect;
  // Back as it was, its station too; the name that it was given stays with neither.
  const undo = async (): Promise<void> => {
    await unsayStations(ports, words);
    await ports.store.schedule.putClusterGroup(before);
  };
  return await publish(ports, effect.reached, `${actor.username} changed the group ${group.id}`, {
    act: 'group',
    by: actor.username,
    areaId: group.areaId,
    title: group.name,
    lines: [],
    ...{ firstAt, takesBack, losing },
    earlier: { groups: [before], stations: words },
    deed: { store, undo },
  });
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
