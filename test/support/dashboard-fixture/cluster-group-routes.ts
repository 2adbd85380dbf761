/**
 * Groups of clusters in the fixture — nhóm cụm loa của máy chủ mẫu.
 *
 * Three that are there, two of them stations; what is saved is only answered.
 */
import { AreaId, ClusterGroupId, type DeviceId } from '@loaso/shared/ids';
import { ClusterGroupChange } from '@loaso/shared/wire/http/cluster-groups';
import type { Station } from '@loaso/shared/wire/http/stations';
import { DAY_FORECAST } from './publications.js';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

const group = (
  id: string,
  name: string,
  { deviceIds, stationName }: { deviceIds: readonly DeviceId[]; stationName: string | null },
) => ({
  id: ClusterGroupId.parse(id),
  areaId: AreaId.parse('21583'),
  name,
  deviceIds: [...deviceIds],
  stationName,
});

function groupsOf({ devices }: World) {
  const ids = devices.map(({ id }) => id);
  if (ids.length === 0) return [];
  return [
    group('nhom-cho', 'Khu chợ Đầm', { deviceIds: ids.slice(0, 2), stationName: null }),
    group('nhom-dai-cu', 'Đài Nhơn Bình cũ', {
      deviceIds: ids.slice(2, 7),
      stationName: 'phường Nhơn Bình',
    }),
    group('nhom-dai-phu', 'Đài Nhơn Phú cũ', {
      deviceIds: ids.slice(0, 2),
      stationName: 'phường Nhơn Phú',
    }),
  ];
}

export const stationsOf = (world: World): Station[] =>
  groupsOf(world).flatMap(({ stationName, id, areaId, deviceIds }) =>
    stationName === null ? [] : [{ id, areaId, deviceIds, name: stationName, stands: true }],
  );

type Handler = (call: Call, world: World, parts: readonly string[]) => Reply;

export const clusterGroups: Readonly<Record<string, Handler>> = {
  'GET stations': (_, world) => ({ status: 200, json: { stations: stationsOf(world) } }),
  'GET cluster-groups': (_, world) => ({ status: 200, json: { groups: groupsOf(world) } }),
  'POST cluster-groups/preview': () => ({ status: 200, json: DAY_FORECAST }),
  'POST cluster-groups': ({ body }) => {
    const {
      id = ClusterGroupId.parse('nhom-moi'),
      since: _,
      stationName = null,
      ...change
    } = ClusterGroupChange.parse(body);
    return { status: 200, json: { group: { ...change, stationName, id } } };
  },
};
