/**
 * Proof of the ledger under `kill -9` — chứng minh sổ phát khớp đến từng lượt dù bị giết.
 *
 * Two hundred kills of boxes, server and broker; the seed is told, so that a failure can be had again
 * as far as a real machine repeats itself.
 */
import { recordKills } from '../support/kills/record-kills.js';

const SEED = 20_261_126;
const BOXES = 6;
const PACE_MS = 2_500;
const DOWN_MS_MAX = 8_000;

export async function proveRecords(
  kills: number,
  told: (done: number) => void,
): Promise<{ figures: object; good: boolean }> {
  const wishes = { kills, seed: SEED, boxes: BOXES, paceMs: PACE_MS, downMsMax: DOWN_MS_MAX };
  const result = await recordKills(wishes, told);
  // A day on which nothing was cut short would prove nothing.
  const fierce = result.interrupted + result.missed > 0;
  return {
    figures: { seed: SEED, kills, boxes: BOXES, ...result },
    good: result.faults.length === 0 && fierce,
  };
}
