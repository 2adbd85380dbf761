/**
 * Groups of a release — chia đợt đưa bản phần mềm.
 *
 * A few boxes first, each in a commune of its own, none beside another of the same place, one of every
 * processor; then groups five times as large. Boxes that are well come before those that are not: the
 * first must be able to answer. Knows neither plans nor the store.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { spread } from './rollout.js';

export type ReleaseCandidate = {
  readonly id: DeviceId;
  /** Boxes of one area stand in for each other. */
  readonly placeId: AreaId;
  readonly communeId: AreaId;
  readonly arch: string;
  /** On line and in order. */
  readonly healthy: boolean;
};

/** Boxes of the first group, where the fleet is large. */
const FIRST_MAX = 12;
const GROWTH = 5;

/** @returns the groups in their order, none empty; each box is in exactly one */
export function releaseGroups(boxes: readonly ReleaseCandidate[]): DeviceId[][] {
  const line = inLine(boxes);
  const pioneers = pioneersOf(line, firstSize(boxes));
  const chosen = new Set(pioneers.map(({ id }) => id));
  const rest = line.filter(({ id }) => !chosen.has(id));
  const groups = [pioneers, ...growing(rest, pioneers.length * GROWTH)];
  return groups.filter((group) => group.length > 0).map((group) => group.map(({ id }) => id));
}

function firstSize(boxes: readonly ReleaseCandidate[]): number {
  const processors = new Set(boxes.map(({ arch }) => arch)).size;
  const root = Math.floor(Math.sqrt(boxes.length));
  return Math.max(Math.min(FIRST_MAX, root), Math.min(processors, boxes.length));
}

type Placed = ReleaseCandidate & { readonly rank: readonly number[] };

/** The whole fleet in the order of its turn. */
function inLine(boxes: readonly ReleaseCandidate[]): Placed[] {
  const communes = [...new Set(boxes.map(({ communeId }) => communeId))].sort();
  const scattered = spread(communes, FIRST_MAX);
  const order = [...new Set([...scattered, ...communes])];
  const turnOf = new Map(order.map((id, at) => [id, at]));
  const nthOfPlace = nthBy(boxes, ({ placeId }) => placeId);
  const nthOfCommune = nthBy(boxes, ({ communeId, id }) => `${communeId} ${nthOfPlace.get(id)}`);
  const rankOf = ({ id, healthy, communeId }: ReleaseCandidate): number[] => [
    healthy ? 0 : 1,
    nthOfPlace.get(id) ?? 0,
    nthOfCommune.get(id) ?? 0,
    turnOf.get(communeId) ?? 0,
  ];
  return boxes.map((box) => ({ ...box, rank: rankOf(box) })).sort(byRank);
}

function byRank(a: Placed, b: Placed): number {
  const at = a.rank.findIndex((part, index) => part !== b.rank[index]);
  if (at >= 0) return (a.rank[at] ?? 0) - (b.rank[at] ?? 0);
  return a.id < b.id ? -1 : 1;
}

/** The how-manieth of its kind each box is, those that are well first. */
function nthBy(
  boxes: readonly ReleaseCandidate[],
  kindOf: (box: ReleaseCandidate) => string,
): ReadonlyMap<DeviceId, number> {
  const nth = new Map<DeviceId, number>();
  for (const group of Map.groupBy(boxes, kindOf).values()) {
    const sorted = [...group].sort(
      (a, b) => Number(b.healthy) - Number(a.healthy) || (a.id < b.id ? -1 : 1),
    );
    for (const [at, { id }] of sorted.entries()) nth.set(id, at);
  }
  return nth;
}

/** One of every processor, then by turn; never two of one place. */
function pioneersOf(line: readonly Placed[], wanted: number): Placed[] {
  const taken: Placed[] = [];
  const places = new Set<AreaId>();
  const take = (box: Placed | undefined): void => {
    if (box === undefined || places.has(box.placeId)) return;
    taken.push(box);
    places.add(box.placeId);
  };
  for (const arch of new Set(line.map((box) => box.arch))) {
    take(line.find((box) => box.arch === arch && !places.has(box.placeId)));
  }
  for (const box of line) if (taken.length < wanted) take(box);
  return taken;
}

/** Groups that grow; what would be left over as a small last one joins the one before. */
function growing(rest: readonly Placed[], first: number): Placed[][] {
  const groups: Placed[][] = [];
  let from = 0;
  for (let size = Math.max(1, first); from < rest.length; size *= GROWTH) {
    const left = rest.length - from;
    const taken = left < size * 2 ? left : size;
    groups.push(rest.slice(from, from + taken));
    from += taken;
  }
  return groups;
}
