/**
 * Work on stretches — xử lý từng khúc.
 *
 * The three jobs of mastering, each one ffmpeg run on one stretch: even out and measure, level and
 * encode, decode and measure. What was done before is taken from the shelf. Knows neither the order
 * of stretches nor when the clip is good.
 */
import { join } from 'node:path';
import { err, ok, type Result } from '@loaso/shared/result';
import type { Level } from '../../core/programme/loudness.js';
import type { MasteringRules } from '../../core/programme/mastering-rules.js';
import type { AudioFault, MasterSettings } from '../../ports/audio.js';
import type { FfmpegRunner } from './ffmpeg-runner.js';
import { FENCED_INPUT, FENCED_OUTPUT } from './ffmpeg-runner.js';
import {
  CHAIN_VERSION,
  CLIP_RATE,
  edgeFades,
  HORN_CHAIN,
  LOUDNESS_METER,
  levelTo,
  PEAK_METER,
} from './filter-chains.js';
import { readLoudness, readPeak, readSampleCount } from './meter-readings.js';
import { hashOf, layOut, type Part, type Stretch } from './stretch.js';
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
  /** Stretches in work, by name: a text may say the same twice. */
  readonly inWork: Map<string, Promise<Result<Encoded, AudioFault>>>;
};

export type Encoded = { readonly path: string; readonly level: Level };
export type Encoding = {
  readonly gainDb: number;
  readonly ceilingDbfs: number;
  readonly settings: Pick<MasterSettings, 'codec' | 'bitrateKbps'>;
};

const RAW = ['-f', 's16le', '-ac', '1'] as const;
/** Slowest acceptable work: as long as the sound itself lasts, and start-up. */
const timeoutFor = (durationMs: number): number => 30_000 + durationMs;

