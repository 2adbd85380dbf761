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
 * The encoder gets the decoded sound of `clip`. That is a tenth less work, more or less, than the
 * sound before coding, which mastering has to encode: the error is to our disadvantage, and left so.
 * On a busy machine the clock errs the other way: these are two processes at a time, mastering is more,
 * so it gets a larger share of the processors. Processor time is what to compare there.
 */
export async function bareRun(
  dir: string,
  spoken: readonly string[],
  clip: string,
): Promise<BareRun> {
  const wav = join(dir, 'bare.wav');
  const decoding = ['-nostdin', '-v', 'error', '-y', '-i', clip, '-ac', '1', '-ar', '24000', wav];
  const engine = await bareEngine(dir, spoken);
  await run('ffmpeg', decoding, LIMIT);
  const encoder = await bareEncoder(dir, wav, []);
  const encoderAsOurs = await bareEncoder(dir, wav, ['-compression_level', '7']);
  return { engine, encoder, encoderAsOurs };
}

function bareEngine(dir: string, spoken: readonly string[]): Promise<Spent> {
  const middle = Math.ceil(spoken.length / 2);
  const files = [spoken.slice(0, middle), spoken.slice(middle)].map((half, index) => {
    const file = join(dir, `bare-${index}.txt`);
    writeFileSync(file, half.join('\n'));
    return file;
  });
  const voice = ['-v', 'vi', '-s', '135', '-a', '70'];
  return spent(() =>
    Promise.all(
      files.map((file) => run('espeak-ng', [...voice, '-f', file, '-w', `${file}.wav`], LIMIT)),
    ),
  );
}

async function bareEncoder(dir: string, wav: string, level: readonly string[]): Promise<Spent> {
  const asked = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', wav];
  const half = Number((await run('ffprobe', asked)).stdout) / 2;
  const encode = (from: number, name: string) => {
    const input = ['-nostdin', '-v', 'error', '-y', '-ss', `${from}`, '-t', `${half}`, '-i', wav];
    const output = ['-c:a', 'libmp3lame', '-b:a', '48k', ...level, join(dir, name)];
    return run('ffmpeg', [...input, ...output], LIMIT);
  };
  return spent(() => Promise.all([encode(0, 'bare-a.mp3'), encode(half, 'bare-b.mp3')]));
}
