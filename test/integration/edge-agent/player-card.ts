/**
 * A card for the player — thẻ âm thanh cho trình phát.
 *
 * The program of the player, and a card made of a script that keeps what it has played.
 */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PlayerProgram } from '#edge-agent/adapters/output/player-output';
import type { CardSetting } from '#edge-agent/adapters/output/player-wire';
import { playerScript } from './card-player.js';

export const ROOT = resolve(import.meta.dirname, '../../..');
const LOADER = ['--import=tsx', '--conditions=source', join(ROOT, 'edge-agent/src/cli.ts')];
export const PLAYER: PlayerProgram = { command: process.execPath, words: [...LOADER, 'player'] };
const LIFE_MS = 60_000;

/** False for one that nobody has buried yet as well. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

export type Card = {
  readonly setting: CardSetting;
  readonly samples: string;
  /** Of the program that plays now. */
  pid(): number;
};

/** A card whose program lives `lifeMs`, in files of `folder` that are named by `number`. */
export function makeCardIn(folder: string, number: number, lifeMs = LIFE_MS): Card {
  const statusFolder = join(folder, `asound-${number}`);
  const place = join(statusFolder, 'card0', 'pcm0p', 'sub0');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'hw_params'), 'rate: 24000 (24000/1)\n');
  const samples = join(folder, `card-${number}.s16le`);
  const player = join(folder, `carrier-${number}`);
  writeFileSync(player, playerScript(join(place, 'status'), samples, lifeMs));
  chmodSync(player, 0o755);
  const reach = { allowPrivate: false };
  return {
    setting: {
      carrier: 'alsa',
      decoder: 'ffmpeg',
      player,
      device: 'default',
      statusFolder,
      microphone: null,
      reach,
    },
    samples,
    pid: () => Number(/owner_pid +: (\d+)/.exec(readFileSync(join(place, 'status'), 'utf8'))?.[1]),
  };
}
