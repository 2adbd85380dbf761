/**
 * ffmpeg runner — bộ chạy ffmpeg.
 *
 * The only place that starts ffmpeg and ffprobe. Every run is fenced: no stdin, no network or
 * playlist (only the `file` and `pipe` protocols), a stated input format, a time limit, an abort
 * signal, at most so many processes at once. Knows processes, not sound.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import { execa } from 'execa';
import type { AudioFault } from '../../ports/audio.js';
import { createGate, type Gate } from './gate.js';

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

/** Both give what the program wrote about its work: ffmpeg's log, ffprobe's answer. */
export type FfmpegRunner = {
  /** Processes at once. */
  readonly processes: number;
  ffmpeg(run: FfmpegRun): Promise<Result<string, AudioFault>>;
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
  return {
    processes: options.processes,
    ffmpeg: (run) => start(gate, options.ffmpeg, { ...run, args: [...common, ...run.args] }),
    ffprobe: (run) => start(gate, options.ffprobe, { ...run, args: ['-hide_banner', ...run.args] }),
  };
}

/** Limits of every output, to stand directly before its path. */
export const FENCED_OUTPUT = ['-fs', `${FILE_MAX_BYTES}`] as const;

function start(gate: Gate, command: string, run: FfmpegRun): Promise<Result<string, AudioFault>> {
  return gate(async () => {
    if (run.signal.aborted) return err(CANCELLED);
    const ending = await execa(command, [...run.args], {
      reject: false,
      stdin: 'ignore',
      all: true,
      timeout: run.timeoutMs,
      cancelSignal: run.signal,
      forceKillAfterDelay: 1_000,
      maxBuffer: OUTPUT_MAX_CHARS,
    });
    if (!ending.failed) return ok(ending.all ?? '');
    if (run.signal.aborted) return err(CANCELLED);
    if (ending.timedOut) {
      return err({ code: 'engine-timeout', detail: `${command} quá ${run.timeoutMs} ms` });
    }
    if (ending.code === 'ENOENT') {
      return err({ code: 'engine-missing', detail: `không chạy được ${command}: cài gói ffmpeg` });
    }
    return err({ code: 'engine-failed', detail: lastLines(ending.all ?? ending.shortMessage) });
  });
}

function lastLines(log: string): string {
  return log.trim().split('\n').slice(-3).join(' | ').slice(-DETAIL_MAX_CHARS);
}

const CANCELLED: AudioFault = { code: 'cancelled', detail: 'đã huỷ' };
