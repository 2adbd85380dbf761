/**
 * Behind a figure of coverage — mở một con số độ phủ ra từng cụm loa, từng thôn.
 *
 * The part of the world that the figure was summed from, cut to what it counts.
 */
import { ok } from '@loaso/shared/result';
import {
  BEHIND_PAGE,
  type ClustersBehind,
  type ClustersQuery,
  type HamletsBehind,
  type HamletsQuery,
} from '@loaso/shared/wire/http/coverage-behind';
import { clustersOf, countedOf, isOnSide } from '../../core/coverage/behind.js';
import { sumUp } from '../../core/coverage/compute.js';
import { stationsOn } from '../../core/coverage/stations.js';
import type { Actor, Answer } from '../flows.js';
import type { CoveragePorts } from './ports.js';
import { clusterRow, nameIn, type Part, partOf } from './report.js';
import type { Worlds } from './worlds.js';

type Ports = CoveragePorts & { readonly worlds: Worlds };

export async function clustersBehind(
  ports: Ports,
  actor: Actor,
  { of, station, page, ...query }: ClustersQuery,
): Answer<ClustersBehind> {
  const part = await partOf(ports, actor, query);
  if (!part.ok) return part;
  const { world, clusters } = part.value;
  const counted = clustersOf(clusters, of);
  const isTheirs = await inStation(ports, part.value, station);
  const own = counted.filter(({ cluster }) => isTheirs(cluster.id));
  return ok({
    ...headOf(part.value),
    total: own.length,
    clusters: pageIn(own, page).map((one) => ({
      ...clusterRow(one),
      areaName: nameIn(world, one.areaId),
      communeName: nameIn(world, world.communeOf(one.areaId)),
    })),
  });
}

async function inStation(
  { store }: Ports,
  { world }: Part,
  station: ClustersQuery['station'],
): Promise<(id: Parameters<ReturnType<typeof stationsOn>>[0]) => boolean> {
  if (station === undefined) return () => true;
  const stationOf = stationsOn(await store.stations.stationFacts());
  const wanted = station === 'none' ? null : station;
  return (id) => stationOf(id, world.on) === wanted;
}

export async function hamletsBehind(
  ports: Ports,
  actor: Actor,
  { of, figure, side, page, ...query }: HamletsQuery,
): Answer<HamletsBehind> {
  const part = await partOf(ports, actor, query);
  if (!part.ok) return part;
  const { world, facts, parts } = part.value;
  const counting = countedOf(of);
  const inside = parts.filter((one) => isOnSide(side, one));
  const names = new Map(facts.map(({ areaId, name }) => [areaId, name]));
  const rows = inside
    .flatMap((one) => {
      const counted = counting.people(one, figure);
      return counted === null ? [] : [{ ...one, counted }];
    })
    .sort((a, b) => b.counted - a.counted || (a.hamlet.areaId < b.hamlet.areaId ? -1 : 1));
  return ok({
    ...headOf(part.value),
    total: rows.length,
    figure: counting.figure(sumUp(inside), figure),
    hamlets: pageIn(rows, page).map(({ hamlet, placed, counted }) => {
      const { areaId, communeId, urban, people } = hamlet;
      const name = names.get(areaId) ?? areaId;
      return {
        areaId,
        name,
        communeName: nameIn(world, communeId),
        urban,
        people,
        placed,
        counted,
      };
    }),
  });
}

const headOf = ({ world, areaId }: Part) => ({
  asOf: world.asOf,
  on: world.on,
  isToday: world.isToday,
  area: { id: areaId, name: nameIn(world, areaId) },
});

const pageIn = <T>(all: readonly T[], page = 1): T[] =>
  all.slice((page - 1) * BEHIND_PAGE, page * BEHIND_PAGE);
