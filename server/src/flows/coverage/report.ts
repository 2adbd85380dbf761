/**
 * Coverage of an area — mức độ phủ của một địa bàn.
 *
 * Cuts the part of an area out of the world of a day: sums, targets, communes, and for one commune its
 * hamlets and clusters; and says what is not known beside what is.
 */
import type { AreaId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { isTraining } from '@loaso/shared/training';
import type { Included } from '@loaso/shared/wire/http/communes';
import type {
  ClusterCoverage,
  CommuneCoverage,
  CoverageQuery,
  CoverageReport,
  HamletCoverage as HamletRow,
} from '@loaso/shared/wire/http/coverage';
import type { ClustersOf } from '@loaso/shared/wire/http/coverage-behind';
import type { StationClusters } from '@loaso/shared/wire/http/stations';
import { ancestorsOf, subtreeOf } from '../../core/access/scope.js';
import { clustersOf } from '../../core/coverage/behind.js';
import { type HamletCoverage, sumUp } from '../../core/coverage/compute.js';
import { type HamletFact, successorsIn } from '../../core/coverage/history.js';
import { FIGURES, type Figure } from '../../core/coverage/registry.js';
import { rowsByStation, type StationRow } from '../../core/coverage/station-rows.js';
import { stationsOn } from '../../core/coverage/stations.js';
import { againstTargets } from '../../core/coverage/targets.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import type { Placed } from './clusters.js';
import { languageRows } from './languages.js';
import type { CoveragePorts } from './ports.js';
import type { Reach } from './verbs.js';
import type { World, Worlds } from './worlds.js';

export type Part = {
  readonly world: World;
  readonly areaId: AreaId;
  /** What went wholly to it and still stood on that day. */
  readonly includes: Included[];
  /** True of the area and all that lay below it on that day. */
  readonly holds: (id: AreaId) => boolean;
  /** Of the world, those inside. */
  readonly at: readonly number[];
  readonly parts: readonly HamletCoverage[];
  readonly facts: readonly HamletFact[];
  readonly clusters: readonly Placed[];
  /** What is above the area and within the scope of who asks, the highest first. */
  readonly above: readonly AreaId[];
};

/** The part of the world that `actor` asks for, where they may see it. */
export async function partOf(
  ports: CoveragePorts & { readonly worlds: Worlds },
  actor: Actor,
  { areaId = actor.areaId, on, law }: CoverageQuery,
): Answer<Part> {
  const scope = await scopeOf(ports, actor, 'see-coverage');
  if (!scope.ok) return scope;
  if (!scope.value.within.has(areaId)) return NOT_FOUND;
  const world = await ports.worlds.of(on ?? null, law === 'true');
  const areas = [...world.areas.values()];
  // Where people learn nobody lives: it is in no figure but its own.
  const includes =
    world.areas.get(areaId)?.level === 'commune' ? world.book.includes(areaId, world.on) : [];
  const own = [areaId, ...includes.map((one) => one.areaId)];
  const inside = new Set(
    own.flatMap((id) => subtreeOf(areas, id)).filter((id) => isTraining(areaId) || !isTraining(id)),
  );
  // A hamlet counts where it lay on that day, and in a commune it has gone to since nowhere before.
  const single = world.areas.get(areaId)?.level === 'hamlet';
  const holds = (id: AreaId): boolean => inside.has(single ? id : world.communeOf(id));
  const at = world.facts.flatMap(({ areaId: id }, index) => (holds(id) ? [index] : []));
  return ok({
    world,
    areaId,
    includes,
    holds,
    at,
    parts: picked(world.parts, at),
    facts: picked(world.facts, at),
    clusters: world.clusters.filter((one) => holds(one.areaId)),
    above: ancestorsOf(areas, areaId)
      .filter((id) => scope.value.within.has(id))
      .reverse(),
  });
}

const picked = <T>(all: readonly T[], at: readonly number[]): T[] =>
  at.flatMap((index) => all[index] ?? []);

const perFigure = <T>(value: (figure: Figure) => T): Record<Figure, T> =>
  Object.fromEntries(FIGURES.map((figure) => [figure, value(figure)])) as Record<Figure, T>;

export async function reportOf(
  ports: Pick<CoveragePorts, 'store'>,
  part: Part,
): Promise<CoverageReport> {
  const { world, areaId, parts, above, includes } = part;
  const area = world.areas.get(areaId);
  const [low, high] = await rangeOf(part);
  const single = area?.level !== 'province';
  return {
    asOf: world.asOf,
    on: world.on,
    isToday: world.isToday,
    law: world.law,
    area: { id: areaId, name: nameIn(world, areaId), level: area?.level ?? 'commune' },
    ...(includes.length === 0 ? {} : { includes }),
    above: above.map((id) => ({ areaId: id, name: nameIn(world, id) })),
    total: sumUp(parts),
    urban: sumUp(parts.filter(({ hamlet }) => hamlet.urban)),
    rural: sumUp(parts.filter(({ hamlet }) => !hamlet.urban)),
    range: perFigure((figure) => ({
      low: low.reached[figure].people,
      high: high.reached[figure].people,
    })),
    targets: perFigure((figure) => againstTargets(parts, figure)),
    languages: languageRows(await world.tongues(), part.holds),
    communes: single ? [] : communesOf(part),
    hamlets: single ? hamletsOf(part) : [],
    clusters: single ? part.clusters.map(clusterRow) : [],
    ...(await stationsOf(ports, part)),
    notes: notesOf(part),
  };
}

async function rangeOf({ world, at }: Part) {
  const { low, high } = await world.range();
  return [sumUp(picked(low, at)), sumUp(picked(high, at))] as const;
}

/** As it was called on that day. */
export const nameIn = ({ areas, book, on }: World, id: AreaId): string =>
  book.nameOn(id, on) ?? areas.get(id)?.name ?? id;

export const reachIn = (part: Part): Reach => ({
  on: part.world.on,
  parts: part.parts,
  notes: notesOf(part),
  nameOf: (id) => nameIn(part.world, id),
});

export function communesOf({ world, parts, clusters }: Part): CommuneCoverage[] {
  const rows = new Map<AreaId, { parts: HamletCoverage[]; clusters: number }>();
  const rowOf = (id: AreaId) => {
    const row = rows.get(id) ?? { parts: [], clusters: 0 };
    rows.set(id, row);
    return row;
  };
  for (const one of parts) rowOf(one.hamlet.communeId).parts.push(one);
  for (const { areaId } of clusters) rowOf(world.communeOf(areaId)).clusters += 1;
  return [...rows]
    .map(([areaId, row]): CommuneCoverage => {
      const area = world.areas.get(areaId);
      return {
        areaId,
        name: nameIn(world, areaId),
        urban: area?.urban ?? false,
        clusters: row.clusters,
        sums: sumUp(row.parts),
      };
    })
    .sort((a, b) => (a.areaId < b.areaId ? -1 : 1));
}

export function hamletsOf({ world, parts, facts }: Part): HamletRow[] {
  const after = successorsIn(world.allFacts);
  const names = new Map(world.allFacts.map(({ areaId, name }) => [areaId, name]));
  const kin = (id: AreaId) => ({ areaId: id, name: names.get(id) ?? id });
  return facts.flatMap((fact, index): HamletRow[] => {
    const part = parts[index];
    if (part === undefined) return [];
    const { areaId, name, urban, people, households, from, predecessors } = fact;
    return [
      {
        areaId,
        name,
        urban,
        people,
        households,
        from,
        placed: part.placed,
        shares: part.shares,
        predecessors: predecessors.filter((id) => id !== areaId).map(kin),
        successors: (after.get(areaId) ?? []).map(kin),
      },
    ];
  });
}

export const clusterRow = ({
  box,
  cluster,
  reach,
  assumed,
  hindrance,
}: Placed): ClusterCoverage => ({
  id: cluster.id,
  name: box.device.name,
  areaId: cluster.areaId,
  today: cluster.today,
  heard7: cluster.heard7,
  heard30: cluster.heard30,
  hindrance,
  reach,
  assumed,
  placed: cluster.position !== null,
});

/** Of one commune, by the day of the report. */
async function stationsOf(
  { store }: Pick<CoveragePorts, 'store'>,
  { world, areaId, includes, clusters }: Part,
): Promise<Pick<CoverageReport, 'stations'>> {
  if (world.areas.get(areaId)?.level !== 'commune') return {};
  const own = [areaId, ...includes.map((one) => one.areaId)];
  const stations = await store.stations.stations(own);
  if (stations.length === 0) return {};
  const stationOf = stationsOn(await store.stations.stationFacts());
  const rows = rowsByStation(clusters, ({ cluster }) => stationOf(cluster.id, world.on), stations);
  return rows.length === 0 ? {} : { stations: rows.map(stationRow) };
}

function stationRow({ id, name, own }: StationRow<Placed>): StationClusters {
  const count = (figure: 'today' | 'heard7' | 'heard30') => ({
    yes: clustersOf(own, `${figure}-yes`).length,
    no: clustersOf(own, `${figure}-no`).length,
    unknown: clustersOf(own, `${figure}-unknown`).length,
  });
  const [today, heard7, heard30] = [count('today'), count('heard7'), count('heard30')];
  return { ...{ id, name, clusters: own.length }, today, heard7, heard30 };
}

function notesOf({ world, holds, facts, clusters }: Part): CoverageReport['notes'] {
  const count = (of: ClustersOf): number => clustersOf(clusters, of).length;
  // A commune whose hamlets have all gone to others has ended: it lacks no statement.
  const begun = world.allFacts.filter(({ from }) => from <= world.on);
  const stated = new Set(
    begun.flatMap(({ communeId }) => [communeId, world.book.heirOn(communeId, world.on)]),
  );
  const sources = new Map<string, number>();
  for (const { source } of facts) sources.set(source, (sources.get(source) ?? 0) + 1);
  return {
    clusters: clusters.length,
    silentToday: count('today-unknown'),
    silent30: count('heard30-unknown'),
    noHorn: count('noHorn'),
    notEnrolled: count('notEnrolled'),
    assumed: count('assumed'),
    placeless: count('placeless'),
    demo: world.demo,
    emptyCommunes: [...world.areas.values()].filter(
      ({ id, level }) =>
        level === 'commune' && holds(id) && !stated.has(id) && world.book.stands(id, world.on),
    ).length,
    sources: [...sources]
      .map(([source, hamlets]) => ({ source, hamlets }))
      .sort((a, b) => b.hamlets - a.hamlets || (a.source < b.source ? -1 : 1)),
  };
}
