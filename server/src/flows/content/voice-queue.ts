/**
 * Voicing queue — hàng đợi tạo tiếng đọc.
 *
 * One text is voiced at a time, the others wait in order, and each can be called off. Progress is
 * shown at once and stored now and then; the end is always stored. Knows how to queue, follow and
 * end work; what the work is comes with it.
 */
import type { AreaId, BulletinId, JobId } from '@loaso/shared/ids';
import type { StoredJob } from '../../ports/store-records.js';
import type { Clock, Log } from '../../ports/system.js';
import type { JobsUnderWay } from './ports.js';

/** Jobs that wait or run; more are asked to come back later. */
export const JOBS_MAX = 20;
/** Screens hear of progress no oftener, the store even less, milliseconds. */
const SHOW_EVERY_MS = 400;
const STORE_EVERY_MS = 5_000;
/** Before this share is done, an estimate of the end would be a guess. */
const ESTIMATE_FROM = 0.03;

export type WorkEnd =
  | { readonly state: 'done' }
  | { readonly state: 'cancelled' }
  | { readonly state: 'failed'; readonly problem: string };

/** The work of one job; `report` takes a share 0..1 and a word for the screen. Must not throw. */
export type Work = (
  report: (share: number, phase: string) => void,
  signal: AbortSignal,
) => Promise<WorkEnd>;

export type QueuePorts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly put: (job: StoredJob) => Promise<void>;
  readonly show: (job: StoredJob, areaId: AreaId) => void;
};

/** A job that the store knows already, what it does, and whose screens may follow it. */
export type Task = {
  readonly job: StoredJob;
  readonly areaId: AreaId;
  /** Bulletins it works on besides the one it is named after. */
  readonly parts?: readonly BulletinId[];
  readonly work: Work;
};

type Slot = {
  job: StoredJob;
  readonly task: Task;
  readonly abort: AbortController;
  closing: boolean;
  shownAt: number;
  storedAt: number;
  /** Writes of this job, one after the other. */
  writes: Promise<void>;
  readonly ended: PromiseWithResolvers<StoredJob>;
};

export type VoiceQueue = JobsUnderWay & {
  readonly isFull: () => boolean;
  add(task: Task): void;
  /** Ends the job and answers when it has ended; null when it is not under way. */
  cancel(id: JobId): Promise<StoredJob | null>;
  /** Resolves when nothing waits or runs. */
  idle(): Promise<void>;
  /** Calls everything off. */
  stop(): Promise<void>;
};

export function createVoiceQueue(ports: QueuePorts): VoiceQueue {
  const slots: Slot[] = [];
  let running: Slot | null = null;

  // Stays in sight until its end is stored, so that nobody sees the store's older word.
  const close = async (slot: Slot, end: WorkEnd): Promise<void> => {
    slot.closing = true;
    await finish(ports, slot, end);
    slots.splice(slots.indexOf(slot), 1);
    slot.ended.resolve(slot.job);
  };
  const first = (): Slot | undefined => slots.find(({ closing }) => !closing);
  const work = async (): Promise<void> => {
    if (running !== null) return;
    for (let slot = first(); slot !== undefined; slot = first()) {
      running = slot;
      await close(slot, await worked(ports, slot));
    }
    running = null;
  };
  const cancel = async (slot: Slot): Promise<StoredJob> => {
    slot.abort.abort();
    if (slot !== running && !slot.closing) await close(slot, { state: 'cancelled' });
    return await slot.ended.promise;
  };
  const find = (test: (job: StoredJob, task: Task) => boolean): Slot | null =>
    slots.find(({ job, task }) => test(job, task)) ?? null;

  return {
    isFull: () => slots.length >= JOBS_MAX,
    current: (id) => find((job) => job.id === id)?.job ?? null,
    ofBulletin: (id: BulletinId) =>
      find((job, { parts }) => job.bulletinId === id || parts?.includes(id) === true)?.job ?? null,
    add(task) {
      slots.push(slotOf(task));
      void work();
    },
    cancel: async (id) => {
      const slot = find((job) => job.id === id);
      return slot === null ? null : await cancel(slot);
    },
    async idle() {
      while (slots.length > 0) await slots[0]?.ended.promise;
    },
    async stop() {
      await Promise.all([...slots].reverse().map(cancel));
    },
  };
}

const slotOf = (task: Task): Slot => ({
  job: task.job,
  task,
  abort: new AbortController(),
  closing: false,
  shownAt: 0,
  storedAt: 0,
  writes: Promise.resolve(),
  ended: Promise.withResolvers<StoredJob>(),
});

async function finish(ports: QueuePorts, slot: Slot, end: WorkEnd): Promise<void> {
  const problem = end.state === 'failed' ? end.problem : null;
  const progress = end.state === 'done' ? 1 : slot.job.progress;
  const ended = { state: end.state, phase: end.state, progress, problem, expectedEndAt: null };
  slot.job = { ...slot.job, ...ended };
  ports.show(slot.job, slot.task.areaId);
  write(ports, slot);
  await slot.writes;
}

async function worked(ports: QueuePorts, slot: Slot): Promise<WorkEnd> {
  const startedAt = ports.clock.now();
  slot.job = { ...slot.job, state: 'running', phase: 'voicing', startedAt };
  ports.show(slot.job, slot.task.areaId);
  write(ports, slot);
  try {
    return await slot.task.work(
      (share, phase) => report(ports, slot, { share, phase }),
      slot.abort.signal,
    );
  } catch (cause) {
    // A fault of the machine (disk full, store gone) ends this job, never the server.
    const problem = cause instanceof Error ? cause.message : String(cause);
    ports.log.error('voice-fault', { jobId: slot.job.id, problem });
    return { state: 'failed', problem: `lỗi máy chủ: ${problem}` };
  }
}

function report(
  ports: QueuePorts,
  slot: Slot,
  { share, phase }: { readonly share: number; readonly phase: string },
): void {
  const now = ports.clock.now();
  const progress = Math.max(slot.job.progress, Math.min(1, share));
  const elapsed = now - (slot.job.startedAt ?? now);
  const expectedEndAt =
    progress < ESTIMATE_FROM ? null : Math.round(now + (elapsed * (1 - progress)) / progress);
  slot.job = { ...slot.job, progress, phase, expectedEndAt };
  if (now - slot.shownAt >= SHOW_EVERY_MS) {
    slot.shownAt = now;
    ports.show(slot.job, slot.task.areaId);
  }
  if (now - slot.storedAt >= STORE_EVERY_MS) {
    slot.storedAt = now;
    write(ports, slot);
  }
}

function write(ports: QueuePorts, slot: Slot): void {
  const { job } = slot;
  slot.writes = slot.writes
    .then(() => ports.put(job))
    .catch((cause: unknown) => {
      ports.log.error('voice-fault', { jobId: job.id, problem: String(cause) });
    });
}
