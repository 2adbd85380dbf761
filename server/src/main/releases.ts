/**
 * Releases without a server — nhận bản phần mềm bằng dòng lệnh.
 *
 * The store, the files and the verbs about releases, for the command line beside a running server: the
 * signer that runs there says whom boxes trust. Offers nothing to anybody.
 */
import { join } from 'node:path';
import type { SignerClient } from '../adapters/signer/client.js';
import { createAudioFiles } from '../adapters/system/audio-files.js';
import { createChance } from '../adapters/system/chance.js';
import { createSystemClock } from '../adapters/system/clock.js';
import { createHashing } from '../adapters/system/hashing.js';
import { createLog } from '../adapters/system/log.js';
import { createReleaseFiles } from '../adapters/system/release-files.js';
import { createUploads } from '../adapters/system/uploads.js';
import { type Config, placesIn } from '../config.js';
import type { ReleaseFlows } from '../flows/release-flows.js';
import { createReleaseFlows } from '../flows/releases/releases.js';
import { loadAreas } from './areas.js';
import { readPolicy } from './policy.js';
import { createStore } from './store.js';

export async function openReleases(
  config: Config,
  signer: Pick<SignerClient, 'root'>,
): Promise<{ flows: ReleaseFlows; close(): Promise<void> }> {
  const store = createStore(config);
  await store.start();
  await loadAreas(store, config);
  const clock = createSystemClock();
  const places = placesIn(config.dataDir);
  const flows = createReleaseFlows({
    store,
    clock,
    signer,
    chance: createChance(clock),
    hashing: createHashing(),
    log: createLog({ level: 'error' }),
    policy: readPolicy(config.policyFile),
    link: {
      send: () => Promise.resolve(false),
      admit: () => Promise.resolve(),
      disconnect: () => Promise.resolve(),
    },
    live: { push: () => undefined },
    uploads: createUploads(join(places.work, 'uploads')),
    releaseFiles: createReleaseFiles(createAudioFiles(places.audio)),
    settleMs: config.rolloutSettleMinutes * 60_000,
  });
  return { flows, close: () => store.stop() };
}
