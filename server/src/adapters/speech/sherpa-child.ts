/**
 * Worker of a neural voice — tiến trình của một giọng.
 *
 * Starts the worker program and keeps its questions and answers together; when it dies, everybody
 * who waits is told. Knows one process; when to start and end it is decided elsewhere.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { err, ok, type Result } from '@loaso/shared/result';
import type { SpeechFault } from '../../ports/speech.js';
import { WorkerAnswer, type WorkerOrder, type WorkerRequest } from './sherpa-messages.js';
import { WORKER_FILE } from './sherpa-worker.js';
import { createFrameReader, type Frame } from './worker-frames.js';

export type Said = {
  readonly samples: Int16Array;
  readonly sampleRate: number;
  /** Resident memory of the worker after it. */
  readonly memoryBytes: number;
};

export type Worker = {
  readonly child: ChildProcess;
  readonly asked: Map<number, (answer: Result<Said, SpeechFault>) => void>;
  /** Settles when the model is loaded, or why it is not. */
  readonly loaded: Promise<Result<Said, SpeechFault>>;
};

const STDERR_MAX_CHARS = 500;

/** Starts a worker; its model loads while nobody waits. */
export function startWorker(order: WorkerOrder): Worker {
  const child = spawn(
    process.execPath,
    [...process.execArgv, WORKER_FILE, JSON.stringify(order)],
    // No environment: whatever secrets the server was given are none of the add-on's business.
    { stdio: ['pipe', 'ignore', 'pipe', 'pipe'], env: {} },
  );
  const asked: Worker['asked'] = new Map();
  const loaded = answerTo(asked, 0);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_MAX_CHARS);
  });
  const read = createFrameReader();
  (child.stdio[3] as Socket).on('data', (chunk: Buffer) => {
    try {
      for (const frame of read(chunk)) settle(asked, frame);
    } catch (cause) {
      stderr = `${stderr} ${String(cause)}`.slice(-STDERR_MAX_CHARS);
      child.kill('SIGKILL');
    }
  });
  const end = (why: string): void => {
    const fault: SpeechFault = { code: 'engine-failed', detail: why };
    for (const answer of asked.values()) answer(err(fault));
    asked.clear();
  };
  child.once('error', (cause) => end(`không chạy được tiến trình giọng: ${cause.message}`));
  child.once('close', (code, killed) => {
    end(`tiến trình giọng dừng (${killed ?? code}): ${stderr.trim()}`);
  });
  // The process may die before it has read everything; its end is told above, not the broken pipe.
  child.stdin?.on('error', () => undefined);
  // A worker at rest keeps nobody waiting for the end of the program.
  child.unref();
  for (const pipe of child.stdio) (pipe as Socket | null)?.unref();
  return { child, asked, loaded };
}

function answerTo(asked: Worker['asked'], id: number): Promise<Result<Said, SpeechFault>> {
  const { promise, resolve } = Promise.withResolvers<Result<Said, SpeechFault>>();
  asked.set(id, resolve);
  return promise;
}

/** Asks for one sentence. */
export function ask(worker: Worker, request: WorkerRequest): Promise<Result<Said, SpeechFault>> {
  const answer = answerTo(worker.asked, request.id);
  if (isDead(worker)) {
    return Promise.resolve(err({ code: 'engine-failed', detail: 'tiến trình giọng đã dừng' }));
  }
  worker.child.stdin?.write(`${JSON.stringify(request)}\n`);
  return answer;
}

function settle(asked: Worker['asked'], { head, body }: Frame): void {
  const answer = WorkerAnswer.parse(head);
  const waiting = asked.get(answer.id);
  asked.delete(answer.id);
  if (answer.ok) {
    const samples = new Int16Array(body.buffer, body.byteOffset, body.length >> 1);
    const { sampleRate, memoryBytes } = answer;
    waiting?.(ok({ samples, sampleRate, memoryBytes }));
    return;
  }
  const code = answer.code === 'addon-missing' ? 'engine-missing' : 'engine-failed';
  waiting?.(err({ code, detail: `${answer.code}: ${answer.message.split('\n')[0] ?? ''}` }));
}

export const isDead = ({ child }: Worker): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
