/**
 * Content — các việc về văn bản và bản tin.
 *
 * All verbs about content as one value, with the queue of voicing behind them. Making it starts
 * nothing; the first job does.
 */
import { ok } from '@loaso/shared/result';
import type { ContentFlows } from '../flows.js';
import type { SeriesFlows } from '../series-flows.js';
import { createLimit, createTurns } from '../turns.js';
import { createUploadQuota } from '../upload-quota.js';
import { forecastApproval, forecastSeries } from './approve-bulletins.js';
import { changeSettings, previewSettings, showSettings } from './area-settings.js';
import { changeBulletin, removeBulletin } from './change-bulletin.js';
import {
  approveBulletin,
  rejectBulletin,
  submitBulletin,
  withdrawBulletin,
} from './decide-bulletin.js';
import { HEARD_AT_ONCE, hearSentence } from './hear-sentence.js';
import { importText } from './import-text.js';
import { addReading, listLexicon, previewReading, removeReading } from './lexicon.js';
import type { ContentPorts, Desk } from './ports.js';
import { listBulletins, mayHear, showBulletin, speak } from './read-bulletins.js';
import { addVariant, recordBulletin, removeVariant } from './recordings.js';
import { settleReadings } from './renew-readings.js';
import { divideBulletin, previewSeries, showSeries, uniteBulletin } from './series.js';
import { jobOf } from './shapes.js';
import { RECORDING_QUOTA } from './take-recording.js';
import {
  cancelJob,
  settleUnfinishedJobs,
  showJob,
  type VoiceDesk,
  voiceBulletin,
} from './voice-bulletin.js';
import { createVoiceQueue } from './voice-queue.js';
import { decideSeries, voiceSeries } from './voice-series.js';
import { voicesOf } from './voices.js';

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
  const desk: VoiceDesk = {
    ...ports,
    jobs,
    inTurn: createTurns(),
    quota: createUploadQuota(RECORDING_QUOTA),
    listening: createLimit(HEARD_AT_ONCE),
  };
  return {
    ...bulletinVerbs(desk),
    ...readingVerbs(desk),
    ...recordingVerbs(desk),
    ...seriesVerbs(desk),
    idle: jobs.idle,
    stop: jobs.stop,
  };
}

type BulletinVerbs = Omit<
  ContentFlows,
  keyof ReadingVerbs | keyof RecordingVerbs | keyof SeriesFlows
>;

function bulletinVerbs(desk: VoiceDesk): BulletinVerbs {
  return {
    voices: () => voicesOf(desk),
    speak: (actor, text, areaId) => speak(desk, actor, { text, areaId }),
    bulletins: (actor, query) => listBulletins(desk, actor, query),
    importText: (actor, request) => importText(desk, actor, request),
    bulletin: (actor, id) => showBulletin(desk, actor, id),
    change: (actor, id, change) => changeBulletin(desk, actor, { id, change }),
    remove: (actor, id) => removeBulletin(desk, actor, id),
    voice: (actor, id, request) => voiceBulletin(desk, actor, { id, request }),
    job: (actor, id) => showJob(desk, actor, id),
    cancelJob: (actor, id) => cancelJob(desk, actor, id),
    submit: (actor, id, seen) => submitBulletin(desk, actor, { id, seen }),
    approve: (actor, id, seen, code) => approveBulletin(desk, actor, { id, seen, code }),
    forecastApproval: (actor, id) => forecastApproval(desk, actor, id),
    reject: (actor, id, reason, seen) => rejectBulletin(desk, actor, { id, reason, seen }),
    withdraw: (actor, id) => withdrawBulletin(desk, actor, id),
    mayHear: (actor, sha256) => mayHear(desk, actor, sha256),
    settleUnfinishedJobs: () => settleUnfinishedJobs(desk),
  };
}

type ReadingVerbs = Pick<
  ContentFlows,
  | 'lexicon'
  | 'addReading'
  | 'previewReading'
  | 'removeReading'
  | 'settings'
  | 'previewSettings'
  | 'changeSettings'
  | 'settleReadings'
>;

const readingVerbs = (desk: Desk): ReadingVerbs => ({
  lexicon: (actor, areaId) => listLexicon(desk, actor, areaId),
  addReading: (actor, request) => addReading(desk, actor, request),
  previewReading: (actor, request) => previewReading(desk, actor, request),
  removeReading: (actor, id) => removeReading(desk, actor, id),
  settings: (actor, id) => showSettings(desk, actor, id),
  previewSettings: (actor, id, change) => previewSettings(desk, actor, { id, change }),
  changeSettings: (actor, id, change) => changeSettings(desk, actor, { id, change }),
  settleReadings: async () => {
    const settled = await settleReadings(desk);
    return settled.ok ? ok(settled.value.length) : settled;
  },
});

type RecordingVerbs = Pick<ContentFlows, 'hear' | 'record' | 'addVariant' | 'removeVariant'>;

const recordingVerbs = (desk: Desk): RecordingVerbs => ({
  hear: (actor, hearing) => hearSentence(desk, actor, hearing),
  record: (actor, query, upload) => recordBulletin(desk, actor, { query, upload }),
  addVariant: (actor, request, upload) => addVariant(desk, actor, { ...request, upload }),
  removeVariant: (actor, request) => removeVariant(desk, actor, request),
});

const seriesVerbs = (desk: VoiceDesk): SeriesFlows => ({
  previewSeries: (actor, id, slotMinutes) => previewSeries(desk, actor, { id, slotMinutes }),
  divide: (actor, id, request) => divideBulletin(desk, actor, { id, request }),
  unite: (actor, id) => uniteBulletin(desk, actor, id),
  series: (actor, id) => showSeries(desk, actor, id),
  voiceSeries: (actor, id, request) => voiceSeries(desk, actor, { id, request }),
  submitSeries: (actor, id, decision) => decideSeries(desk, actor, { id, act: 'submit', decision }),
  forecastSeries: (actor, id) => forecastSeries(desk, actor, id),
  approveSeries: (actor, id, decision) =>
    decideSeries(desk, actor, { id, act: 'approve', decision }),
});
