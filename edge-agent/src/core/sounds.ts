/**
 * What the output reports — tin từ đầu ra âm thanh.
 *
 * Turns started and ended sounds into play records: the journal hears of a sound when it begins, so
 * that a power cut leaves a piece and not a hole. Also gives up on an output that has gone quiet.
 */
import type { PlayId } from '@loaso/shared/ids';
import { durationMs, type Instant } from '@loaso/shared/time';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { isFree } from './airing.js';
import { fileFault } from './cache-plan.js';
import { chimeEnded, chimeStarted } from './chime.js';
import { timeAt } from './clock.js';
import type { AgentEvent } from './event.js';
import { replaceSound } from './playback.js';
import { relayFrom, soundedOf } from './relay.js';
import { addSessions, addSound } from './sounded.js';
import type { CutReason, MissedReason, Sound } from './state.js';
import { change, clockWords, emit, log, nowOf, refuse, remember, type Turn } from './turn.js';

/** An output that has not answered for this long will not. */
const SILENCE_MS_MAX = 10_000;
/** After a fault of the output the next sound waits this long. */
const RETRY_MS = 5_000;

type Started = Extract<AgentEvent, { type: 'sound-started' }>;
type Ended = Extract<AgentEvent, { type: 'sound-ended' }>;
type Ending = Pick<Ended, 'how' | 'playedMs'> & { readonly detail?: string };

const soundOf = (turn: Turn, soundId: number): Sound | undefined =>
  turn.state.sounds.find(({ id }) => id === soundId);

/** Writes one record; it leaves when the journal has it. */
export function writeRecord(
  turn: Turn,
  record: OmitEach<PlayRecord, 'v' | 'seq' | 'recordedAt' | 'clock'>,
  free: boolean,
): void {
  const stamped = {
    v: 1 as const,
    seq: turn.state.durable.nextSeq,
    recordedAt: nowOf(turn),
    clock: clockWords(turn),
    ...record,
  };
  remember(turn, { k: 'record', record: stamped, free });
  const { playId, outcome } = record;
  log(turn, 'info', 'play-recorded', { playId, outcome, seq: stamped.seq });
}

type OmitEach<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;

export const writeMissed = (turn: Turn, playId: PlayId, reason: MissedReason): void =>
  writeRecord(turn, { playId, outcome: 'missed', reason }, true);

export function soundStarted(turn: Turn, event: Started): void {
  const sound = soundOf(turn, event.soundId);
  if (sound === undefined) chimeStarted(turn, event);
  if (sound === undefined || sound.started !== null) return;
  const at = timeAt(turn.state.clock, event.startedMonoMs);
  const started = { at, monoMs: event.startedMonoMs, fromMs: Math.max(0, event.fromMs) };
  const stage = sound.stage === 'stopping' ? sound.stage : 'sounding';
  const relay = relayFrom(sound.airing, event.startedMonoMs);
  replaceSound(turn, { ...sound, started, stage, relay, markedMonoMs: turn.at.monoMs });
  const { playId } = sound.airing;
  const free = isFree(sound.airing);
  const { fromMs } = started;
  remember(turn, {
    k: 'begun',
    playId,
    startedAt: at,
    fromMs,
    virtual: isVirtual(turn, sound),
    free,
  });
  log(turn, 'info', 'sound-started', { playId, fromMs, errorMs: at - sound.startAt });
}

export function soundEnded(turn: Turn, event: Ended): void {
  const sound = soundOf(turn, event.soundId);
  if (sound === undefined) {
    chimeEnded(turn, event);
    return;
  }
  if (event.sha256 !== undefined && (event.how === 'file-corrupt' || event.how === 'file-absent')) {
    fileFault(turn, event.sha256, event.how === 'file-corrupt' ? 'corrupt' : 'absent');
    refuse(turn, 'file', { code: event.how, detail: event.detail ?? event.sha256 });
  }
  finish(turn, sound, event);
}

/** Also where the output turned out to be virtual after the sound was made: what is not sure counts for nothing. */
const isVirtual = ({ state }: Turn, sound: Sound): boolean => sound.virtual || state.output.virtual;

