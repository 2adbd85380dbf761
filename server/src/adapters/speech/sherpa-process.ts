/**
 * Sherpa process — nắm giữ tiến trình giọng thần kinh.
 *
 * One worker for one voice: started at the first sentence, asked one sentence at a time, ended when
 * it hangs, when it grows too big or when nobody has asked for a while; started again at the next
 * sentence. Promises an answer or a fault within a time. Knows when, not how.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { SpeechFault } from '../../ports/speech.js';
import { ask, isDead, type Said, startWorker, type Worker } from './sherpa-child.js';
import type { WorkerOrder, WorkerRequest } from './sherpa-messages.js';

export type SherpaLimits = {
  readonly loadTimeoutMs: number;
  readonly sentenceTimeoutMs: number;
  /** A worker beyond this is ended after its answer. */
  readonly memoryMaxBytes: number;
  readonly idleMs: number;
};

export type Sentence = Omit<WorkerRequest, 'id'>;

export type SherpaProcess = {
  /** Loads the model if it is not; gives its sample rate. */
  load(signal: AbortSignal): Promise<Result<Said, SpeechFault>>;
  say(sentence: Sentence, signal: AbortSignal): Promise<Result<Said, SpeechFault>>;
  stop(): void;
};

const CANCELLED: SpeechFault = { code: 'cancelled', detail: 'đã huỷ' };
/** A worker that died over a sentence is started once more for it. */
const SAY_TRIES = 2;

type Keeper = {
  readonly order: WorkerOrder;
  readonly limits: SherpaLimits;
  worker: Worker | undefined;
  idle: NodeJS.Timeout | undefined;
  lastId: number;
  /** One after the other: the engine computes one sentence at a time. */
  line: Promise<unknown>;
};

export function createSherpaProcess(order: WorkerOrder, limits: SherpaLimits): SherpaProcess {
  const keeper: Keeper = {
    order,
    limits,
    worker: undefined,
    idle: undefined,
    lastId: 0,
    line: Promise.resolve(),
  };
  return {
    load: (signal) =>
      inLine(keeper, async () => {
        if (signal.aborted) return err(CANCELLED);
        const ready = await loadedWorker(keeper);
        return ready.ok ? await ready.value.loaded : ready;
      }),
    say: (sentence, signal) => inLine(keeper, () => say(keeper, sentence, signal)),
    stop: () => stop(keeper),
  };
}

function inLine<T>(keeper: Keeper, job: () => Promise<T>): Promise<T> {
  const mine = keeper.line.then(job);
  keeper.line = mine;
  return mine;
}

function stop(keeper: Keeper): void {
  clearTimeout(keeper.idle);
  keeper.worker?.child.kill('SIGKILL');
  keeper.worker = undefined;
}

async function loadedWorker(keeper: Keeper): Promise<Result<Worker, SpeechFault>> {
  const { order, limits } = keeper;
  clearTimeout(keeper.idle);
  if (keeper.worker === undefined || isDead(keeper.worker)) keeper.worker = startWorker(order);
  const mine = keeper.worker;
  const loaded = await within(mine.loaded, {
    timeoutMs: limits.loadTimeoutMs,
    what: 'nạp mô hình',
  });
  keeper.idle = setTimeout(() => stop(keeper), limits.idleMs).unref();
  if (loaded.ok) return ok(mine);
  stop(keeper);
  return loaded;
}

async function say(
  keeper: Keeper,
  sentence: Sentence,
  signal: AbortSignal,
): Promise<Result<Said, SpeechFault>> {
  for (let tries = 0; tries < SAY_TRIES; tries += 1) {
    if (signal.aborted) return err(CANCELLED);
    const said = await sayOnce(keeper, sentence, signal);
    if (said !== undefined) return said;
  }
  return err({ code: 'engine-failed', detail: 'tiến trình giọng chết hai lần ở câu này' });
}

/** `undefined`: the worker died over it. */
async function sayOnce(
  keeper: Keeper,
  sentence: Sentence,
  signal: AbortSignal,
): Promise<Result<Said, SpeechFault> | undefined> {
  const ready = await loadedWorker(keeper);
  if (!ready.ok) return ready;
  if (signal.aborted) return err(CANCELLED);
  keeper.lastId += 1;
  const asked = ask(ready.value, { id: keeper.lastId, ...sentence });
  const { sentenceTimeoutMs: timeoutMs, memoryMaxBytes } = keeper.limits;
  const said = await within(asked, { timeoutMs, what: 'đọc một câu', signal });
  if (said.ok && said.value.memoryBytes > memoryMaxBytes) stop(keeper);
  if (said.ok) return said;
  if (said.error.code === 'engine-timeout') stop(keeper);
  return said.error.code === 'engine-failed' && isDead(ready.value) ? undefined : said;
}

type Patience = {
  readonly timeoutMs: number;
  readonly what: string;
  readonly signal?: AbortSignal;
};

/** The answer, or that it did not come in time, or that nobody waits for it any more. */
async function within<T>(
  work: Promise<Result<T, SpeechFault>>,
  { timeoutMs, what, signal }: Patience,
): Promise<Result<T, SpeechFault>> {
  const { promise, resolve } = Promise.withResolvers<Result<T, SpeechFault>>();
  const detail = `${what} quá ${timeoutMs} ms`;
  const timer = setTimeout(() => resolve(err({ code: 'engine-timeout', detail })), timeoutMs);
  const cancel = (): void => resolve(err(CANCELLED));
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}
