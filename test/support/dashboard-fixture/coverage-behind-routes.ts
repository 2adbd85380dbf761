/**
 * Routes behind figures of coverage, of the fixture — từng cụm loa, từng thôn mẫu.
 *
 * The same made-up register as in the report, cut by the real core to what a figure counts.
 */
import type { AreaId } from '@loaso/shared/ids';
import {
  BEHIND_PAGE,
  type ClustersBehind,
  ClustersOf,
  type HamletsBehind,
  HamletsQuery,
} from '@loaso/shared/wire/http/coverage-behind';
import { clustersOf, countedOf, isOnSide } from '#server/core/coverage/behind';
import { hamletCoverage, sumUp } from '#server/core/coverage/compute';
import { clusterRow, coverage, hamletRow, placesOf, reportOf } from './coverage-routes.js';
import { AREAS } from './people.js';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

/** Of the report that the same world shows. */
function behindHead(call: Call, world: World) {
  const { asOf, on, isToday, area } = reportOf(call, world);
  return { asOf, on, isToday, area: { id: area.id, name: area.name } };
}

const isInside = (area: AreaId, commune: AreaId): boolean => area === '52' || area === commune;
const communeName = (id: AreaId): string => AREAS.find((one) => one.id === id)?.name ?? id;

function clustersBehind(call: Call, world: World): ClustersBehind {
  const head = behindHead(call, world);
  const of = ClustersOf.parse(call.query.get('of'));
  const all = placesOf(world)
    .boxes.filter(({ areaId }) => isInside(head.area.id, areaId))
    .map((one) => ({ ...clusterRow(one), cluster: one }));
  const own = clustersOf(all, of);
  return {
    ...head,
    total: own.length,
    clusters: own.slice(0, BEHIND_PAGE).map(({ cluster, ...row }) => ({
      ...row,
      areaName: communeName(cluster.areaId),
      communeName: communeName(cluster.areaId),
    })),
  };
}

function hamletsBehind(call: Call, world: World): HamletsBehind {
  const head = behindHead(call, world);
  const asked = HamletsQuery.parse(Object.fromEntries(call.query));
  const { hamlets, boxes } = placesOf(world);
  const inside = hamletCoverage(hamlets, boxes).filter(
    (one) => isInside(head.area.id, one.hamlet.communeId) && isOnSide(asked.side, one),
  );
  const counting = countedOf(asked.of);
  const rows = inside.flatMap((one): HamletsBehind['hamlets'] => {
    const counted = counting.people(one, asked.figure);
    if (counted === null) return [];
    const { name, people, urban, areaId } = hamletRow(one);
    const at = communeName(one.hamlet.communeId);
    return [{ areaId, name, communeName: at, urban, people, placed: one.placed, counted }];
  });
  const figure = counting.figure(sumUp(inside), asked.figure);
  return { ...head, total: rows.length, figure, hamlets: rows.slice(0, BEHIND_PAGE) };
}

/** The report too. */
export const allCoverage: Readonly<Record<string, (call: Call, world: World) => Reply>> = {
  ...coverage,
  'GET coverage/clusters': (call, world) => ({ status: 200, json: clustersBehind(call, world) }),
  'GET coverage/hamlets': (call, world) => ({ status: 200, json: hamletsBehind(call, world) }),
};
