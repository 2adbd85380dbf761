/**
 * Mastering by ffmpeg — xử lý âm thanh bằng ffmpeg.
 *
 * Behind the mastering port: gathers speech into stretches while it is being spoken, tries the gain
 * on a few, then encodes and measures all of them on all cores until the decoded clip is as loud as
 * asked and under the peak limit. Promises no unfinished file after success, refusal or abort.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '@loaso/shared/result';
import type { FirstSetting } from '../../core/programme/loudness.js';
import type { MasteringRules } from '../../core/programme/mastering-rules.js';
import type {
  AudioFault,
  Mastered,
  MasteredRecording,
  Mastering,
  MasterRecordingRequest,
  MasterSettings,
  MasterSpeechRequest,
  OnProgress,
} from '../../ports/audio.js';
import { createFfmpegRunner, type FfmpegRunner } from './ffmpeg-runner.js';
import { frame } from './framing.js';
import { inspect } from './inspect.js';
import { prepareRecording } from './recording.js';
import { firstTry } from './rehearsal.js';
import { encodeUntilGood } from './rounds.js';
import { asPart, asStretch, gatherParts, type Part } from './stretch.js';
import type { Bench } from './stretch-work.js';
import { createWorkShelf, type WorkShelf } from './work-shelf.js';

export type MasteringOptions = {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** ffmpeg processes at once; the number of cores. */
  readonly processes: number;
  /** For unfinished work and kept stretches; one disk, made when absent. */
  readonly workDir: string;
  readonly shelfMaxBytes: number;
  /** Who decides: `masteringRules` of core/programme. */
  readonly rules: MasteringRules;
};

type Workshop = {
  readonly runner: FfmpegRunner;
  readonly shelf: WorkShelf;
  readonly root: string;
  readonly rules: MasteringRules;
  readonly engine: (signal: AbortSignal) => Promise<Result<string, AudioFault>>;
};

/** Shares of the progress when all speech has arrived, and when the gain has been tried. */
const HEARD_SHARE = 0.15;
const TRIED_SHARE = 0.2;

/** Builds the workshop; starts no process until the first request. */
export function createMastering(options: MasteringOptions): Mastering {
  const runner = createFfmpegRunner(options);
  const shelf = createWorkShelf(join(options.workDir, 'shelf'), options.shelfMaxBytes);
  const engine = rememberEngine(runner);
  const workshop: Workshop = { runner, shelf, root: options.workDir, rules: options.rules, engine };
  return {
    masterSpeech: (request, onProgress, signal) =>
      withBench(workshop, signal, (bench) => masterSpeech(bench, request, rising(onProgress))),
    masterRecording: (request, onProgress, signal) =>
      withBench(workshop, signal, (bench) => masterRecording(bench, request, rising(onProgress))),
    probe: (path, signal) => inspect(runner, path, signal),
  };
}

/** First line of `ffmpeg -version`, asked once. */
function rememberEngine(runner: FfmpegRunner): Workshop['engine'] {
  let known: string | undefined;
  return async (signal) => {
    if (known !== undefined) return ok(known);
    const answer = await runner.ffmpeg({ args: ['-version'], timeoutMs: 10_000, signal });
    if (!answer.ok) return answer;
    known = answer.value.split('\n')[0] ?? '';
    return ok(known);
  };
}

/** Gives the work a folder of its own and takes it away at the end, however it ends. */
async function withBench<T>(
  workshop: Workshop,
  signal: AbortSignal,
  work: (bench: Bench) => Promise<Result<T, AudioFault>>,
): Promise<Result<T, AudioFault>> {
  const { runner, shelf, root, rules } = workshop;
  const version = await workshop.engine(signal);
  if (!version.ok) return version;
  const engine = version.value;
  await mkdir(root, { recursive: true });
  const folder = await mkdtemp(join(root, 'bench-'));
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const laidOut: Bench['laidOut'] = new Map();
  try {
    return await work({ runner, rules, shelf, folder, engine, signal: either, laidOut });
  } finally {
    stop.abort();
    await Promise.allSettled([...laidOut.values()]);
    await rm(folder, { recursive: true, force: true });
    await shelf.prune();
  }
}

