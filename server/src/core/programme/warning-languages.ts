/**
 * Languages of warnings — cảnh báo được nghe bằng tiếng gì.
 *
 * A warning goes out to a commune or to hamlets of it, and sounds alike on all its boxes: in whatever
 * is heard in the commune or in one of its hamlets. So a box holds all that an order may make it say.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import { areaPaths } from '../schedule/reach.js';
import { type AreaSaying, type NamedArea, settingsInForce } from './area-settings.js';

type Node = NamedArea & { readonly parentId: AreaId | null };

/** For every area, the languages in which its boxes hear warnings. */
export function warningLanguages(
  sayings: readonly AreaSaying[],
  areas: readonly Node[],
): ReadonlyMap<AreaId, readonly LanguageCode[]> {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const paths = areaPaths(areas);
  const communes = new Map<AreaId, LanguageCode[]>();
  const communeOf = ({ id, level, parentId }: Node): AreaId =>
    level === 'hamlet' ? (parentId ?? id) : id;
  // The commune's own order of languages first, whatever order the areas came in.
  const ordered = [...areas].sort(
    (a, b) => Number(a.level === 'hamlet') - Number(b.level === 'hamlet') || (a.id < b.id ? -1 : 1),
  );
  for (const area of ordered) {
    const path = (paths.get(area.id) ?? [area.id]).flatMap((id) => byId.get(id) ?? []);
    const { languages } = settingsInForce(sayings, path);
    const commune = communeOf(area);
    communes.set(commune, [...new Set([...(communes.get(commune) ?? []), ...languages])]);
  }
  return new Map(areas.map((area) => [area.id, communes.get(communeOf(area)) ?? ['vi']]));
}

/** In which languages an order for these places sounds. */
export const languagesAt = (
  tongues: ReadonlyMap<AreaId, readonly LanguageCode[]>,
  places: readonly AreaId[],
): LanguageCode[] => [
  ...new Set(places.flatMap((place): readonly LanguageCode[] => tongues.get(place) ?? ['vi'])),
];
