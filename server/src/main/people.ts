/**
 * People without a server — người dùng khi chưa chạy máy chủ.
 *
 * The store with its areas and the people's verbs, for the command line.
 */
import { createChance } from '../adapters/system/chance.js';
import { createSystemClock } from '../adapters/system/clock.js';
import { createHashing } from '../adapters/system/hashing.js';
import { createLog } from '../adapters/system/log.js';
import type { Config } from '../config.js';
import type { PeopleFlows } from '../flows/flows.js';
import { createPeopleFlows } from '../flows/people/people.js';
import { loadAreas } from './areas.js';
import { createStore } from './store.js';

export async function openPeople(
  config: Config,
): Promise<{ flows: PeopleFlows; close(): Promise<void> }> {
  const store = createStore(config);
  await store.start();
  await loadAreas(store, config);
  const clock = createSystemClock();
  const log = createLog({ level: 'error', destination: process.stderr });
  const flows = createPeopleFlows({
    store,
    clock,
    chance: createChance(clock),
    hashing: createHashing(),
    log,
  });
  return { flows, close: () => store.stop() };
}
