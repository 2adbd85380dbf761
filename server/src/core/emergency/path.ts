/**
 * Path of an order — ai phải xác nhận.
 *
 * A: approved in advance, one commune or some of its hamlets, one person. B: everything else, two
 * people. C: asked for in so many words, one commune, one person and a minute for a veto. The signer judges it again by itself.
 */
import type { AreaId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import type { UrgentPath } from '@loaso/shared/wire/signer';
import { ancestorsOf } from '../access/scope.js';

type Node = {
  readonly id: AreaId;
  readonly parentId: AreaId | null;
  readonly level: 'province' | 'commune' | 'hamlet';
};

/** Most communes of one order, as the signer's protocol has it. */
const PLACES_MAX = 200;

export type PathRefusal =
  | { readonly code: 'break-glass-wide'; readonly communes: number }
  | { readonly code: 'emergency-wide'; readonly communes: number; readonly limit: number };

export function pathOf(wish: {
  readonly prepared: boolean;
  readonly communes: number;
  readonly breakGlass: boolean;
}): Result<UrgentPath, PathRefusal> {
  const { communes } = wish;
  if (communes > PLACES_MAX) return err({ code: 'emergency-wide', communes, limit: PLACES_MAX });
  if (wish.prepared && communes === 1) return ok('A');
  if (!wish.breakGlass) return ok('B');
  return communes === 1 ? ok('C') : err({ code: 'break-glass-wide', communes });
}

/** Communes and hamlets meant by `chosen`: a province is its communes, nothing lies in another. */
export function placesOf(areas: readonly Node[], chosen: readonly AreaId[]): AreaId[] {
  const wanted = new Set(chosen);
  return areas
    .filter(({ id, level }) => {
      if (level === 'province') return false;
      const above = ancestorsOf(areas, id);
      const named = above.filter((one) => wanted.has(one));
      if (level === 'commune') return wanted.has(id) || named.length > 0;
      // A hamlet counts by itself only where the whole commune is not meant.
      return wanted.has(id) && named.length === 0;
    })
    .map(({ id }) => id)
    .sort();
}

/** How many communes `places` lie in: some hamlets of one are less than all of it, never more. */
export const communesOf = (areas: readonly Node[], places: readonly AreaId[]): number =>
  new Set(
    places.map((place) => {
      const area = areas.find(({ id }) => id === place);
      return area?.level === 'hamlet' ? (area.parentId ?? place) : place;
    }),
  ).size;

/** True when all of `places` lie in `within`. */
export const coversAll = (within: ReadonlySet<AreaId>, places: readonly AreaId[]): boolean =>
  places.every((place) => within.has(place));
