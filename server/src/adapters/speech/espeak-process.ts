/**
 * espeak-ng process — tiến trình espeak-ng.
 *
 * The only place that starts espeak-ng (GPL, hence a separate process). Text goes in by stdin, the
 * options as an argument array, never through a shell. Promises an end: time-out, output limit,
 * abort. Knows processes and bytes, not sentences.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { err, ok, type Result } from '@loaso/shared/result';
import type { SpeechFault } from '../../ports/speech.js';

export type EspeakRun = {
  readonly command: string;
  readonly args: readonly string[];
  readonly input: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
};

/** What it says is written to this file, which is gone afterwards; a name nobody else uses. */
export type SpokenRun = EspeakRun & { readonly wavPath: string };

/** Room for what a process said, used again for the next: a batch is megabytes. */
export type Slate = { bytes: Buffer };

/** Batches differ a little; a slate that has to grow for each serves nobody. */
const SLATE_SPARE_BYTES = 1 << 21;

export const createSlate = (): Slate => ({ bytes: Buffer.alloc(0) });

/** Two minutes of speech a sentence at 22 050 Hz and forty-eight sentences a process, with room. */
const OUTPUT_MAX_BYTES = 300_000_000;
const TEXT_MAX_CHARS = 2_000;

type Ending = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/**
 * Gives the WAV that espeak-ng makes, good until `slate` is used again. By way of a file: to a pipe it writes a few milliseconds of
 * sound at a time, and taking those costs half as much as making them.
 */
export async function speakToFile(
  run: SpokenRun,
  slate: Slate,
): Promise<Result<Buffer, SpeechFault>> {
  try {
    const spoken = await runEspeak({ ...run, args: [...run.args, '-w', run.wavPath] });
    return spoken.ok ? await readOnto(slate, run.wavPath) : spoken;
  } finally {
    await rm(run.wavPath, { force: true });
  }
}

async function readOnto(slate: Slate, path: string): Promise<Result<Buffer, SpeechFault>> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const { size } = await file.stat();
    if (size > OUTPUT_MAX_BYTES) return err(unreadable(`${size} byte, quá giới hạn`));
    if (slate.bytes.length < size) slate.bytes = Buffer.allocUnsafeSlow(size + SLATE_SPARE_BYTES);
    const { bytesRead } = await file.read(slate.bytes, 0, size);
    return ok(slate.bytes.subarray(0, bytesRead));
  } catch (cause) {
    return err(unreadable((cause as Error).message));
  } finally {
    await file?.close();
  }
}

const unreadable = (why: string): SpeechFault => ({
  code: 'engine-failed',
  detail: `espeak-ng không để lại âm thanh dùng được: ${why}`,
});

/** Runs espeak-ng to its end and gives the beginning of what it prints. */
export async function runEspeak(run: EspeakRun): Promise<Result<string, SpeechFault>> {
  if (run.signal.aborted) return err({ code: 'cancelled', detail: 'đã huỷ' });
  const deadline = AbortSignal.timeout(run.timeoutMs);
  const stop = AbortSignal.any([run.signal, deadline]);
  try {
    const child = spawn(run.command, [...run.args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      signal: stop,
      killSignal: 'SIGKILL',
    });
    const ending = await collect(child, run.input);
    if (ending.code === 0) return ok(ending.stdout);
    return err({
      code: 'engine-failed',
      detail: `espeak-ng thoát ${ending.code}: ${ending.stderr}`,
    });
  } catch (cause) {
    return err(explain(cause, run, deadline.aborted));
  }
}

function collect(child: ChildProcess, input: string): Promise<Ending> {
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout = (stdout + text).slice(0, TEXT_MAX_CHARS);
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(0, TEXT_MAX_CHARS);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    // The process may die before it has read everything; its exit code tells, not the broken pipe.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

function explain(cause: unknown, run: EspeakRun, late: boolean): SpeechFault {
  if (run.signal.aborted) return { code: 'cancelled', detail: 'đã huỷ' };
  if (late) return { code: 'engine-timeout', detail: `espeak-ng quá ${run.timeoutMs} ms` };
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'EACCES') {
    return { code: 'engine-missing', detail: `không chạy được ${run.command}: cài gói espeak-ng` };
  }
  return { code: 'engine-failed', detail: message };
}
