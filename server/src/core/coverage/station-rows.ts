/**
 * Rows of stations — một xã chia theo đài.
 *
 * Whatever belongs to a box of a commune, cut into its stations and what is in none. Promises that each
 * thing is in one row and none is lost, so that the rows add up to the commune.
 */
import type { ClusterGroupId } from '@loaso/shared/ids';
import type { StationNamed } from '@loaso/shared/wire/http/stations';

type Named = { readonly id: ClusterGroupId; readonly name: string; readonly stands: boolean };

export type StationRow<T> = StationNamed & { readonly own: readonly T[] };

/**
 * @param stations in the order of the rows
 * @returns every station that stands, those given up that still have something, last what is in none;
 * nothing where the commune has no stations
 */
export function rowsByStation<T>(
  things: readonly T[],
  stationOf: (thing: T) => ClusterGroupId | null,
  stations: readonly Named[],
): StationRow<T>[] {
  const known = new Map<ClusterGroupId | null, T[]>(stations.map(({ id }) => [id, []]));
  const loose: T[] = [];
  for (const thing of things) (known.get(stationOf(thing)) ?? loose).push(thing);
  const rows = stations
    .map(({ id, name, stands }) => ({ id, name, stands, own: known.get(id) ?? [] }))
    .filter(({ stands, own }) => stands || own.length > 0)
    .map(({ id, name, own }): StationRow<T> => ({ id, name, own }));
  if (rows.length === 0 || loose.length === 0) return rows;
  return [...rows, { id: 'none', name: '', own: loose }];
}
