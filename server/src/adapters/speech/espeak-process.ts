/**
 * espeak-ng process — tiến trình espeak-ng.
 *
 * The only place that starts espeak-ng (GPL, hence a separate process). Text goes in by stdin, the
 * options as an argument array, never through a shell. Promises an end: time-out, output limit,
 * abort. Knows processes and bytes, not sentences.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { err, ok, type Result } from '@loaso/shared/result';
import type { SpeechFault } from '../../ports/speech.js';

export type EspeakRun = {
  readonly command: string;
  readonly args: readonly string[];
  readonly input: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
};

/** Two minutes of speech a sentence at 22 050 Hz and sixteen sentences a process, with room. */
const OUTPUT_MAX_BYTES = 200_000_000;
const STDERR_MAX_CHARS = 2_000;

type Ending = { readonly code: number | null; readonly chunks: Buffer[]; readonly stderr: string };

/** Runs espeak-ng to its end and gives all of stdout. */
export async function runEspeak(run: EspeakRun): Promise<Result<Buffer, SpeechFault>> {
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
    if (ending.code === 0) return ok(Buffer.concat(ending.chunks));
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
    const chunks: Buffer[] = [];
    let bytes = 0;
    let stderr = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes > OUTPUT_MAX_BYTES) child.kill('SIGKILL');
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(0, STDERR_MAX_CHARS);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, chunks, stderr }));
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
