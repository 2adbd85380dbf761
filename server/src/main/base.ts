/**
 * Base of the server — nền của máy chủ.
 *
 * What every other part stands on: clock, chance, hashing, log, store, files, and the tree of areas
 * kept in memory for questions that cannot wait.
 */
import { join } from 'node:path';
import type { AreaId } from '@loaso/shared/ids';
import { createAudioFiles } from '../adapters/system/audio-files.js';
import { createChance } from '../adapters/system/chance.js';
import { createSystemClock } from '../adapters/system/clock.js';
import { createHashing } from '../adapters/system/hashing.js';
import { createLog } from '../adapters/system/log.js';
import { createUploads } from '../adapters/system/uploads.js';
import { type Config, placesIn } from '../config.js';
import { inScope } from '../core/access/scope.js';
import type { Store } from '../ports/store.js';
import type { StoredArea } from '../ports/store-records.js';
import { loadAreas } from './areas.js';
import { createStore } from './store.js';

export type AreaTree = {
  load(): Promise<void>;
  /** True when `area` is `root` or below it. */
  covers(root: AreaId, area: AreaId): boolean;
};

export type Base = ReturnType<typeof buildBase>;

export function buildBase(config: Config) {
  const clock = createSystemClock();
  const store = createStore(config);
  return {
    config,
    clock,
    store,
    chance: createChance(clock),
    hashing: createHashing(),
    log: createLog({ level: config.logLevel }),
    files: createAudioFiles(placesIn(config.dataDir).audio),
    uploads: createUploads(join(placesIn(config.dataDir).work, 'uploads')),
    tree: createAreaTree(store, config),
  };
}

function createAreaTree(store: Store, config: Config): AreaTree {
  let areas: readonly StoredArea[] = [];
  const known = new Map<string, boolean>();
  return {
    load: async () => {
      await loadAreas(store, config);
      areas = await store.areas.areas();
      known.clear();
    },
    covers: (root, area) => {
      const key = `${root} ${area}`;
      const answer = known.get(key) ?? inScope(areas, root, area);
      known.set(key, answer);
      return answer;
    },
  };
}