async function masterSpeech(
  bench: Bench,
  request: MasterSpeechRequest,
  onProgress: OnProgress,
): Promise<Result<Mastered, AudioFault>> {
  const { settings } = request;
  const framed = frame(bench, settings);
  const heard = await hear(bench, request, onProgress, framed);
  if (!heard.ok) return heard;
  const { parts, first } = heard.value;
  onProgress(TRIED_SHARE);
  const framing = await framed;
  if (!framing.ok) return framing;
  const { lead, tail } = framing.value;
  const all = [lead, ...parts, tail];
  const stretches = separable(settings) ? all.map((part) => asStretch([part])) : [asStretch(all)];
  const material = { stretches, first, settings };
  return encodeUntilGood(bench, material, after(TRIED_SHARE, onProgress));
}

type Heard = { readonly parts: readonly Part[]; readonly first: FirstSetting };

const separable = ({ codec }: MasterSettings): boolean => codec === 'mp3';

/**
 * Gathers the speech; what arrives first is rehearsed and laid out while the rest is spoken, and
 * `framed`, the chimes, are decoded meanwhile. Nothing works on when it ends.
 */
async function hear(
  bench: Bench,
  { segments, segmentCount, settings }: MasterSpeechRequest,
  onProgress: OnProgress,
  framed: Promise<unknown>,
): Promise<Result<Heard, AudioFault>> {
  const { sections, rehearsedStretches } = bench.rules;
  const limits = separable(settings) ? sections.separable : sections.whole;
  const parts: Part[] = [];
  let count = 0;
  let first: ReturnType<typeof firstTry> | undefined;
  try {
    for await (const part of gatherParts(segments, limits, bench.rules)) {
      parts.push(part);
      count += part.segments.length;
      onProgress((HEARD_SHARE * count) / Math.max(segmentCount, count));
      if (parts.length === rehearsedStretches) first = firstTry(bench, [...parts], settings);
    }
  } finally {
    // Nobody works on in a folder that is about to be taken away.
    await Promise.allSettled([first, framed]);
  }
  if (parts.length === 0) return err(SILENT);
  const setting = await (first ?? firstTry(bench, parts, settings));
  return setting.ok ? ok({ parts, first: setting.value }) : setting;
}

async function masterRecording(
  bench: Bench,
  request: MasterRecordingRequest,
  onProgress: OnProgress,
): Promise<Result<MasteredRecording, AudioFault>> {
  const prepared = await prepareRecording(bench, request.path);
  if (!prepared.ok) return prepared;
  const { segment, repairs, before, loudnessBeforeLufs } = prepared.value;
  onProgress(HEARD_SHARE);
  const part = asPart('speech', [segment]);
  const setting = await firstTry(bench, [part], request.settings);
  if (!setting.ok) return setting;
  const framing = await frame(bench, request.settings);
  if (!framing.ok) return framing;
  onProgress(TRIED_SHARE);
  const material = {
    stretches: [asStretch([framing.value.lead, part, framing.value.tail])],
    first: setting.value,
    settings: request.settings,
  };
  const clip = await encodeUntilGood(bench, material, after(TRIED_SHARE, onProgress));
  return clip.ok
    ? ok({ ...clip.value, segmentStartsMs: [], repairs, before, loudnessBeforeLufs })
    : clip;
}

const after =
  (share: number, onProgress: OnProgress): OnProgress =>
  (rest) =>
    onProgress(share + (1 - share) * rest);

/** Progress that never falls and stays within 0..1. */
function rising(onProgress: OnProgress): OnProgress {
  let highest = 0;
  return (share) => {
    highest = Math.min(1, Math.max(highest, share));
    onProgress(highest);
  };
}

const SILENT: AudioFault = { code: 'silent', detail: 'không có tiếng nào nghe được' };
