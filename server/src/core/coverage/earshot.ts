/**
 * Who hears which cluster — cụm nào tới thôn nào.
 *
 * Every hamlet with the clusters whose sound reaches it and the places they reach, found through a
 * grid, so that a province costs little more than its own pairs. Knows nothing of states and figures.
 */
import { type Cluster, HAMLET_RADIUS_MIN_M, type Hamlet } from './registry.js';
import { type Circle, type Heard, heardIn, type Place } from './share.js';

export type Earshot = {
  readonly hamlet: Hamlet;
  /** Null: nobody has said where its houses are. */
  readonly disc: Circle | null;
  readonly heard: readonly { readonly cluster: Cluster; readonly places: Heard }[];
};

/** Side of a cell of the grid, degrees: about five kilometres, above any reach. */
const CELL = 0.05;

const columnOf = (degrees: number): number => Math.floor(degrees / CELL);
const named = (north: number, east: number): string => `${north} ${east}`;
const cellOf = ({ lat, lng }: Place): string => named(columnOf(lat), columnOf(lng));

/** In the order of `hamlets`; the order of `clusters` is irrelevant to every sum made of it. */
export function earshotOf(hamlets: readonly Hamlet[], clusters: readonly Cluster[]): Earshot[] {
  const grid = new Map<string, Cluster[]>();
  const inHamlet = new Map<string, Cluster[]>();
  for (const cluster of clusters) {
    const [map, key] =
      cluster.position === null
        ? ([inHamlet, cluster.areaId] as const)
        : ([grid, cellOf(cluster.position)] as const);
    map.set(key, [...(map.get(key) ?? []), cluster]);
  }
  return hamlets.map((hamlet) => {
    const disc = discOf(hamlet);
    if (disc === null) return { hamlet, disc, heard: [] };
    const near = [...around(disc.centre, grid), ...(inHamlet.get(hamlet.areaId) ?? [])];
    return { hamlet, disc, heard: near.flatMap((cluster) => pairOf(disc, cluster)) };
  });
}

const discOf = ({ centre, radiusM }: Hamlet): Circle | null =>
  centre === null ? null : { centre, radiusM: Math.max(radiusM, HAMLET_RADIUS_MIN_M) };

/** Neighbours by whole numbers of cells: sums of degrees would meet one twice and miss another. */
function around({ lat, lng }: Place, grid: ReadonlyMap<string, Cluster[]>): Cluster[] {
  const steps = [-1, 0, 1];
  return steps.flatMap((north) =>
    steps.flatMap((east) => grid.get(named(columnOf(lat) + north, columnOf(lng) + east)) ?? []),
  );
}

/** A cluster whose place nobody noted is taken to stand in the middle of its hamlet. */
function pairOf(disc: Circle, cluster: Cluster): Earshot['heard'][number][] {
  const circle = { centre: cluster.position ?? disc.centre, radiusM: cluster.radiusM };
  const places = heardIn(disc, circle);
  return places === null ? [] : [{ cluster, places }];
}
