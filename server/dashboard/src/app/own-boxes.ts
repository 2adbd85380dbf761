/**
 * Own boxes — cụm loa của đài mình.
 *
 * Of somebody who works for single stations of a commune: what they may choose. Only courtesy: the
 * server decides every request by itself.
 */
import type { ClusterGroupId, DeviceId } from '@loaso/shared/ids';
import { useQuery } from '@tanstack/react-query';
import { stationsQuery } from '../api/stations.js';
import { useMe } from './session.js';

export type Own = {
  readonly stationIds: readonly ClusterGroupId[];
  /** 'phường Nhơn Phú, phường Nhơn Bình' */
  readonly names: string;
  readonly holds: (id: DeviceId) => boolean;
};

/** Null for who works for the whole area. */
export function useOwnBoxes(): Own | null {
  const me = useMe();
  const stations = useQuery({ ...stationsQuery, enabled: me.stations !== undefined });
  if (me.stations === undefined) return null;
  const stationIds = me.stations.map(({ id }) => id);
  const boxes = new Set(
    (stations.data ?? [])
      .filter(({ id }) => stationIds.includes(id))
      .flatMap(({ deviceIds }) => deviceIds),
  );
  return {
    stationIds,
    names: me.stations.map(({ name }) => name).join(', '),
    holds: (id) => boxes.has(id),
  };
}
