/**
 * Who a target means — nơi phát, kể cả nhóm cụm loa.
 *
 * The groups that somebody names, with who is in them now; and one of them looked at alone.
 */
import type { ClusterGroupId, DeviceId } from '@loaso/shared/ids';
import type { Target } from '@loaso/shared/wire/http/schedule';
import type { StoredTarget } from '../../ports/store-records.js';
import type { Scope } from '../content/ports.js';
import type { SchedulePorts } from './ports.js';

/** `target` with who is in its groups; null where one of them is not this person's. */
export async function meant(
  { store }: Pick<SchedulePorts, 'store'>,
  { within }: Scope,
  target: Target,
): Promise<StoredTarget | null> {
  const { areaIds, deviceIds, groupIds = [] } = target;
  if (groupIds.length === 0) return { areaIds, deviceIds };
  const groups = await store.schedule.clusterGroupsBy(groupIds);
  const known = groups.filter(({ areaId }) => within.has(areaId));
  if (known.length < new Set(groupIds).size) return null;
  const memberIds = [...new Set(known.flatMap((group): readonly DeviceId[] => group.deviceIds))];
  return { areaIds, deviceIds, groupIds, memberIds };
}

type Seen<D> = { readonly devices: readonly D[]; readonly groupId: ClusterGroupId | undefined };

/** Those of `devices` that are in the group; all where none is named, null where it is not this person's. */
export async function withinGroup<D extends { readonly id: DeviceId }>(
  { store }: Pick<SchedulePorts, 'store'>,
  { within }: Scope,
  { devices, groupId }: Seen<D>,
): Promise<readonly D[] | null> {
  if (groupId === undefined) return devices;
  const [group] = await store.schedule.clusterGroupsBy([groupId]);
  if (group === undefined || !within.has(group.areaId)) return null;
  const members = new Set(group.deviceIds);
  return devices.filter(({ id }) => members.has(id));
}
