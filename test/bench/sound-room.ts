/**
 * Sound room — phòng đo tiếng.
 *
 * A sound server of its own with virtual cards, clocked by the system's monotonic clock, and a
 * listener at each: what a card has played, sample by sample, with the instant at which it did.
 * Needs pulseaudio and its tools; touches no sound server that is already there.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Rate of the cards, so that nothing is resampled on the way. */
export const RATE = 24_000;
/** Of the packages that `debian.sh bench` brings, and of util-linux. */
const TOOLS = { server: 'pulseaudio', ask: 'pactl', listen: 'parec', priority: 'chrt' } as const;
const READY_MS_MAX = 10_000;
/** The listener is told this often, so an instant is known within it. */
const LISTEN_MS = 2;
/** Above the player's own priority. */
const HARDWARE_LEVEL = '20';

export const monoNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Wall time minus monotonic time; looks until the wall clock ticks, which it does each millisecond. */
export function wallMinusMono(): number {
  const before = Date.now();
  while (Date.now() === before);
  return Date.now() - monoNow();
}

export type SoundRoom = {
  readonly dir: string;
  /** Lets a program find this server and no other. */
  readonly env: Readonly<Record<string, string>>;
  listen(card: string, rate?: number): Listener;
  close(): Promise<void>;
};

/** @param cards names, and rates where a card does not keep the common one */
export async function openSoundRoom(cards: Readonly<Record<string, number>>): Promise<SoundRoom> {
  const dir = mkdtempSync(join(tmpdir(), 'loaso-sound-'));
  const socket = join(dir, 'native');
  const home = { HOME: dir, XDG_RUNTIME_DIR: dir, PULSE_RUNTIME_PATH: join(dir, 'runtime') };
  mkdirSync(home.PULSE_RUNTIME_PATH, { mode: 0o700 });
  const lines = [
    `load-module module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    ...Object.entries(cards).map(
      ([name, rate]) =>
        `load-module module-null-sink sink_name=${name} rate=${rate} channels=1 format=s16le`,
    ),
  ];
  writeFileSync(join(dir, 'room.pa'), `${lines.join('\n')}\n`);
  const words = ['-n', '-F', join(dir, 'room.pa'), '--daemonize=no', '--exit-idle-time=-1'];
  const server = spawn(TOOLS.server, [...words, '--log-level=error', '--use-pid-file=no'], {
    env: { ...process.env, ...home },
    stdio: 'ignore',
  });
  const env = { PULSE_SERVER: `unix:${socket}`, HOME: dir, SDL_AUDIODRIVER: 'pulseaudio' };
  await answering(env);
  asHardware(server.pid);
  const listeners: Listener[] = [];
  return {
    dir,
    env,
    listen: (card, rate = RATE) => {
      const one = listenAt(card, rate, env);
      listeners.push(one);
      return one;
    },
    close: async () => {
      for (const one of listeners) one.stop();
      const gone = once(server, 'close');
      server.kill('SIGTERM');
      await gone;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A card does not wait for the processor: what stands for one goes first, where that is permitted. */
function asHardware(pid: number | undefined): void {
  spawnSync(TOOLS.priority, ['--all-tasks', '--rr', '--pid', HARDWARE_LEVEL, String(pid)]);
}

async function answering(env: Readonly<Record<string, string>>): Promise<void> {
  const untilMs = monoNow() + READY_MS_MAX;
  const asks = (): boolean =>
    spawnSync(TOOLS.ask, ['info'], { env: { ...process.env, ...env }, stdio: 'ignore' }).status ===
    0;
  while (!asks()) {
    if (monoNow() > untilMs) throw new Error('the sound server does not answer: make setup-test');
    await sleep(100);
  }
}

export type Listener = {
  /** Samples that the card played from `fromMonoMs` on; zero where it had not begun or has not come. */
  heard(fromMonoMs: number, lengthMs: number): Int16Array;
  stop(): void;
};

function listenAt(card: string, rate: number, env: Readonly<Record<string, string>>): Listener {
  const child: ChildProcess = spawn(
    TOOLS.listen,
    [
      `--device=${card}.monitor`,
      '--raw',
      '--format=s16le',
      `--rate=${rate}`,
      '--channels=1',
      `--latency-msec=${LISTEN_MS}`,
    ],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  asHardware(child.pid);
  const perMs = rate / 1000;
  let samples = new Int16Array(60 * rate);
  let count = 0;
  let odd: Buffer = Buffer.alloc(0);
  // What is told is told when its first sample is played, or later, never before.
  let originMs = Number.POSITIVE_INFINITY;
  child.stdout?.on('data', (chunk: Buffer) => {
    originMs = Math.min(originMs, monoNow() - count / perMs);
    const bytes = Buffer.concat([odd, chunk]);
    const more = bytes.length >> 1;
    odd = bytes.subarray(more * 2);
    if (count + more > samples.length) {
      const wider = new Int16Array(samples.length * 2);
      wider.set(samples);
      samples = wider;
    }
    for (let at = 0; at < more; at += 1) samples[count + at] = bytes.readInt16LE(at * 2);
    count += more;
  });
  return {
    heard: (fromMonoMs, lengthMs) => {
      const from = Math.round((fromMonoMs - originMs) * perMs);
      const length = Math.round(lengthMs * perMs);
      const out = new Int16Array(length);
      const start = Math.max(0, from);
      out.set(samples.subarray(start, Math.min(count, from + length)), start - from);
      return out;
    },
    stop: () => child.kill('SIGKILL'),
  };
}
