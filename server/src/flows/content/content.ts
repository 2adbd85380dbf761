/**
 * Content — các việc về văn bản và bản tin.
 *
 * All verbs about content as one value, with the queue of voicing behind them. Making it starts
 * nothing; the first job does.
 */
import type { ContentFlows } from '../flows.js';
import { changeBulletin, removeBulletin } from './change-bulletin.js';
import {
  approveBulletin,
  rejectBulletin,
  submitBulletin,
  withdrawBulletin,
} from './decide-bulletin.js';
import { importText } from './import-text.js';
import type { ContentPorts } from './ports.js';
import { listBulletins, mayHear, showBulletin, speak, voicesOf } from './read-bulletins.js';
import { jobOf } from './shapes.js';
import {
  cancelJob,
  settleUnfinishedJobs,
  showJob,
  type VoiceDesk,
  voiceBulletin,
} from './voice-bulletin.js';
import { createVoiceQueue } from './voice-queue.js';

export type ContentRoom = ContentFlows & {
  /** Resolves when no voicing waits or runs. */
  idle(): Promise<void>;
  /** Calls off all voicing; the jobs are stored as cancelled. */
  stop(): Promise<void>;
};

export function createContentFlows(ports: ContentPorts): ContentRoom {
  const jobs = createVoiceQueue({
    clock: ports.clock,
    log: ports.log,
    put: (job) => ports.store.content.putJob(job),
    show: (job, areaId) =>
      ports.live.push(areaId, { kind: 'job', at: ports.clock.now(), job: jobOf(job) }),
  });
  const desk: VoiceDesk = { ...ports, jobs };
  return {
    voices: () => voicesOf(desk),
    speak: (actor, text) => speak(desk, actor, text),
    bulletins: (actor, query) => listBulletins(desk, actor, query),
    importText: (actor, request) => importText(desk, actor, request),
    bulletin: (actor, id) => showBulletin(desk, actor, id),
    change: (actor, id, change) => changeBulletin(desk, actor, { id, change }),
    remove: (actor, id) => removeBulletin(desk, actor, id),
    voice: (actor, id, request) => voiceBulletin(desk, actor, { id, request }),
    job: (actor, id) => showJob(desk, actor, id),
    cancelJob: (actor, id) => cancelJob(desk, actor, id),
    submit: (actor, id) => submitBulletin(desk, actor, id),
    approve: (actor, id) => approveBulletin(desk, actor, id),
    reject: (actor, id, reason) => rejectBulletin(desk, actor, { id, reason }),
    withdraw: (actor, id) => withdrawBulletin(desk, actor, id),
    mayHear: (actor, sha256) => mayHear(desk, actor, sha256),
    settleUnfinishedJobs: () => settleUnfinishedJobs(desk),
    idle: jobs.idle,
    stop: jobs.stop,
  };
}
