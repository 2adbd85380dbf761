/**
 * Bare speech — bộ đọc và bộ mã hoá để trần.
 *
 * espeak-ng and ffmpeg's MP3 encoder by themselves on the words and the sound of a clip, one process
 * a half as two cores allow: what no work of ours can undercut. Time by the clock and of the
 * processors, since a machine is seldom ours alone.
 */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { timed } from './figure.js';

const run = promisify(execFile);
const LIMIT = { timeout: 300_000 };

/** Milliseconds by the clock, and of the processors with those of ended child processes. */
export type Spent = { readonly wallMs: number; readonly cpuMs: number };

export async function spent(work: () => Promise<unknown>): Promise<Spent> {
  const before = processorMs();
  const wallMs = await timed(work);
  return { wallMs, cpuMs: processorMs() - before };
}

export function meanOf(runs: readonly Spent[]): Spent {
  const mean = (of: (one: Spent) => number): number =>
    runs.reduce((sum, one) => sum + of(one), 0) / runs.length;
  return { wallMs: mean((one) => one.wallMs), cpuMs: mean((one) => one.cpuMs) };
}

const TICK_MS = 10;

/** Own and children's user and system time (proc(5): fields 14 to 17 of stat, in ticks of 10 ms). */
function processorMs(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /su, '')
    .split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return ticks * TICK_MS;
}

export type BareRun = {
  readonly engine: Spent;
  /** At the settings that ffmpeg gives it. */
  readonly encoder: Spent;
  /** At the level that mastering uses. */
  readonly encoderAsOurs: Spent;
};

/**
 * The encoder gets what the engine has just said, as it comes: at the engine's own rate, without the
 * pauses and chimes that a clip has besides. That is a tenth less sound than mastering has to encode:
 * the error is to our disadvantage, and left so.
 * On a busy machine the clock errs the other way: these are two processes at a time, mastering is more,
 * so it gets a larger share of the processors. Processor time is what to compare there.
 */
export async function bareRun(dir: string, spoken: readonly string[]): Promise<BareRun> {
  const halves = halvesOf(dir, spoken);
  const engine = await spent(() => Promise.all(halves.map(speak)));
  const encoder = await spent(() => Promise.all(halves.map((half) => encode(half, []))));
  const ours = ['-compression_level', '7'];
  const encoderAsOurs = await spent(() => Promise.all(halves.map((half) => encode(half, ours))));
  return { engine, encoder, encoderAsOurs };
}

function halvesOf(dir: string, spoken: readonly string[]): string[] {
  const middle = Math.ceil(spoken.length / 2);
  return [spoken.slice(0, middle), spoken.slice(middle)].map((half, index) => {
    const file = join(dir, `bare-${index}.txt`);
    writeFileSync(file, half.join('\n'));
    return file;
  });
}

const VOICE = ['-v', 'vi', '-s', '135', '-a', '70'];

const speak = (half: string) =>
  run('espeak-ng', [...VOICE, '-f', half, '-w', `${half}.wav`], LIMIT);

function encode(half: string, level: readonly string[]) {
  const input = ['-nostdin', '-v', 'error', '-y', '-i', `${half}.wav`];
  return run(
    'ffmpeg',
    [...input, '-c:a', 'libmp3lame', '-b:a', '48k', ...level, `${half}.mp3`],
    LIMIT,
  );
}
