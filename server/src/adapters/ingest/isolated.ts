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
  readonly kind: 'docx' | 'doc' | 'pdf' | 'html';
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
  /** Heap of the thread, MiB. */
  readonly memoryMb: number;
};

const STACK_MB = 4;
const YOUNG_MB = 32;

/** One document in a thread of its own. */
export const parseIsolated = (job: ParseJob, isolation: Isolation): Promise<ParseAnswer> =>
  new Promise((resolve) => {
    const worker = new Worker(isolation.program, {
      workerData: job,
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: {
        maxOldGenerationSizeMb: isolation.memoryMb,
        maxYoungGenerationSizeMb: YOUNG_MB,
        stackSizeMb: STACK_MB,
      },
    });
    const settle = (answer: ParseAnswer): void => {
      clearTimeout(timer);
      resolve(answer);
      void worker.terminate();
    };
    const timer = setTimeout(() => settle({ ok: false, code: 'too-slow' }), isolation.timeMs);
    worker.once('message', (answer: ParseAnswer) => settle(answer));
    worker.once('error', (error: NodeJS.ErrnoException) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      settle({ ok: false, code: isMemory ? 'too-slow' : 'damaged' });
    });
    worker.once('exit', () => settle({ ok: false, code: 'damaged' }));
  });
