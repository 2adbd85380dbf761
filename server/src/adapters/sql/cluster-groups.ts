/**
 * Groups of clusters in SQL — nhóm cụm loa trong kho.
 *
 * Their rows, and who is in the groups that lines name.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { ScheduleStore } from '../../ports/store.js';
import type { StoredClusterGroup, StoredEntry } from '../../ports/store-records.js';
import type { OpenDatabase } from './dialects.js';
import { as, fromJson, json, text } from './values.js';

type GroupRow = {
  readonly id: string;
  readonly area_id: string;
  readonly name: string;
  readonly device_ids: string;
  readonly station_name: string | null;
  readonly changed_at: number;
  /** Of a station that was given up: its name stands in diaries. */
  readonly removed_at: number | null;
};

type Groups = Pick<
  ScheduleStore,
  'clusterGroups' | 'clusterGroupsBy' | 'putClusterGroup' | 'removeClusterGroup'
>;

const rowOf = (group: StoredClusterGroup): GroupRow => ({
  id: group.id,
  area_id: group.areaId,
  name: text(group.name),
  device_ids: json(group.deviceIds),
  station_name: group.stationName === null ? null : text(group.stationName),
  changed_at: group.changedAt,
  removed_at: null,
});

const groupOf = (row: GroupRow): StoredClusterGroup => ({
  id: as(row.id),
  areaId: as(row.area_id),
  name: row.name,
  deviceIds: fromJson(row.device_ids),
  stationName: row.station_name,
  changedAt: Number(row.changed_at),
});

export const clusterGroupStore = (open: () => OpenDatabase): Groups => {
  const table = () => open().db.withTables<{ cluster_groups: GroupRow }>();
  const read = async (column: 'id' | 'area_id', values: readonly string[]) => {
    const rows = await table()
      .selectFrom('cluster_groups')
      .selectAll()
      .where((has) => open().oneOf(has.ref(column), values))
      .where('removed_at', 'is', null)
      .orderBy('name')
      .orderBy('id')
      .execute();
    return rows.map(groupOf);
  };
  return {
    clusterGroups: (areaIds) => read('area_id', areaIds),
    clusterGroupsBy: (ids) => read('id', ids),
    async putClusterGroup(group) {
      const { id: _, ...set } = rowOf(group);
      await table()
        .insertInto('cluster_groups')
        .values(rowOf(group))
        .onConflict((conflict) => conflict.column('id').doUpdateSet(set))
        .execute();
    },
    async removeClusterGroup(id, at) {
      const one = table().updateTable('cluster_groups').where('id', '=', id);
      await one.set({ removed_at: at, device_ids: json([]) }).execute();
    },
  };
};

/** Lines that name groups, with who is in them now. */
export async function withMembers(
  groups: Pick<Groups, 'clusterGroupsBy'>,
  entries: readonly StoredEntry[],
): Promise<StoredEntry[]> {
  const ids = [...new Set(entries.flatMap(({ target }) => target.groupIds ?? []))];
  if (ids.length === 0) return [...entries];
  const found = await groups.clusterGroupsBy(ids);
  const members = new Map(found.map(({ id, deviceIds }) => [id, deviceIds]));
  return entries.map((entry): StoredEntry => {
    const { groupIds } = entry.target;
    if (groupIds === undefined) return entry;
    const memberIds = new Set<DeviceId>(groupIds.flatMap((id) => members.get(id) ?? []));
    return { ...entry, target: { ...entry.target, memberIds: [...memberIds] } };
  });
}
