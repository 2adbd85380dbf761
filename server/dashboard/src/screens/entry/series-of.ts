/**
 * Series of bulletins — loạt kỳ của một văn bản dài.
 *
 * A long text comes as bulletins named '… (kỳ 2/5)'. Finds the others of the same text, in order, so
 * that a whole series is scheduled in one touch. Promises all of them or nothing.
 */
import type { BulletinId } from '@loaso/shared/ids';

const PLACE = /^(.*?)\s*\(kỳ (\d{1,2})\/(\d{1,2})\)$/iu;

type Named = { readonly id: BulletinId; readonly title: string };

/** The bulletins of the series that `title` belongs to; empty unless each part is there once. */
export function seriesOf(title: string, all: readonly Named[]): BulletinId[] {
  const own = PLACE.exec(title);
  const [, name, , count] = own ?? [];
  if (name === undefined || count === undefined) return [];
  const parts = new Map<number, BulletinId>();
  for (const one of all) {
    const [, other, number, of] = PLACE.exec(one.title) ?? [];
    if (other === name && of === count) parts.set(Number(number), one.id);
  }
  const ids = Array.from({ length: Number(count) }, (_, index) => parts.get(index + 1));
  const found = ids.filter((id) => id !== undefined);
  return found.length === ids.length && found.length > 1 ? found : [];
}
