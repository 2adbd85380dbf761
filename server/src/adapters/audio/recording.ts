/**
 * Repair of a recording — sửa tệp thu âm.
 *
 * Takes any audio file a person has (phone memo, 8 kHz dictaphone, 5.1 video sound, cut download)
 * and makes clean mono samples of it, noting every repair. Refuses with a reason what holds no sound
 * or too much. Believes content, not names.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '@loaso/shared/result';
import type { AudioFault, PcmSegment, Probe, RecordingRepair } from '../../ports/audio.js';
import { FENCED_INPUT, FENCED_OUTPUT } from './ffmpeg-runner.js';
import { CLIP_RATE, loudnessMeter } from './filter-chains.js';
import { inspect } from './inspect.js';
import { readFlatFactor, readLoudness, readPeak, readSilences } from './meter-readings.js';
import type { Bench } from './stretch-work.js';

export type PreparedRecording = {
  readonly segment: PcmSegment;
  readonly repairs: readonly RecordingRepair[];
  readonly before: Probe;
  readonly loudnessBeforeLufs: number;
};

/** Longest recording, 4 h; shortest, half a second of sound. */
const MAX_MS = 4 * 3_600_000;
const MIN_MS = 500;
/** Silence this far under the recording's own loudness, for this long, at an end, is cut. */
const SILENCE_UNDER_LU = 25;
const SILENCE_MIN_S = 0.5;
/** Kept of the silence, so that no breath or soft consonant is lost. */
const KEPT_SILENCE_MS = 150;
const SHORTFALL_MS = 500;
const TIMEOUT_MS = 600_000;

/** The repaired samples and what was done. */
export async function prepareRecording(
  bench: Bench,
  path: string,
): Promise<Result<PreparedRecording, AudioFault>> {
  const probe = await inspect(bench.runner, path, bench.signal);
  if (!probe.ok) return probe;
  const before = probe.value;
  if (before.durationMs > MAX_MS) return err(tooLong());
  const decoded = await decode(bench, path, before);
  if (!decoded.ok) return decoded;
  const { loudnessLufs, durationMs } = decoded.value;
  if (durationMs > MAX_MS) return err(tooLong());
  if (durationMs < MIN_MS) return err(tooShort(durationMs));
  if (loudnessLufs <= SILENT_LUFS) return err(SILENT);
  const sound = await findSound(bench, decoded.value);
  if (!sound.ok) return sound;
  const { fromMs, toMs } = sound.value;
  if (toMs - fromMs < MIN_MS) return err(tooShort(toMs - fromMs));
  const pcm = await cut(bench, decoded.value.path, fromMs, toMs);
  const repairs = listRepairs(before, decoded.value, toMs - fromMs);
  const segment = { pcm, pauseAfterMs: 0 };
  return ok({ segment, repairs, before, loudnessBeforeLufs: loudnessLufs });
}

const SILENT_LUFS = -65;

type Decoded = {
  readonly path: string;
  readonly durationMs: number;
  readonly loudnessLufs: number;
  readonly clipped: boolean;
};

async function decode(
  bench: Bench,
  path: string,
  probe: Probe,
): Promise<Result<Decoded, AudioFault>> {
  const samples = join(bench.folder, 'recording.pcm');
  const meters = 'astats=measure_perchannel=none:measure_overall=Peak_level+Flat_factor';
  const mono = `aresample=${CLIP_RATE},aformat=channel_layouts=mono`;
  const graph = `[0:a:0]${meters},${mono},asplit[out][meter];[meter]${loudnessMeter()},anullsink`;
  const log = await bench.runner.ffmpeg({
    args: [
      ...['-f', probe.container, ...FENCED_INPUT, '-i', path, '-filter_complex', graph],
      ...['-map', '[out]', '-t', `${MAX_MS / 1000 + 1}`, '-f', 's16le', ...FENCED_OUTPUT, samples],
    ],
    timeoutMs: TIMEOUT_MS,
    signal: bench.signal,
  });
  if (!log.ok) return log.error.code === 'engine-failed' ? err(broken(log.error.detail)) : log;
  const { size } = await stat(samples);
  return ok({
    path: samples,
    durationMs: Math.round((size / 2 / CLIP_RATE) * 1000),
    loudnessLufs: readLoudness(log.value) ?? SILENT_LUFS,
    clipped: (readPeak(log.value) ?? -120) > -0.1 && (readFlatFactor(log.value) ?? 0) > 0,
  });
}

async function findSound(
  bench: Bench,
  decoded: Decoded,
): Promise<Result<{ fromMs: number; toMs: number }, AudioFault>> {
  const noiseDb = Math.max(-60, decoded.loudnessLufs - SILENCE_UNDER_LU);
  const log = await bench.runner.ffmpeg({
    args: [
      ...['-f', 's16le', '-ac', '1', '-ar', `${CLIP_RATE}`, ...FENCED_INPUT, '-i', decoded.path],
      ...['-af', `silencedetect=noise=${noiseDb.toFixed(1)}dB:d=${SILENCE_MIN_S}`],
      ...['-f', 'null', '-'],
    ],
    timeoutMs: TIMEOUT_MS,
    signal: bench.signal,
  });
  if (!log.ok) return log;
  const silences = readSilences(log.value, decoded.durationMs);
  const first = silences[0];
  const last = silences.at(-1);
  const fromMs = first && first.fromMs < 50 ? Math.max(0, first.toMs - KEPT_SILENCE_MS) : 0;
  const reachesEnd = last !== undefined && last.toMs > decoded.durationMs - 50;
  const toMs = reachesEnd ? last.fromMs + KEPT_SILENCE_MS : decoded.durationMs;
  return ok({ fromMs: Math.round(fromMs), toMs: Math.round(Math.min(toMs, decoded.durationMs)) });
}

/** Copies the sounding stretch and names it by its hash; holds no more than a buffer in memory. */
async function cut(
  bench: Bench,
  path: string,
  fromMs: number,
  toMs: number,
): Promise<PcmSegment['pcm']> {
  const byteAt = (ms: number): number => 2 * Math.round((ms * CLIP_RATE) / 1000);
  const target = join(bench.folder, 'recording.cut.pcm');
  const hash = createHash('sha256');
  await pipeline(
    createReadStream(path, { start: byteAt(fromMs), end: byteAt(toMs) - 1 }),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(target, { flags: 'wx' }),
  );
  const durationMs = toMs - fromMs;
  return { path: target, key: hash.digest('hex'), sampleRate: CLIP_RATE, durationMs };
}

function listRepairs(probe: Probe, decoded: Decoded, keptMs: number): RecordingRepair[] {
  const repairs: RecordingRepair[] = [];
  if (probe.channels > 1) repairs.push('mixed-to-mono');
  if (probe.sampleRate !== CLIP_RATE) repairs.push('resampled');
  if (keptMs < decoded.durationMs) repairs.push('silence-trimmed');
  if (decoded.clipped) repairs.push('was-clipped');
  if (decoded.durationMs < probe.durationMs - SHORTFALL_MS) repairs.push('was-truncated');
  return repairs;
}

function tooLong(): AudioFault {
  return { code: 'too-long', detail: `dài hơn ${MAX_MS / 3_600_000} giờ` };
}

function tooShort(soundMs: number): AudioFault {
  return { code: 'too-short', detail: `chỉ có ${Math.max(0, soundMs)} ms tiếng` };
}

function broken(detail: string): AudioFault {
  return { code: 'not-audio', detail: `tệp hỏng, không giải mã được: ${detail}` };
}

const SILENT: AudioFault = { code: 'silent', detail: 'bản thu không có tiếng' };
