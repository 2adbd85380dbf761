/**
 * Prove — chạy một chứng minh dài, in một dòng JSON.
 *
 * `make prove-mastering`, `prove-kills`, `prove-records`, `prove-hostile`, `prove-box`, `prove-month`,
 * `prove-drift`: what `make test` shows in little, shown at length. Ends with 1 when a single case misses what was promised.
 */
import { proveBox } from './prove-box.js';
import { proveDrift } from './prove-drift.js';
import { proveHostile } from './prove-hostile.js';
import { proveKills } from './prove-kills.js';
import { proveMastering } from './prove-mastering.js';
import { proveMonth } from './prove-month.js';
import { proveRecords } from './prove-records.js';

type Proof = { readonly figures: object; readonly good: boolean };
type Prove = (count: number, told: (done: number) => void) => Promise<Proof>;

const PROOFS: Readonly<Record<string, Prove>> = {
  mastering: async (count, told) => {
    const figures = await proveMastering(count, told);
    return { figures, good: figures.misses.length + figures.refused.length === 0 };
  },
  kills: proveKills,
  records: proveRecords,
  hostile: proveHostile,
  box: proveBox,
  month: proveMonth,
  drift: proveDrift,
};

const [name = '', text = ''] = process.argv.slice(2);
const prove = Object.hasOwn(PROOFS, name) ? PROOFS[name] : undefined;
const count = Number(text);
if (prove === undefined || !Number.isSafeInteger(count) || count < 1) {
  process.stderr.write(`usage: prove.ts ${Object.keys(PROOFS).join('|')} COUNT\n`);
  process.exit(2);
}
const startedAt = performance.now();
const { figures, good } = await prove(count, (done) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} / ${count}  `);
});
const seconds = Math.round((performance.now() - startedAt) / 1000);
process.stdout.write(`${JSON.stringify({ name: `${name} proof`, ...figures, seconds })}\n`);
process.exit(good ? 0 : 1);
