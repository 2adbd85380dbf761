/**
 * Reading in an area — cách đọc tại địa bàn.
 *
 * The lexicon and the settings that hold in an area, loaded for whoever composes, hears or checks a
 * script there.
 */
import type { AreaId } from '@loaso/shared/ids';
import { type SettingsInForce, settingsInForce } from '../../core/programme/area-settings.js';
import { areaPaths } from '../../core/schedule/reach.js';
import { effectiveLexicon } from '../../core/text/effective-lexicon.js';
import type { SiteLexicon } from '../../core/text/reading.js';
import type { Store } from '../../ports/store.js';
import type { StoredArea, StoredAreaSettings } from '../../ports/store-records.js';
import type { Hashing } from '../../ports/system.js';

export type ReadingPorts = {
  readonly store: Pick<Store, 'lexicon' | 'areas'>;
  readonly hashing: Pick<Hashing, 'sha256'>;
};

export const pathOf = (areas: readonly StoredArea[], id: AreaId): readonly AreaId[] =>
  areaPaths(areas).get(id) ?? [id];

export async function lexiconAt(
  { store, hashing }: ReadingPorts,
  areas: readonly StoredArea[],
  id: AreaId,
): Promise<SiteLexicon> {
  const path = pathOf(areas, id);
  return effectiveLexicon(await store.lexicon.readings(path), path, hashing.sha256);
}

/** @param coming what one of the areas is about to say */
export async function settingsAt(
  { store }: { readonly store: Pick<Store, 'areas'> },
  areas: readonly StoredArea[],
  id: AreaId,
  coming?: StoredAreaSettings,
): Promise<SettingsInForce> {
  const path = pathOf(areas, id);
  const byId = new Map(areas.map((area) => [area.id, area]));
  const named = path.flatMap((one) => byId.get(one) ?? []);
  const said = await store.areas.areaSettings(path);
  return settingsInForce(coming === undefined ? said : [coming, ...said], named);
}
