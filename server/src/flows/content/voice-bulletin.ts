/**
 * Voicing a bulletin — tạo tiếng đọc cho bản tin.
 *
 * Puts the work in the queue, and when a clip is there attaches it to exactly the words it was made
 * of. Words changed meanwhile: the clip is not used and the job says so.
 */
import { type BulletinId, JobId, Sha256 } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import type { Clip, Job, VoiceRequest } from '@loaso/shared/wire/http/content';
import { saysSomething, speechText } from '../../core/bulletin/content.js';
import { attachClip } from '../../core/bulletin/lifecycle.js';
import type { SpeechOptions } from '../../ports/speech.js';
import type { StoredBulletin, StoredJob } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import type { Refusal } from '../refusals.js';
import { HORN_SETTINGS, HORN_VOICE, type VoiceScriptFault, voiceScript } from '../voice-script.js';
import { findUndivided } from './find-bulletin.js';
import { auditBulletin, type Desk, NOT_FOUND, save, scopeOf } from './ports.js';
import { republish, takenOff } from './reach-boxes.js';
import { jobOf } from './shapes.js';
import type { VoiceQueue, Work, WorkEnd } from './voice-queue.js';
import { readyVoice, speedOf } from './voices.js';

export type VoiceDesk = Desk & { readonly jobs: VoiceQueue };

/** Tries to attach a clip while others keep changing the bulletin. */
const ATTACH_TRIES = 5;
const BUSY_RETRY_S = 60;

export async function voiceBulletin(
  desk: VoiceDesk,
  actor: Actor,
  { id, request }: { readonly id: BulletinId; readonly request: VoiceRequest },
): Answer<Job> {
  const found = await findUndivided(desk, actor, { id, permission: 'voice-bulletin' });
  if (!found.ok) return found;
  const { bulletin } = found.value;
  const refusal = unvoicedRefusal(bulletin);
  if (refusal !== null) return err(refusal);
  const options = speechOf(desk, request);
  if (!options.ok) return options;
  const order = { actor, options: options.value };
  return await queueVoicing(desk, order, { bulletin, work: workOf(desk, bulletin, order) });
}

/** The voice and the speed asked for, or what suits the voice. */
export function speechOf(desk: Desk, request: VoiceRequest): Result<Order['options'], Refusal> {
  const voice = readyVoice(desk, request.voice);
  if (!voice.ok) return voice;
  const wordsPerMinute = request.wordsPerMinute ?? speedOf(voice.value);
  return ok({ voiceId: request.voice, wordsPerMinute });
}

type Voicing = {
  readonly bulletin: StoredBulletin;
  /** Bulletins that get their sound by this work, besides `bulletin`. */
  readonly parts?: readonly BulletinId[];
  readonly work: Work;
};

export async function queueVoicing(
  desk: VoiceDesk,
  { actor, options }: Order,
  { bulletin, parts = [], work }: Voicing,
): Answer<Job> {
  const { id, areaId } = bulletin;
  const taken = () => [id, ...parts].some((one) => desk.jobs.ofBulletin(one) !== null);
  if (taken()) return err({ code: 'job-running' });
  if (desk.jobs.isFull()) return err({ code: 'busy', retryAfterS: BUSY_RETRY_S });
  const job = newJob(desk, actor, id);
  const detail = `${options.voiceId}, ${options.wordsPerMinute} tiếng/phút`;
  await auditBulletin(desk, actor.username, { act: 'voice', id, detail });
  await desk.store.content.addJob(job);
  // Asked again: two requests may have waited for the store side by side.
  if (taken()) {
    await desk.store.content.putJob({ ...job, state: 'cancelled', phase: 'cancelled' });
    return err({ code: 'job-running' });
  }
  desk.jobs.add({ job, areaId, parts, work });
  return ok(jobOf(job));
}

function unvoicedRefusal(bulletin: StoredBulletin): Refusal | null {
  if (bulletin.state === 'withdrawn') {
    return { code: 'wrong-state', state: bulletin.state, needs: 'draft' };
  }
  if (bulletin.kind === 'recorded') return { code: 'recorded-not-voiced' };
  return saysSomething(bulletin.script) ? null : { code: 'nothing-to-read' };
}

const newJob = (desk: VoiceDesk, actor: Actor, bulletinId: BulletinId): StoredJob => ({
  id: JobId.parse(desk.chance.id('job')),
  kind: 'voice',
  bulletinId,
  state: 'waiting',
  progress: 0,
  phase: 'waiting',
  startedAt: null,
  expectedEndAt: null,
  problem: null,
  createdBy: actor.userId,
  createdAt: desk.clock.now(),
});

export type Order = {
  readonly actor: Actor;
  readonly options: Pick<SpeechOptions, 'voiceId' | 'wordsPerMinute'>;
};

