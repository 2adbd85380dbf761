/**
 * Who a target means — nơi phát, kể cả nhóm cụm loa.
 *
 * The groups that somebody names, with who is in them now.
 */
import type { DeviceId } from '@loaso/shared/ids';
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
