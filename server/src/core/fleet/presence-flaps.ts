/**
 * Coming and going — kết nối chập chờn.
 *
 * Counts the losses of contact that are a box's own: not those that struck much of the fleet, of its
 * operator or of its power line at one stroke, nor those under planned work. A box that has been there
 * for a while, measured by how restless it was, comes and goes no more.
 */
import { HOUR_MS } from '@loaso/shared/time';
import { type Neighbour, STROKE_MS } from './diagnose-scene.js';

/** From so many losses a day on, contact comes and goes. */
export const FLAPS_MIN = 4;
/** So long without a loss is steady again, after a burst. */
export const CALM_AGAIN_MS = 2 * HOUR_MS;
/** What took so large a part of those on one line was the line. */
const STROKE_SHARE = 0.3;
/** Two boxes lost together are a coincidence. */
const STROKE_MIN = 3;
/** Of fewer boxes a share says nothing. */
const GROUP_MIN = 5;

export type Flaps = {
  /** Its own losses of the last 24 hours. */
  readonly losses24h: number;
  /** Until when its contact counts as coming and going; null where it does not. */
  readonly restlessUntil: number | null;
};

export const STEADY: Flaps = { losses24h: 0, restlessUntil: null };

/** Instants at which contact was lost in the last 24 hours, by box, oldest first. */
export type LossesOf = ReadonlyMap<string, readonly number[]>;

type Standing = Pick<Neighbour, 'id' | 'operator' | 'powerLine'>;
type Loss = { readonly id: string; readonly at: number };

/**
 * @param standing  every box in service
 * @param isPlanned whether work was planned on a box at an instant
 */
export function flapsOf(
  lossesOf: LossesOf,
  standing: readonly Standing[],
  isPlanned: (id: string, at: number) => boolean,
): ReadonlyMap<string, Flaps> {
  const groups = groupsOf(lossesOf, standing);
  const shared = new Set([...groups.values()].flatMap(struckTogether));
  const own = new Map<string, number[]>();
  for (const loss of groups.get(FLEET)?.losses ?? []) {
    const { id, at } = loss;
    if (shared.has(loss) || isPlanned(id, at)) continue;
    own.set(id, [...(own.get(id) ?? []), at]);
  }
  return new Map(
    [...own].map(([id, times]) => [
      id,
      { losses24h: times.length, restlessUntil: restlessUntilOf(times) },
    ]),
  );
}

type Group = { size: number; readonly losses: Loss[] };

const FLEET = 'fleet';
const keysOf = ({ operator, powerLine }: Standing): string[] => [
  FLEET,
  ...(operator === null ? [] : [`operator ${operator}`]),
  ...(powerLine === null ? [] : [`line ${powerLine}`]),
];

function groupsOf(lossesOf: LossesOf, standing: readonly Standing[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const one of standing) {
    const losses = (lossesOf.get(one.id) ?? []).map((at) => ({ id: one.id, at }));
    for (const key of keysOf(one)) {
      const group = groups.get(key) ?? { size: 0, losses: [] };
      group.size += 1;
      group.losses.push(...losses);
      groups.set(key, group);
    }
  }
  for (const { losses } of groups.values()) losses.sort((a, b) => a.at - b.at);
  return groups;
}

/** Those around which enough other boxes of the group were lost. */
function struckTogether({ size, losses }: Group): Loss[] {
  const least = Math.max(STROKE_MIN, size * STROKE_SHARE);
  if (size < GROUP_MIN || losses.length < least) return [];
  const near = new Map<string, number>();
  let [first, end] = [0, 0];
  return losses.filter(({ at }) => {
    for (let next = losses[end]; next !== undefined && next.at <= at + STROKE_MS; ) {
      near.set(next.id, (near.get(next.id) ?? 0) + 1);
      end += 1;
      next = losses[end];
    }
    for (let old = losses[first]; old !== undefined && old.at < at - STROKE_MS; ) {
      const left = (near.get(old.id) ?? 1) - 1;
      if (left === 0) near.delete(old.id);
      else near.set(old.id, left);
      first += 1;
      old = losses[first];
    }
    return near.size >= least;
  });
}

/** Who is lost every six hours is not steady after two; who was lost in a burst is. */
function restlessUntilOf(times: readonly number[]): number | null {
  const newest = times.at(-1);
  const fourth = times.at(-FLAPS_MIN);
  if (newest === undefined || fourth === undefined) return null;
  return newest + Math.max(CALM_AGAIN_MS, (newest - fourth) / 2);
}