/** Loudness of a speech part after the chain, before gain; from the shelf when known. */
export async function measurePart(bench: Bench, part: Part): Promise<Result<Level, AudioFault>> {
  const name = `${hashOf([bench.engine, CHAIN_VERSION, part.key])}.level.json`;
  const known = await bench.shelf.reading(name, parseLevel);
  if (known) return ok(known);
  const log = await bench.runner.ffmpeg({
    args: [
      ...(await rawInput(bench, part)),
      ...['-af', `${HORN_CHAIN},${LOUDNESS_METER}`, '-f', 'null', '-'],
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
async function rawInput(bench: Bench, part: Part): Promise<string[]> {
  let path = bench.laidOut.get(part.key);
  if (path === undefined) {
    const target = join(bench.folder, `${part.key}.pcm`);
    path = layOut(part, target).then(() => target);
    bench.laidOut.set(part.key, path);
  }
  return [...RAW, '-ar', `${part.sampleRate}`, ...FENCED_INPUT, '-i', await path];
}

/** Levels, encodes, decodes and measures one stretch; from the shelf when done before. */
export function encodeStretch(
  bench: Bench,
  stretch: Stretch,
  encoding: Encoding,
): Promise<Result<Encoded, AudioFault>> {
  const { gainDb, ceilingDbfs, settings } = encoding;
  const speech = stretch.parts.some((part) => part.kind === 'speech');
  const shape = [speech ? gainDb : 0, ceilingDbfs, settings.codec, settings.bitrateKbps];
  const name = hashOf([bench.engine, CHAIN_VERSION, stretch.key, ...shape]);
  const running = bench.inWork.get(name);
  if (running !== undefined) return running;
  const started = takeOrEncode(bench, stretch, encoding, name);
  bench.inWork.set(name, started);
  return started;
}

async function takeOrEncode(
  bench: Bench,
  stretch: Stretch,
  encoding: Encoding,
  name: string,
): Promise<Result<Encoded, AudioFault>> {
  const file = `${name}.${encoding.settings.codec}`;
  const kept = await bench.shelf.file(file);
  const level = await bench.shelf.reading(`${name}.json`, parseLevel);
  if (kept && level) return ok({ path: kept, level });
  const path = join(bench.folder, file);
  const made = await encodeAnew(bench, stretch, encoding, path);
  if (!made.ok) return made;
  const measured = await measureFile(bench, path, stretch);
  if (!measured.ok) return measured;
  const shelved = await bench.shelf.keepFile(file, path);
  await bench.shelf.keepReading(`${name}.json`, measured.value);
  return ok({ path: shelved, level: measured.value });
}

async function encodeAnew(
  bench: Bench,
  stretch: Stretch,
  encoding: Encoding,
  path: string,
): Promise<Result<string, AudioFault>> {
  const inputs: string[] = [];
  const chains: string[] = [];
  for (const [i, part] of stretch.parts.entries()) {
    inputs.push(...(await rawInput(bench, part)));
    const speech = part.kind === 'speech';
    const shape = speech ? `${edgeFades(part.durationMs)},${HORN_CHAIN}` : 'anull';
    const level = levelTo(speech ? encoding.gainDb : 0, encoding.ceilingDbfs);
    chains.push(`[${i}:a]${shape},${level}[p${i}]`);
  }
  const labels = stretch.parts.map((_, i) => `[p${i}]`).join('');
  const joined = `${labels}concat=n=${stretch.parts.length}:v=0:a=1[out]`;
  return bench.runner.ffmpeg({
    args: [
      ...inputs,
      '-filter_complex',
      [...chains, joined].join(';'),
      '-map',
      '[out]',
      ...codecArguments(encoding.settings),
      ...FENCED_OUTPUT,
      path,
    ],
    timeoutMs: timeoutFor(lengthOf(stretch)),
    signal: bench.signal,
  });
}

async function measureFile(
  bench: Bench,
  path: string,
  stretch: Stretch,
): Promise<Result<Level, AudioFault>> {
  const format = path.endsWith('.mp3') ? 'mp3' : 'ogg';
  const log = await bench.runner.ffmpeg({
    args: [
      ...['-f', format, ...FENCED_INPUT, '-i', path],
      '-filter_complex',
      `[0:a]asplit[a][b];[a]${LOUDNESS_METER},anullsink;[b]${PEAK_METER}[out]`,
      ...['-map', '[out]', '-f', 'null', '-'],
    ],
    timeoutMs: timeoutFor(lengthOf(stretch)),
    signal: bench.signal,
  });
  if (!log.ok) return log;
  const loudnessLufs = readLoudness(log.value);
  const truePeakDbtp = readPeak(log.value);
  const samples = readSampleCount(log.value);
  if (loudnessLufs === undefined || truePeakDbtp === undefined || samples === undefined) {
    return err(NO_READING);
  }
  return ok({ durationMs: (samples / (CLIP_RATE * 4)) * 1000, loudnessLufs, truePeakDbtp });
}

/** MP3 without header frames or tags, so that stretches can be laid end to end. */
function codecArguments({ codec, bitrateKbps }: Encoding['settings']): string[] {
  const common = ['-ac', '1', '-b:a', `${bitrateKbps}k`, '-map_metadata', '-1'];
  if (codec === 'mp3') {
    // Level 7: for band-limited speech closer to the source than the default, and twice as fast.
    const bare = ['-compression_level', '7', '-write_xing', '0', '-id3v2_version', '0'];
    return ['-ar', `${CLIP_RATE}`, '-c:a', 'libmp3lame', ...common, ...bare, '-f', 'mp3'];
  }
  // Not `voip`: on clipped-sounding voices its decoder jumps to full scale wherever the ceiling is,
  // and two decoders disagree by half a decibel. On this one they agree, after fewer rounds.
  const voice = ['-application', 'audio', '-vbr', 'constrained', '-compression_level', '5'];
  return ['-ar', '48000', '-c:a', 'libopus', ...common, ...voice, '-f', 'ogg'];
}

const lengthOf = (stretch: Stretch): number =>
  stretch.parts.reduce((sum, part) => sum + part.durationMs, 0);

const NO_READING: AudioFault = { code: 'engine-failed', detail: 'ffmpeg không cho số đo' };

function parseLevel(value: unknown): Level | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { durationMs, loudnessLufs, truePeakDbtp } = value as Record<keyof Level, unknown>;
  if (typeof durationMs !== 'number' || typeof loudnessLufs !== 'number') return undefined;
  return typeof truePeakDbtp === 'number' ? { durationMs, loudnessLufs, truePeakDbtp } : undefined;
}
