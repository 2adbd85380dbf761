/**
 * Series of bulletins — loạt kỳ của một văn bản dài.
 *
 * Finds the other episodes of the text that a bulletin was divided from, in order, so that a whole
 * series is scheduled in one touch. Promises all of them or nothing.
 */
import type { BulletinId } from '@loaso/shared/ids';
import type { BulletinSummary } from '@loaso/shared/wire/http/content';

type Placed = Pick<BulletinSummary, 'id' | 'series'>;

/** The episodes of the series that `one` belongs to; empty unless each is there. */
export function seriesOf(one: Placed | undefined, all: readonly Placed[]): BulletinId[] {
  const own = one?.series ?? null;
  if (own === null) return [];
  const parts = new Map<number, BulletinId>();
  for (const { id, series } of all) if (series?.of === own.of) parts.set(series.number, id);
  const ids = Array.from({ length: own.count }, (_, index) => parts.get(index + 1));
  const found = ids.filter((id) => id !== undefined);
  return found.length === own.count && found.length > 1 ? found : [];
}
