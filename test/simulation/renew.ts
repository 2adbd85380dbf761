/**
 * Renewing what was found — tìm lại hạt giống phát hiện từng lỗi cài sẵn.
 *
 * A change of the simulated world moves the seeds. Looks for each planted bug where it is found first,
 * keeps the promises that are named for it, and writes `found.ts` and the page.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Bug } from './bugs.js';
import { FOUND, SEEDS_MAX } from './found.js';
import { pageOfSimulator } from './page.js';
import { simulate } from './simulation.js';

const SOURCE = new URL('./found.ts', import.meta.url);
const PAGE = new URL('../../docs/simulator.md', import.meta.url);

function seedOf(bug: Bug): number {
  const { boxes, breaks } = FOUND[bug];
  for (let seed = 1; seed <= SEEDS_MAX; seed += 1) {
    const { violations } = simulate({ boxes, days: 3, seed, faults: 'all', bug });
    if (breaks.every((name) => violations[name] > 0)) return seed;
  }
  throw new Error(`${bug} breaks ${breaks.join(', ')} in no world of ${boxes} boxes`);
}

if (process.argv[2] === 'page') writeFileSync(PAGE, pageOfSimulator());
else {
  let source = readFileSync(SOURCE, 'utf8');
  for (const bug of Object.keys(FOUND) as Bug[]) {
    const seed = seedOf(bug);
    process.stdout.write(`${bug}: ${seed}\n`);
    source = source.replace(`'${bug}': { seed: ${FOUND[bug].seed},`, `'${bug}': { seed: ${seed},`);
  }
  writeFileSync(SOURCE, source);
  process.stdout.write('Now the page: the same command with "page".\n');
}
