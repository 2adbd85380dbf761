/**
 * Proof of the box under power cuts and `kill -9` — chứng minh cụm không mất gì khi mất điện.
 *
 * Five power cuts for every kill, on the disk that loses what was not synced; the same count with one
 * sync less must find the fault; then the real program is killed. The seed is told, so that a failure
 * can be had again.
 */
import { killAgent } from '../support/cuts/kill-agent.js';
import { cutPower } from '../support/cuts/power-cuts.js';
import { quantile } from './figure.js';

const SEED = 20_261_125;
const CUTS_PER_KILL = 5;
const READY_MS_MAX = 5_000;

export async function proveBox(
  kills: number,
  told: (done: number) => void,
): Promise<{ figures: object; good: boolean }> {
  const cuts = kills * CUTS_PER_KILL;
  const power = await cutPower({ cuts, seed: SEED, missing: 'none' });
  const withoutFileSync = await cutPower({ cuts, seed: SEED, missing: 'file-sync' });
  const withoutFolderSync = await cutPower({ cuts, seed: SEED, missing: 'folder-sync' });
  const { readyMs, ...killed } = await killAgent({ kills, seed: SEED }, told);
  const readyWorstMs = Math.round(quantile(readyMs, 1));
  const figures = {
    seed: SEED,
    power,
    found: {
      withoutFileSync: faultsOf(withoutFileSync),
      withoutFolderSync: faultsOf(withoutFolderSync),
    },
    killed,
    readyMedianMs: Math.round(quantile(readyMs, 0.5)),
    readyWorstMs,
  };
  const found = faultsOf(withoutFileSync) > 0 && faultsOf(withoutFolderSync) > 0;
  const clean = faultsOf(power) + faultsOf(killed) === 0;
  return { figures, good: clean && found && readyWorstMs <= READY_MS_MAX };
}

type Faults = { readonly lost: number; readonly duplicate: number; readonly torn: number };
const faultsOf = ({ lost, duplicate, torn }: Faults): number => lost + duplicate + torn;
