/**
 * Prove — chạy chứng minh âm lượng, in một dòng JSON.
 *
 * `make prove-mastering [CLIPS=200]`: ends with 1 when a single clip misses what was promised.
 */
import { proveMastering } from './prove-mastering.js';

const count = Number(process.argv[2] ?? 200);
const startedAt = performance.now();
const proof = await proveMastering(count, (done) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} / ${count}  `);
});
const seconds = Math.round((performance.now() - startedAt) / 1000);
process.stdout.write(`${JSON.stringify({ name: 'mastering proof', ...proof, seconds })}\n`);
process.exit(proof.misses.length + proof.refused.length === 0 ? 0 : 1);
