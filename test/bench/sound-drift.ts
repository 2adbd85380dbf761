/**
 * Two cards that run apart — hai thẻ âm thanh lệch nhịp.
 *
 * Two real players make the same long sound on two cards whose crystals are 125 ppm fast and slow; a
 * listener at each finds, every few seconds, how late it is. Without steering they would part by 15 ms
 * a minute. A card of the sound server keeps the system's time, so its carrier here is told to play so
 * many samples a second more or less than the player believes.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPlayerOutput } from '#edge-agent/adapters/output/player-output';
import type { OutputNews, PartFile, SoundOutput } from '#edge-agent/ports';
import { type Clip, decodeClip, makeClip, until } from '../integration/edge-agent/world.js';
import type { Packaged } from './sound-box.js';
import { beginningIn } from './sound-ear.js';
import { type Listener, monoNow, RATE, type SoundRoom, sleep } from './sound-room.js';

export const DRIFT_CARDS = { fast: 24_003, slow: 23_997 } as const;
const CLIP_S = 30;
const PRIORITY = 'chrt';
const LOOK_MS = 5_000;
const SETTLED_MS = 5_000;
/** Sound around a look in which its place is sought. */
const WIDE_MS = 60;
const LENGTH_MS = 2 * WIDE_MS + 140;

type Card = { readonly name: string; readonly rate: number };
type Horn = { readonly output: SoundOutput; readonly listener: Listener; readonly rate: number };

export type Drift = {
  readonly looks: number;
  /** Greatest distance between the two, and of either from the instant, milliseconds. */
  readonly apartMs: number;
  readonly lateMs: number;
  readonly lost: number;
};

/** @param minutes of sound; @param told called after each look with the seconds that have passed */
export async function measureDrift(
  room: SoundRoom,
  packaged: Packaged,
  minutes: number,
  told: (seconds: number) => void = () => undefined,
): Promise<Drift> {
  const clip = makeClip(room.dir, CLIP_S, 41);
  const noise = decodeClip(clip);
  const cards: readonly Card[] = Object.entries(DRIFT_CARDS).map(([name, rate]) => ({
    name,
    rate,
  }));
  const horns: Horn[] = [];
  for (const card of cards) horns.push(await hornOf(card, room, packaged));
  const startMonoMs = monoNow() + 2_000;
  const lengthMs = minutes * 60_000;
  for (const { output } of horns) order(output, clip, startMonoMs, lengthMs);
  const lates: (number | null)[][] = [];
  for (let atMs = SETTLED_MS; atMs + LOOK_MS < lengthMs; atMs += LOOK_MS) {
    await sleep(startMonoMs + atMs + 2_000 - monoNow());
    lates.push(horns.map((horn) => lateness(horn, noise, startMonoMs, atMs)));
    told(Math.round(atMs / 1000));
  }
  for (const { output } of horns) await output.stop();
  return summed(lates);
}

async function hornOf({ name, rate }: Card, room: SoundRoom, packaged: Packaged): Promise<Horn> {
  const { folder, unit } = packaged;
  const words = [...unit.flags, join(folder, 'agent.mjs'), 'player'];
  const setting = {
    carrier: 'pulse',
    decoder: 'ffmpeg',
    player: carrierFile(room, rate),
    device: name,
    statusFolder: '/proc/asound',
    microphone: null,
    reach: { allowPrivate: false },
  } as const;
  const output = createPlayerOutput({ command: process.execPath, words }, setting, () => undefined);
  const listener = room.listen(name, rate);
  let healthy = false;
  const state = await output.start((news: OutputNews) => {
    if (news.type === 'output-changed') healthy = news.output.healthy;
  });
  await until(`sound of ${name}: ${state.detail}`, 10_000, () => healthy || state.healthy);
  return { output, listener, rate };
}

/**
 * A pacat whose card takes `rate` samples in a second of the system, and counts them. It is given the
 * priority that the player asks for its carrier, which here is this script.
 */
function carrierFile({ dir, env }: SoundRoom, rate: number): string {
  const path = join(dir, `pacat-${rate}`);
  writeFileSync(
    path,
    `#!${process.execPath}
const { spawn } = require('node:child_process');
Object.assign(process.env, ${JSON.stringify(env)});
const words = process.argv.slice(2).map((word) => word.startsWith('--rate=') ? '--rate=${rate}' : word);
const [program, ...rest] = [...${JSON.stringify(firstWords())}, 'pacat', ...words];
const child = spawn(program, rest, { stdio: ['inherit', 'ignore', 'pipe'] });
const counted = (_, seconds) => 'Time: ' + (Number(seconds) * ${rate / RATE}).toFixed(3) + ' sec';
child.stderr.on('data', (text) => process.stderr.write(String(text).replace(/Time: ([0-9.]+) sec/g, counted)));
child.on('exit', (code) => process.exit(code ?? 1));
`,
  );
  chmodSync(path, 0o755);
  return path;
}

/** What starts a program at real-time priority, where this is permitted. */
function firstWords(): string[] {
  const words = ['--rr', '5'];
  return spawnSync(PRIORITY, [...words, 'true']).status === 0 ? [PRIORITY, ...words] : [];
}

function order(output: SoundOutput, clip: Clip, startMonoMs: number, lengthMs: number): void {
  const { sha256, sizeBytes, durationMs, path } = clip;
  const parts = Array.from(
    { length: Math.ceil(lengthMs / durationMs) },
    (_, index): PartFile => ({ sha256, sizeBytes, durationMs, path, offsetMs: index * durationMs }),
  );
  output.play({
    soundId: 1,
    playId: 'drift.box.1',
    title: 'đo lệch nhịp',
    parts,
    startMonoMs,
    fromMs: 0,
    untilMonoMs: startMonoMs + lengthMs,
    startAt: Date.now() as Parameters<SoundOutput['play']>[0]['startAt'],
    gainDb: 0,
    volumePercent: 100,
  });
}

/** How late what belongs to `atMs` of the sound was heard; null when it was not. */
function lateness(
  { listener, rate }: Horn,
  noise: Int16Array,
  startMonoMs: number,
  atMs: number,
): number | null {
  const heard = listener.heard(startMonoMs + atMs - WIDE_MS, LENGTH_MS);
  const clipAt = atMs % (CLIP_S * 1000);
  const place = beginningIn(heard, noise.subarray(clipAt * (RATE / 1000)), 0);
  return place === null ? null : (place * RATE) / rate - WIDE_MS;
}

function summed(lates: readonly (readonly (number | null)[])[]): Drift {
  let [apartMs, lateMs, lost] = [0, 0, 0];
  for (const [fast = null, slow = null] of lates) {
    if (fast === null || slow === null) {
      lost += 1;
      continue;
    }
    apartMs = Math.max(apartMs, Math.abs(fast - slow));
    lateMs = Math.max(lateMs, Math.abs(fast), Math.abs(slow));
  }
  return { looks: lates.length, apartMs, lateMs, lost };
}
