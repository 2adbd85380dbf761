/**
 * Groups of clusters in the fixture — nhóm cụm loa của máy chủ mẫu.
 *
 * Two that are there; what is saved is only answered.
 */
import { AreaId, ClusterGroupId, type DeviceId } from '@loaso/shared/ids';
import { ClusterGroupChange } from '@loaso/shared/wire/http/cluster-groups';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

const group = (id: string, name: string, deviceIds: readonly DeviceId[]) => ({
  id: ClusterGroupId.parse(id),
  areaId: AreaId.parse('21583'),
  name,
  deviceIds: [...deviceIds],
});

function groupsOf({ devices }: World) {
  const ids = devices.map(({ id }) => id);
  if (ids.length === 0) return [];
  return [
    group('nhom-cho', 'Khu chợ Đầm', ids.slice(0, 2)),
    group('nhom-dai-cu', 'Đài Nhơn Bình cũ', ids.slice(2, 7)),
  ];
}

type Handler = (call: Call, world: World, parts: readonly string[]) => Reply;

export const clusterGroups: Readonly<Record<string, Handler>> = {
  'GET cluster-groups': (_, world) => ({ status: 200, json: { groups: groupsOf(world) } }),
  'POST cluster-groups': ({ body }) => {
    const { id = ClusterGroupId.parse('nhom-moi'), ...change } = ClusterGroupChange.parse(body);
    return { status: 200, json: { group: { ...change, id } } };
  },
};