export function workOf(desk: VoiceDesk, bulletin: StoredBulletin, order: Order): Work {
  const { voiceId } = order.options;
  return async (report, signal) => {
    const voiced = await voiceScript(
      desk,
      {
        script: bulletin.script,
        voice: { ...HORN_VOICE, ...order.options },
        settings: { ...HORN_SETTINGS, ...desk.chimes, outDir: desk.clipDir },
      },
      (share) => report(share, share < 1 ? 'voicing' : 'storing'),
      signal,
    );
    if (!voiced.ok) return voicingEnd(voiced.error);
    const { path, iterations, segmentStartsMs, ...made } = voiced.value.clip;
    // Whoever approves the clip must be told who really reads in it.
    const voice = voiced.value.fellBack?.voiceId ?? voiceId;
    const clip: Clip = { ...made, sha256: Sha256.parse(made.sha256), voice };
    await desk.audioFiles.adopt(path, clip.sha256, clip.codec);
    const attached = await attach(desk, {
      id: bulletin.id,
      clip,
      order,
      words: speechText(bulletin.script),
    });
    if (attached.ok) {
      desk.log.info('voice-done', { bulletinId: bulletin.id, sha256: clip.sha256, iterations });
      return { state: 'done' };
    }
    return { state: 'failed', problem: attachProblem(attached.error) };
  };
}

function voicingEnd(fault: VoiceScriptFault): WorkEnd {
  if (fault.code === 'cancelled') return { state: 'cancelled' };
  const where = 'sentenceIndex' in fault ? `câu ${fault.sentenceIndex + 1}: ` : '';
  return { state: 'failed', problem: `${where}${fault.detail} (${fault.code})` };
}

const attachProblem = ({ code }: Refusal): string => {
  if (code === 'changed-meanwhile') return 'lời đọc đã được sửa trong lúc tạo tiếng: hãy tạo lại';
  if (code === 'not-found') return 'bản tin đã bị xóa trong lúc tạo tiếng';
  return `không gắn được tiếng đọc (${code})`;
};

type Attachment = {
  readonly id: BulletinId;
  readonly clip: Clip;
  readonly order: Order;
  readonly words: string;
};

async function attach(desk: VoiceDesk, attachment: Attachment): Promise<Result<null, Refusal>> {
  const { id, clip, words, order } = attachment;
  for (let tries = 0; tries < ATTACH_TRIES; tries += 1) {
    const bulletin = await desk.store.content.bulletin(id);
    if (bulletin === null) return NOT_FOUND;
    const next = attachClip(bulletin, { clip, by: order.actor.userId }, words);
    if (!next.ok) return next;
    if (next.value === bulletin) return ok(null);
    const stored = await storeClip(desk, attachment, { bulletin, next: next.value });
    if (stored.ok || stored.error.code !== 'changed-meanwhile') return stored;
  }
  return err({ code: 'changed-meanwhile' });
}

/** New sound for an approved bulletin takes it off the air until it is approved again. */
async function storeClip(
  desk: VoiceDesk,
  { id, clip, order }: Attachment,
  { bulletin, next }: { readonly bulletin: StoredBulletin; readonly next: StoredBulletin },
): Answer<null> {
  const { username } = order.actor;
  await auditBulletin(desk, username, { act: 'clip', id, detail: clip.sha256 });
  const saved = await save(desk, next);
  if (!saved.ok) return saved;
  if (bulletin.state !== 'approved') return ok(null);
  return await republish(desk, [id], {
    why: `${username} voiced ${id} anew`,
    change: takenOff(username, bulletin),
  });
}

/** A job of a bulletin that `actor` may voice. */
async function findJob(desk: VoiceDesk, actor: Actor, id: JobId): Answer<StoredJob> {
  const scope = await scopeOf(desk, actor, 'voice-bulletin');
  if (!scope.ok) return scope;
  const job = desk.jobs.current(id) ?? (await desk.store.content.job(id));
  if (job === null) return NOT_FOUND;
  const bulletin = await desk.store.content.bulletin(job.bulletinId);
  return bulletin !== null && scope.value.within.has(bulletin.areaId) ? ok(job) : NOT_FOUND;
}

export async function showJob(desk: VoiceDesk, actor: Actor, id: JobId): Answer<Job> {
  const job = await findJob(desk, actor, id);
  return job.ok ? ok(jobOf(job.value)) : job;
}

/** Ends what is under way; what has ended already stays as it ended. */
export async function cancelJob(desk: VoiceDesk, actor: Actor, id: JobId): Answer<Job> {
  const job = await findJob(desk, actor, id);
  if (!job.ok) return job;
  const ended = await desk.jobs.cancel(id);
  return ok(jobOf(ended ?? (await desk.store.content.job(id)) ?? job.value));
}

/** Jobs that were under way when the server died. */
export async function settleUnfinishedJobs(desk: VoiceDesk): Promise<number> {
  const lost = (await desk.store.content.unfinishedJobs()).filter(
    ({ id }) => desk.jobs.current(id) === null,
  );
  const problem = 'máy chủ dừng giữa chừng: hãy tạo lại';
  for (const job of lost) {
    await desk.store.content.putJob({
      ...job,
      state: 'failed',
      phase: 'failed',
      expectedEndAt: null,
      problem,
    });
  }
  return lost.length;
}
