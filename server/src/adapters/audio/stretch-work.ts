/**
 * Work on stretches — xử lý từng khúc.
 *
 * The bench of one clip being made, and the first of its jobs: laying out the samples of a part for
 * ffmpeg to read. Does not know what is done with them.
 */
import { join } from 'node:path';
import type { Level } from '../../core/programme/loudness.js';
import type { MasteringRules } from '../../core/programme/mastering-rules.js';
import type { AudioFault } from '../../ports/audio.js';
import type { FfmpegRunner } from './ffmpeg-runner.js';
import { FENCED_INPUT } from './ffmpeg-runner.js';
import { layOut, type Part } from './stretch.js';
import type { WorkShelf } from './work-shelf.js';

/** One clip being made: its own folder for what is unfinished, gone at the end. */
export type Bench = {
  readonly runner: FfmpegRunner;
  readonly rules: MasteringRules;
  readonly shelf: WorkShelf;
  readonly folder: string;
  /** Version of ffmpeg; another version, another sound. */
  readonly engine: string;
  readonly signal: AbortSignal;
  /** Samples of parts already laid out in the folder, by key of the part. */
  readonly laidOut: Map<string, Promise<string>>;
};

const RAW = ['-f', 's16le', '-ac', '1'] as const;
/** Slowest acceptable work: as long as the sound itself lasts, and start-up. */
export const timeoutFor = (durationMs: number): number => 30_000 + durationMs;

/** Arguments that read the samples of a part; they are laid out once a bench. */
export async function rawInput(bench: Bench, part: Part): Promise<string[]> {
  let path = bench.laidOut.get(part.key);
  if (path === undefined) {
    const target = join(bench.folder, `${part.key}.pcm`);
    path = layOut(part, target).then(() => target);
    bench.laidOut.set(part.key, path);
  }
  return [...RAW, '-ar', `${part.sampleRate}`, ...FENCED_INPUT, '-i', await path];
}

export const NO_READING: AudioFault = { code: 'engine-failed', detail: 'ffmpeg không cho số đo' };

export function parseLevel(value: unknown): Level | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { durationMs, loudnessLufs, truePeakDbtp } = value as Record<keyof Level, unknown>;
  if (typeof durationMs !== 'number' || typeof loudnessLufs !== 'number') return undefined;
  return typeof truePeakDbtp === 'number' ? { durationMs, loudnessLufs, truePeakDbtp } : undefined;
}
