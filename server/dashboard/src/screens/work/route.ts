/**
 * Route — đường đi trong ngày.
 *
 * Boxes to visit in an order that is short to go: always the nearest next, then two ways that cross
 * uncrossed for as long as that shortens the whole (2-opt). The first point stays, there is no way
 * back. Not the shortest there is, and never longer than nearest first.
 */
import { distanceKm, type Point } from './distance.js';

/** Beyond so many the day is over anyway. */
export const STOPS_MAX = 40;
/** Shorter than this is rounding, not a gain. */
const GAIN_KM = 1e-6;
const ROUNDS_MAX = 100;

type Placed = { readonly at: Point };

/** @param from where the way begins; null: at the first of `stops` */
export function routeOf<S extends Placed>(from: Point | null, stops: readonly S[]): S[] {
  const [first, ...others] = stops;
  if (first === undefined) return [];
  if (from !== null) return uncrossed(from, nearestNext(from, stops));
  return [first, ...uncrossed(first.at, nearestNext(first.at, others))];
}

/** Kilometres of each step; of the first null where nobody knows from where it is gone. */
export function legsKm(from: Point | null, route: readonly Placed[]): (number | null)[] {
  return route.map(({ at }, index) => {
    const before = index === 0 ? from : (route[index - 1]?.at ?? null);
    return before === null ? null : distanceKm(before, at);
  });
}

export const lengthKm = (from: Point | null, route: readonly Placed[]): number =>
  legsKm(from, route).reduce<number>((sum, km) => sum + (km ?? 0), 0);

function nearestNext<S extends Placed>(from: Point, stops: readonly S[]): S[] {
  const left = [...stops];
  const route: S[] = [];
  let at = from;
  while (left.length > 0) {
    const far = left.map((stop) => distanceKm(at, stop.at));
    const [next] = left.splice(far.indexOf(Math.min(...far)), 1);
    if (next === undefined) break;
    route.push(next);
    at = next.at;
  }
  return route;
}

function uncrossed<S extends Placed>(from: Point, nearest: readonly S[]): S[] {
  let route = [...nearest];
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const better = shortened(from, route);
    if (better === null) break;
    route = better;
  }
  return route;
}

/** The route with the one stretch turned round that gains most; null where none gains. */
function shortened<S extends Placed>(from: Point, route: readonly S[]): S[] | null {
  let best = { gain: GAIN_KM, first: -1, last: -1 };
  for (let first = 0; first < route.length - 1; first += 1) {
    for (let last = first + 1; last < route.length; last += 1) {
      const gain = gainOf(from, route, { first, last });
      if (gain > best.gain) best = { gain, first, last };
    }
  }
  if (best.first < 0) return null;
  const { first, last } = best;
  const turned = route.slice(first, last + 1).reverse();
  return [...route.slice(0, first), ...turned, ...route.slice(last + 1)];
}

type Stretch = { readonly first: number; readonly last: number };

/** Kilometres that turning a stretch round saves: only its two ends change. */
function gainOf(from: Point, route: readonly Placed[], { first, last }: Stretch): number {
  const before = first === 0 ? from : route[first - 1]?.at;
  const [begin, end, after] = [route[first]?.at, route[last]?.at, route[last + 1]?.at];
  if (before === undefined || begin === undefined || end === undefined) return 0;
  const behind = (at: Point): number => (after === undefined ? 0 : distanceKm(at, after));
  return distanceKm(before, begin) + behind(end) - distanceKm(before, end) - behind(begin);
}