/** Closes a sound: a record where it was heard, a pause where the output failed. */
function finish(turn: Turn, sound: Sound, ending: Ending): void {
  const sounds = turn.state.sounds.filter(({ id }) => id !== sound.id);
  change(turn, { sounds });
  if (ending.how === 'failed') {
    change(turn, { outputRetryMonoMs: turn.at.monoMs + RETRY_MS });
    const detail = ending.detail ?? 'no detail';
    log(turn, 'error', 'output-silent', { playId: sound.airing.playId, detail });
  }
  if (sound.started === null) return;
  const { monoMs, fromMs } = sound.started;
  // By the clock of now: it may have been set right since.
  const startedAt = timeAt(turn.state.clock, monoMs);
  const piece = {
    playId: sound.airing.playId,
    startedAt,
    fromMs: durationMs(fromMs),
    ...soundedOf(sound, ending.playedMs),
    virtual: isVirtual(turn, sound),
  };
  const reason = cutReasonOf(sound, ending);
  const free = isFree(sound.airing);
  if (reason === null) writeRecord(turn, { ...piece, outcome: 'completed' }, free);
  else writeRecord(turn, { ...piece, outcome: 'interrupted', reason }, free);
}

/** Null when the airing was heard to its end. */
function cutReasonOf(sound: Sound, ending: Ending): CutReason | null {
  switch (ending.how) {
    case 'finished':
      return null;
    case 'limit':
      return sound.endReason;
    case 'stopped':
      return sound.endReason ?? 'replanned';
    case 'failed':
      return 'output-failed';
    case 'file-absent':
    case 'file-corrupt':
      return 'file-corrupt';
  }
}

/** Marks the position of what sounds, and closes what the output has forgotten. */
export function watchSounds(turn: Turn): void {
  for (const sound of turn.state.sounds) {
    if (isForgotten(turn, sound)) {
      const why = 'the output does not answer';
      emit(turn, { type: 'stop-sound', soundId: sound.id, why });
      finish(turn, sound, { how: 'failed', playedMs: playedBy(turn, sound), detail: why });
    } else if (progressDue(turn, sound)) {
      const playedMs = playedBy(turn, sound);
      remember(turn, { k: 'progress', playId: sound.airing.playId, playedMs });
      replaceSound(turn, { ...sound, markedMonoMs: turn.at.monoMs });
    }
  }
}

/** By what the output was told, on the monotonic clock: a clock that is set makes nobody late. */
function isForgotten({ at: { monoMs } }: Turn, sound: Sound): boolean {
  const { stage, stoppedMonoMs, startMonoMs, untilMonoMs } = sound;
  if (stage === 'stopping') return monoMs - stoppedMonoMs > SILENCE_MS_MAX;
  if (stage === 'issued') return monoMs - startMonoMs > SILENCE_MS_MAX;
  return stage === 'sounding' && monoMs - untilMonoMs > SILENCE_MS_MAX;
}

const progressDue = (turn: Turn, sound: Sound): boolean =>
  sound.stage === 'sounding' &&
  turn.at.monoMs - sound.markedMonoMs >= turn.state.settings.progressEveryMs;

/** Sound made so far, never beyond the end it was given. */
function playedBy({ at: { monoMs } }: Turn, { started, untilMonoMs, relay }: Sound): number {
  if (started === null) return 0;
  const playedMs = Math.max(0, Math.round(Math.min(monoMs, untilMonoMs) - started.monoMs));
  return relay === null ? playedMs : soundedOf({ relay, started }, playedMs).playedMs;
}

/** What was sounding when the power went: one record each, once. */
export function recordPowerCuts(turn: Turn): void {
  const begun = [...turn.state.durable.begun.values()];
  for (const { playId, startedAt, fromMs, playedMs, virtual, free } of begun) {
    const piece = { playId, startedAt, fromMs: durationMs(fromMs), playedMs: durationMs(playedMs) };
    writeRecord(turn, { ...piece, virtual, outcome: 'interrupted', reason: 'power' }, free);
    if (!free) countUnmarked(turn, (startedAt + playedMs) as Instant);
  }
}

/** Between the last mark and the cut there was sound: it counts against the limits of the day. */
function countUnmarked(turn: Turn, from: Instant): void {
  const { durable, settings } = turn.state;
  const days = addSound(durable.soundedMs, from, settings.progressEveryMs);
  const sessions = addSessions(durable.sessions, from, settings.progressEveryMs);
  remember(turn, { k: 'sounded', days: [...days], sessions: [...sessions] });
}
