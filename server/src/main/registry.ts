/**
 * Register without a server — sổ địa bàn khi chưa chạy máy chủ.
 *
 * The store and the verbs about the register, for the command line. No broker and no box is near.
 */
import { setImmediate as breath } from 'node:timers/promises';
import { err } from '@loaso/shared/result';
import { makeTable } from '../adapters/sheets/xlsx.js';
import { createChance } from '../adapters/system/chance.js';
import { createSystemClock } from '../adapters/system/clock.js';
import { createHashing } from '../adapters/system/hashing.js';
import type { Config } from '../config.js';
import { createCoverageFlows } from '../flows/coverage/coverage.js';
import type { CoverageFlows } from '../flows/coverage/verbs.js';
import { tellPlaces } from '../flows/sound-rules/place-kind.js';
import { loadAreas } from './areas.js';
import { createSheetIngest } from './ingest.js';
import { readPolicy } from './policy.js';
import { createStore } from './store.js';

export async function openRegistry(
  config: Config,
): Promise<{ flows: CoverageFlows; close(): Promise<void> }> {
  const store = createStore(config);
  await store.start();
  await loadAreas(store, config);
  const clock = createSystemClock();
  const judging = { store, clock, policy: readPolicy(config.policyFile) };
  const flows = createCoverageFlows({
    store,
    clock,
    chance: createChance(clock),
    hashing: createHashing(),
    link: { disconnect: () => Promise.resolve() },
    device: () => Promise.resolve(err({ code: 'not-found' })),
    readSheet: createSheetIngest(),
    makeTable,
    pause: breath,
    areasChanged: () => Promise.resolve(),
    // The server that runs renews what boxes hold each day.
    tellPlaces: (actor, told) => tellPlaces(judging, actor, { ...told, owe: () => undefined }),
    demo: config.demo,
  });
  return { flows, close: () => store.stop() };
}
