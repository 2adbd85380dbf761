/**
 * Areas at start — nạp địa bàn.
 *
 * Puts the province and its communes of the map into the store. Codes keep their rows: a newer map
 * renames and adds, it never removes what yearly reports still name.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AreaId } from '@loaso/shared/ids';
import { TRAINING_COMMUNE } from '@loaso/shared/training';
import type { Area } from '@loaso/shared/wire/http/people';
import type { Config } from '../config.js';
import { areasOfMap } from '../core/access/area-tree.js';
import type { Store } from '../ports/store.js';
import { ROOT } from './workshop.js';

const SHIPPED_MAP = join(ROOT, 'server', 'data', 'gia-lai-communes.geojson');

/** The map as text, read once at start. */
export const readMap = (config: Config): string =>
  readFileSync(config.mapFile === '' ? SHIPPED_MAP : config.mapFile, 'utf8');

export async function loadAreas(store: Pick<Store, 'areas'>, config: Config): Promise<void> {
  const province = { id: AreaId.parse(config.provinceCode), name: config.provinceName };
  const areas = areasOfMap(province, JSON.parse(readMap(config)));
  await store.areas.putAreas(config.trainingCommune ? [...areas, training(province.id)] : areas);
}

const training = (parentId: AreaId): Area => ({
  id: TRAINING_COMMUNE,
  parentId,
  name: 'Xã tập huấn',
  level: 'commune',
  kind: 'xa',
  urban: false,
});
