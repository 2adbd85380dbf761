/**
 * Mastering by ffmpeg — xử lý âm thanh bằng ffmpeg.
 *
 * Behind the mastering port: gathers speech into stretches while it is still being spoken, evens
 * them out on all cores, then encodes and measures until the decoded clip is as loud as asked and
 * under the peak limit. Promises no unfinished file after success, refusal or abort.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '@loaso/shared/result';
import { type Level, SILENCE_LUFS } from '../../core/programme/loudness.js';
import { SPEECH_SECTION, WHOLE } from '../../core/programme/sections.js';
import type {
  AudioFault,
  Mastered,
  MasteredRecording,
  Mastering,
  MasterRecordingRequest,
  MasterSpeechRequest,
  OnProgress,
} from '../../ports/audio.js';
import { createFfmpegRunner, type FfmpegRunner } from './ffmpeg-runner.js';
import { frame } from './framing.js';
import { inspect } from './inspect.js';
import { prepareRecording } from './recording.js';
import { encodeUntilGood } from './rounds.js';
import { asPart, asStretch, gatherParts, type Part, type Stretch } from './stretch.js';
import { type Bench, measurePart } from './stretch-work.js';
import { createWorkShelf, type WorkShelf } from './work-shelf.js';

export type MasteringOptions = {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** ffmpeg processes at once; the number of cores. */
  readonly processes: number;
  /** For unfinished work and kept stretches; one disk, made when absent. */
  readonly workDir: string;
  readonly shelfMaxBytes: number;
};

type Workshop = { readonly runner: FfmpegRunner; readonly shelf: WorkShelf; readonly root: string };

/** Share of the progress when all speech is evened out. */
const EVENED_SHARE = 0.35;

/** Builds the workshop; starts no process until the first request. */
export function createMastering(options: MasteringOptions): Mastering {
  const runner = createFfmpegRunner(options);
  const shelf = createWorkShelf(join(options.workDir, 'shelf'), options.shelfMaxBytes);
  const workshop: Workshop = { runner, shelf, root: options.workDir };
  return {
    masterSpeech: (request, onProgress, signal) =>
      withBench(workshop, signal, (bench) => masterSpeech(bench, request, rising(onProgress))),
    masterRecording: (request, onProgress, signal) =>
      withBench(workshop, signal, (bench) => masterRecording(bench, request, rising(onProgress))),
    probe: (path, signal) => inspect(runner, path, signal),
  };
}

/** Gives the work a folder of its own and takes it away at the end, however it ends. */
async function withBench<T>(
  workshop: Workshop,
  signal: AbortSignal,
  work: (bench: Bench) => Promise<Result<T, AudioFault>>,
): Promise<Result<T, AudioFault>> {
  const { runner, shelf, root } = workshop;
  const version = await runner.ffmpeg({ args: ['-version'], timeoutMs: 10_000, signal });
  if (!version.ok) return version;
  const engine = version.value.split('\n')[0] ?? '';
  await mkdir(root, { recursive: true });
  const folder = await mkdtemp(join(root, 'bench-'));
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const evened: Bench['evened'] = new Map();
  try {
    return await work({ runner, shelf, folder, engine, signal: either, evened });
  } finally {
    stop.abort();
    await Promise.allSettled(evened.values());
    await rm(folder, { recursive: true, force: true });
    await shelf.prune();
  }
}

async function masterSpeech(
  bench: Bench,
  request: MasterSpeechRequest,
  onProgress: OnProgress,
): Promise<Result<Mastered, AudioFault>> {
  const { settings, segmentCount } = request;
  const parts: Part[] = [];
  const measuring: Promise<Result<Level, AudioFault>>[] = [];
  let heard = 0;
  const limits = settings.codec === 'mp3' ? SPEECH_SECTION : WHOLE;
  for await (const part of gatherParts(request.segments, limits)) {
    parts.push(part);
    measuring.push(measurePart(bench, part));
    heard += part.segments.length;
    onProgress((EVENED_SHARE * heard) / Math.max(segmentCount, heard));
  }
  const levels = await allOk(measuring);
  if (!levels.ok) return levels;
  if (levels.value.every((level) => level.loudnessLufs <= SILENCE_LUFS)) return err(SILENT);
  const framing = await frame(bench, settings);
  if (!framing.ok) return framing;
  const { lead, tail } = framing.value;
  const stretches: Stretch[] =
    settings.codec === 'mp3'
      ? [asStretch([lead]), ...parts.map((part) => asStretch([part])), asStretch([tail])]
      : [asStretch([lead, ...parts, tail])];
  onProgress(EVENED_SHARE);
  const encodeProgress: OnProgress = (share) =>
    onProgress(EVENED_SHARE + (1 - EVENED_SHARE) * share);
  return encodeUntilGood(bench, { stretches, levels: levels.value, settings }, encodeProgress);
}

async function masterRecording(
  bench: Bench,
  request: MasterRecordingRequest,
  onProgress: OnProgress,
): Promise<Result<MasteredRecording, AudioFault>> {
  const prepared = await prepareRecording(bench, request.path);
  if (!prepared.ok) return prepared;
  const { segment, repairs, before } = prepared.value;
  onProgress(EVENED_SHARE / 2);
  const part = asPart('speech', [segment]);
  const level = await measurePart(bench, part);
  if (!level.ok) return level;
  if (level.value.loudnessLufs <= SILENCE_LUFS) return err(SILENT);
  const framing = await frame(bench, request.settings);
  if (!framing.ok) return framing;
  onProgress(EVENED_SHARE);
  const stretches = [asStretch([framing.value.lead, part, framing.value.tail])];
  const clip = await encodeUntilGood(
    bench,
    { stretches, levels: [level.value], settings: request.settings },
    (share) => onProgress(EVENED_SHARE + (1 - EVENED_SHARE) * share),
  );
  return clip.ok ? ok({ ...clip.value, segmentStartsMs: [], repairs, before }) : clip;
}

async function allOk<T>(
  running: readonly Promise<Result<T, AudioFault>>[],
): Promise<Result<T[], AudioFault>> {
  const values: T[] = [];
  for (const result of await Promise.all(running)) {
    if (!result.ok) return result;
    values.push(result.value);
  }
  return ok(values);
}

/** Progress that never falls and stays within 0..1. */
function rising(onProgress: OnProgress): OnProgress {
  let highest = 0;
  return (share) => {
    highest = Math.min(1, Math.max(highest, share));
    onProgress(highest);
  };
}

const SILENT: AudioFault = { code: 'silent', detail: 'không có tiếng nào nghe được' };
