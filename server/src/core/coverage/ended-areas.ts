/**
 * Ended areas — địa bàn đã hết hiệu lực.
 *
 * Which areas of the tree lie in a commune that is no more, since when, and whether clusters still hang
 * there: nothing new is begun in such a place, but what hangs there must be reached until it is moved.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import type { Area } from '@loaso/shared/wire/http/people';
import { type CommuneBook, type CommuneFact, communeBook } from './communes.js';

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

export type EndedPlace = {
  readonly id: AreaId;
  readonly name: string;
  /** Its last day. */
  readonly on: LocalDate;
  /** What is in its place today, by name. */
  readonly successors: readonly string[];
};

type Asked = { readonly ids: readonly AreaId[]; readonly today: LocalDate };

/** Those of `ids` that are no more, in their order: a commune, or a hamlet in it. */
export function endedPlaces(
  areas: readonly Area[],
  facts: readonly CommuneFact[],
  { ids, today }: Asked,
): EndedPlace[] {
  const ended = endedCommunes(facts, today);
  const book = communeBook(facts);
  const known = new Map(areas.map((area) => [area.id, area]));
  const nameOf = (id: AreaId): string => book.nameOn(id, today) ?? known.get(id)?.name ?? id;
  return ids.flatMap((id): EndedPlace[] => {
    const area = known.get(id);
    const commune = area === undefined ? id : (communeOf(area) ?? id);
    const on = ended.get(commune);
    if (on === undefined) return [];
    const now = [...new Set(insteadOf(book, commune, today))].filter((one) => one !== commune);
    return [{ id, name: area?.name ?? nameOf(id), on, successors: now.map(nameOf) }];
  });
}

/** Reforms that are followed where a commune was divided more than once. */
const DIVISIONS_MAX = 4;

/** What stands in the place of `id` on the day: itself where nothing does. */
function insteadOf(book: CommuneBook, id: AreaId, today: LocalDate, after = 0): AreaId[] {
  const heir = book.heirOn(id, today);
  const end = book.endOf(heir);
  const parts = end === null || end >= today ? [] : book.dividedInto(heir);
  if (parts.length === 0 || after >= DIVISIONS_MAX) return [heir];
  return parts.flatMap((one) => insteadOf(book, one, today, after + 1));
}

/** Where clusters hang; one in a hamlet keeps its commune within reach too. */
export function clustersIn(
  areas: readonly Area[],
  devices: readonly { readonly areaId: AreaId }[],
): Set<AreaId> {
  const parents = new Map(areas.map(({ id, parentId }) => [id, parentId]));
  return new Set(devices.flatMap(({ areaId }) => [areaId, parents.get(areaId) ?? areaId]));
}

const communeOf = ({ id, level, parentId }: Area): AreaId | null =>
  level === 'hamlet' ? parentId : id;

/** @param reached see {@link clustersIn} */
export function toldEnded(
  areas: readonly Area[],
  ended: ReadonlyMap<AreaId, LocalDate>,
  reached: ReadonlySet<AreaId>,
): Area[] {
  return areas.map((area) => {
    const commune = communeOf(area);
    const on = commune === null ? undefined : ended.get(commune);
    return on === undefined ? area : { ...area, ended: { on, clusters: reached.has(area.id) } };
  });
}
