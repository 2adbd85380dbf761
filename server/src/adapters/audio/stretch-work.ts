/**
 * Work on stretches — xử lý từng khúc.
 *
 * The bench of one clip being made, and the first of its jobs: laying out the samples of a part,
 * evening them out and measuring them. What was done before is taken from the shelf. Does not know
 * when the clip is good.
 */
import { join } from 'node:path';
import { err, ok, type Result } from '@loaso/shared/result';
import type { Level } from '../../core/programme/loudness.js';
import type { MasteringRules } from '../../core/programme/mastering-rules.js';
import type { AudioFault } from '../../ports/audio.js';
import type { FfmpegRunner } from './ffmpeg-runner.js';
import { FENCED_INPUT } from './ffmpeg-runner.js';
import { CHAIN_VERSION, HORN_CHAIN, loudnessMeter } from './filter-chains.js';
import { readLoudness } from './meter-readings.js';
import { hashOf, layOut, type Part } from './stretch.js';
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

/** Loudness of a speech part after the chain, before gain; from the shelf when known. */
export async function measurePart(bench: Bench, part: Part): Promise<Result<Level, AudioFault>> {
  const name = `${hashOf([bench.engine, CHAIN_VERSION, part.key])}.level.json`;
  const known = await bench.shelf.reading(name, parseLevel);
  if (known) return ok(known);
  const log = await bench.runner.ffmpeg({
    args: [
      ...(await rawInput(bench, part)),
      ...['-af', `${HORN_CHAIN},${loudnessMeter()}`, '-f', 'null', '-'],
    ],
    timeoutMs: timeoutFor(part.durationMs),
    signal: bench.signal,
  });
  if (!log.ok) return log;
  const loudnessLufs = readLoudness(log.value);
  if (loudnessLufs === undefined) return err(NO_READING);
  const level = { durationMs: part.durationMs, loudnessLufs, truePeakDbtp: 0 };
  await bench.shelf.keepReading(name, level);
  return ok(level);
}

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
