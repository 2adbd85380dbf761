/**
 * ffmpeg runner — bộ chạy ffmpeg.
 *
 * The only place that starts ffmpeg and ffprobe. Every run is fenced: no stdin, no network or
 * playlist (only the `file` and `pipe` protocols), a stated input format, a time limit, an abort
 * signal, at most so many processes at once. Knows processes, not sound.
 */
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '@loaso/shared/result';
import { execa } from 'execa';
import type { AudioFault } from '../../ports/audio.js';
import { createGate, type Gate } from './gate.js';
import { openSampleLine } from './sample-line.js';

export type FfmpegOptions = {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** Processes at once; the number of cores is right. */
  readonly processes: number;
};

export type FfmpegRun = {
  readonly args: readonly string[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
};

/** A run that reads files, laid end to end, from stdin and writes 32-bit float samples to stdout. */
export type SampleRun = FfmpegRun & {
  /** May come later: the program is then already there when they do. */
  readonly files: Promise<readonly string[]>;
  onSamples(samples: Float32Array): void;
};

/** All give what the program wrote about its work: ffmpeg's log, ffprobe's answer. */
export type FfmpegRunner = {
  /** Processes at once. */
  readonly processes: number;
  ffmpeg(run: FfmpegRun): Promise<Result<string, AudioFault>>;
  samples(run: SampleRun): Promise<Result<string, AudioFault>>;
  ffprobe(run: FfmpegRun): Promise<Result<string, AudioFault>>;
};

/** Options of every input, to stand directly before `-i`. */
export const FENCED_INPUT = ['-protocol_whitelist', 'file,pipe'] as const;

const OUTPUT_MAX_CHARS = 4_000_000;
const DETAIL_MAX_CHARS = 300;
/** No single output may outgrow this (4 h of 24 kHz mono PCM is 0.7 GB). */
const FILE_MAX_BYTES = 2_000_000_000;

export function createFfmpegRunner(options: FfmpegOptions): FfmpegRunner {
  const gate = createGate(options.processes);
  const common = ['-nostdin', '-hide_banner', '-nostats', '-y'];
  const { ffmpeg, ffprobe } = options;
  return {
    processes: options.processes,
    ffmpeg: (run) => start(gate, ffmpeg, { ...run, args: [...common, ...run.args] }),
    ffprobe: (run) => start(gate, ffprobe, { ...run, args: ['-hide_banner', ...run.args] }),
    // Not behind the gate: it waits for a process that is.
    samples: (run) => start((job) => job(), ffmpeg, { ...run, args: [...common, ...run.args] }),
  };
}

/** Limits of every output, to stand directly before its path. */
export const FENCED_OUTPUT = ['-fs', `${FILE_MAX_BYTES}`] as const;

function start(
  gate: Gate,
  command: string,
  run: FfmpegRun | SampleRun,
): Promise<Result<string, AudioFault>> {
  return gate(async () => {
    if (run.signal.aborted) return err(CANCELLED);
    if ('files' in run) return startSampling(command, run);
    const ending = await execa(command, [...run.args], {
      ...limitsOf(run),
      stdin: 'ignore',
      all: true,
    });
    return ending.failed ? err(explain(command, run, ending)) : ok(ending.all ?? '');
  });
}

const limitsOf = (run: FfmpegRun) =>
  ({
    reject: false,
    timeout: run.timeoutMs,
    cancelSignal: run.signal,
    forceKillAfterDelay: 1_000,
    maxBuffer: OUTPUT_MAX_CHARS,
  }) as const;

async function startSampling(command: string, run: SampleRun): Promise<Result<string, AudioFault>> {
  const line = await openSampleLine(run.onSamples);
  try {
    const stdio = { stdin: 'pipe', stdout: line.inlet } as const;
    const running = execa(command, [...run.args], { ...limitsOf(run), ...stdio });
    await feed(run.files, running.stdin);
    const ending = await running;
    if (ending.failed) return err(explain(command, run, ending));
  } finally {
    await line.end();
  }
  return ok('');
}

type Failure = {
  readonly timedOut: boolean;
  readonly code?: string | undefined;
  readonly all?: string | undefined;
  readonly stderr?: string | undefined;
  readonly shortMessage?: string | undefined;
};

function explain(command: string, run: FfmpegRun, ending: Failure): AudioFault {
  if (run.signal.aborted) return CANCELLED;
  if (ending.timedOut) {
    return { code: 'engine-timeout', detail: `${command} quá ${run.timeoutMs} ms` };
  }
  if (ending.code === 'ENOENT') {
    return { code: 'engine-missing', detail: `không chạy được ${command}: cài gói ffmpeg` };
  }
  const log = ending.all ?? ending.stderr ?? ending.shortMessage ?? '';
  return { code: 'engine-failed', detail: lastLines(log) };
}

/** Writes the files to the program; one that ended early says why by its exit code. */
async function feed(files: SampleRun['files'], stdin: NodeJS.WritableStream | null): Promise<void> {
  if (stdin === null) return;
  async function* contents(): AsyncGenerator<Buffer> {
    for (const file of await files) yield await readFile(file);
  }
  await pipeline(contents, stdin).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EPIPE' && cause.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw cause;
  });
}

function lastLines(log: string): string {
  return log.trim().split('\n').slice(-3).join(' | ').slice(-DETAIL_MAX_CHARS);
}

const CANCELLED: AudioFault = { code: 'cancelled', detail: 'đã huỷ' };
