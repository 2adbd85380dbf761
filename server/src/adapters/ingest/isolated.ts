/**
 * Isolated parsing — đọc tệp trong luồng riêng.
 *
 * Starts a thread for one document and gives it up when it takes too long or too much memory. Promises
 * an answer within the stated time whatever the file holds. It knows no format.
 */
import { Worker } from 'node:worker_threads';
import type { DocumentText } from '../../core/ingest/docx-text.js';
import type { RefusalCode } from '../../core/ingest/refusals.js';

export type ParseJob = {
  readonly kind: 'docx' | 'doc' | 'pdf' | 'html' | 'xlsx';
  readonly bytes: Uint8Array;
};

export type ParseAnswer =
  | { readonly ok: true; readonly value: DocumentText }
  | { readonly ok: false; readonly code: RefusalCode };

export type Isolation = {
  /** Program of the thread: takes a job as its data, posts an answer. */
  readonly program: URL;
  /** Wall clock for one document, milliseconds. */
  readonly timeMs: number;
  /** Heap of the thread, MiB; its buffers outside the heap may take as much again. */
  readonly memoryMb: number;
};

const STACK_MB = 4;
const YOUNG_MB = 32;
const MIB = 1024 * 1024;
/** How often the thread's buffers are weighed: the limits of a thread do not count them. */
const WEIGH_MS = 100;

const startThread = (job: ParseJob, { program, memoryMb }: Isolation): Worker =>
  new Worker(program, {
    workerData: job,
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: memoryMb,
      maxYoungGenerationSizeMb: YOUNG_MB,
      stackSizeMb: STACK_MB,
    },
  });

/** Calls back once when the buffers of a thread outgrow a limit; the answer ends the watch. */
const watchBuffers = (worker: Worker, limitMb: number, outgrown: () => void): (() => void) => {
  const weigh = async (): Promise<void> => {
    try {
      const { external_memory: bytes } = await worker.getHeapStatistics();
      if (bytes > limitMb * MIB) outgrown();
    } catch {
      // A thread that has ended cannot be weighed; its end is answered where it is awaited.
    }
  };
  const timer = setInterval(() => void weigh(), WEIGH_MS);
  return () => clearInterval(timer);
};

/** One document in a thread of its own. */
export const parseIsolated = (job: ParseJob, isolation: Isolation): Promise<ParseAnswer> =>
  new Promise((resolve) => {
    const worker = startThread(job, isolation);
    const settle = (answer: ParseAnswer): void => {
      clearTimeout(timer);
      unwatch();
      resolve(answer);
      void worker.terminate();
    };
    const giveUp = (): void => settle({ ok: false, code: 'too-slow' });
    const timer = setTimeout(giveUp, isolation.timeMs);
    const unwatch = watchBuffers(worker, isolation.memoryMb, giveUp);
    worker.once('message', (answer: ParseAnswer) => settle(answer));
    worker.once('error', (error: NodeJS.ErrnoException) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      settle({ ok: false, code: isMemory ? 'too-slow' : 'damaged' });
    });
    worker.once('exit', () => settle({ ok: false, code: 'damaged' }));
  });
