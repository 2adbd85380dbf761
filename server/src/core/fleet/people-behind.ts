/**
 * People behind a box — số dân nghe bằng một cụm loa.
 *
 * A rough share for putting repairs in order, not for coverage: the people of a hamlet among its boxes,
 * the rest of a commune among the boxes that belong to the commune alone.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';

type Hamlet = { readonly areaId: AreaId; readonly communeId: AreaId; readonly people: number };
type Box = { readonly id: DeviceId; readonly areaId: AreaId };

/** @returns people by box; a box of a place of which nothing is known is not in it */
export function peopleBehind(
  boxes: readonly Box[],
  hamlets: readonly Hamlet[],
): ReadonlyMap<DeviceId, number> {
  const boxesIn = new Map<AreaId, number>();
  for (const { areaId } of boxes) boxesIn.set(areaId, (boxesIn.get(areaId) ?? 0) + 1);
  const people = new Map<AreaId, number>();
  for (const { areaId, communeId, people: count } of hamlets) {
    const place = boxesIn.has(areaId) ? areaId : communeId;
    people.set(place, (people.get(place) ?? 0) + count);
  }
  return new Map(
    boxes.flatMap(({ id, areaId }) => {
      const count = people.get(areaId);
      return count === undefined
        ? []
        : [[id, Math.round(count / (boxesIn.get(areaId) ?? 1))] as const];
    }),
  );
}
