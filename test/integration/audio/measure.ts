/**
 * Measuring of finished files — đo tệp âm thanh đã xong.
 *
 * A second opinion on what the mastering says of itself: ffmpeg's own EBU R 128 meter with its true
 * peak at 192 kHz, on the decoded file. Knows nothing of the product.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Measured = { loudnessLufs: number; truePeakDbtp: number; durationMs: number };

/** Runs ffmpeg quietly with the given arguments; for fixtures. */
export async function ffmpeg(...args: string[]): Promise<void> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);
}

/** Loudness, true peak and length of a file, or of a stretch of it (`-ss`, `-t`). */
export async function measure(path: string, stretch: string[] = []): Promise<Measured> {
  const { stderr } = await run('ffmpeg', [
    ...['-nostdin', '-hide_banner', ...stretch, '-i', path],
    ...['-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-'],
  ]);
  const last = (pattern: RegExp): number => {
    const text = [...stderr.matchAll(pattern)].at(-1)?.[1];
    if (text === '-inf') return -120;
    return Number(text);
  };
  const [, h, m, s] = [...stderr.matchAll(/time=(\d+):(\d+):([\d.]+)/gu)].at(-1) ?? [];
  return {
    loudnessLufs: last(/I:\s+(-?[\d.]+) LUFS/gu),
    truePeakDbtp: last(/Peak:\s+(-?[\d.]+|-inf) dBFS/gu),
    durationMs: (Number(h) * 3600 + Number(m) * 60 + Number(s)) * 1000,
  };
}
