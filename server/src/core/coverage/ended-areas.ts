/**
 * Ended areas — địa bàn đã hết hiệu lực.
 *
 * Which areas of the tree lie in a commune that is no more, since when, and whether clusters still hang
 * there: nothing new is begun in such a place, but what hangs there must be reached until it is moved.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import type { Area } from '@loaso/shared/wire/http/people';
import { type CommuneFact, communeBook } from './communes.js';

/** Last days of communes that have ended before the day. */
export function endedCommunes(
  facts: readonly CommuneFact[],
  today: LocalDate,
): ReadonlyMap<AreaId, LocalDate> {
  const book = communeBook(facts);
  const ids = new Set(facts.flatMap(({ areaId, predecessors }) => [areaId, ...predecessors]));
  return new Map(
    [...ids].flatMap((id): [AreaId, LocalDate][] => {
      const end = book.endOf(id);
      return end !== null && end < today ? [[id, end]] : [];
    }),
  );
}

/** @param standing where a cluster hangs */
export function toldEnded(
  areas: readonly Area[],
  ended: ReadonlyMap<AreaId, LocalDate>,
  standing: ReadonlySet<AreaId>,
): Area[] {
  const parents = new Map(areas.map(({ id, parentId }) => [id, parentId]));
  const communeOf = ({ id, level, parentId }: Area): AreaId | null =>
    level === 'hamlet' ? parentId : id;
  // A cluster in a hamlet keeps its commune within reach too.
  const reached = new Set([...standing].flatMap((id) => [id, parents.get(id) ?? id]));
  return areas.map((area) => {
    const commune = communeOf(area);
    const on = commune === null ? undefined : ended.get(commune);
    return on === undefined ? area : { ...area, ended: { on, clusters: reached.has(area.id) } };
  });
}
