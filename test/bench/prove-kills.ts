/**
 * Proof of publishing under `kill -9` — chứng minh phát hành không hỏng khi bị giết.
 *
 * Two hundred random points; the seed is told, so that a failure can be had again.
 */
import { killPoints } from '../support/kills/kill-points.js';
import { quantile } from './figure.js';

const SEED = 20_261_125;

export async function proveKills(
  points: number,
  told: (done: number) => void,
): Promise<{ figures: object; good: boolean }> {
  const { settledMs, ...result } = await killPoints({ points, seed: SEED }, told);
  const figures = {
    seed: SEED,
    ...result,
    settledMedianMs: Math.round(quantile(settledMs, 0.5)),
    settledWorstMs: Math.round(quantile(settledMs, 1)),
  };
  // Kills that all come after the answer would prove nothing.
  return { figures, good: result.faults.length === 0 && result.midway >= points / 4 };
}
