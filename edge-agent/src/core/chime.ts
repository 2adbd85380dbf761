/**
 * Test chime — chuông thử.
 *
 * A short sound for whoever stands at the pole. Lower than everything else: only inside the hours of
 * the envelope and by a trusted clock, only while nothing sounds and nothing is near, never above the
 * ceiling, and it gives way at once. A test is no airing: it has no play record, but its seconds count
 * against the minutes of the day, and make no session. Sounds only once its command is on the disk, hence once.
 */
import { playIdOf } from '@loaso/shared/ids';
import { durationMs, type Instant, type Interval } from '@loaso/shared/time';
import { permittedSpans } from '@loaso/shared/trust/sound-envelope';
import type { Command } from '@loaso/shared/wire/command';
import { isResting, warmInMs } from './amplifier.js';
import { CHIME, CHIME_ENTRY } from './chime-sound.js';
import { timeAt } from './clock.js';
import type { AgentEvent } from './event.js';
import { limitByMinutes, lowestCeiling } from './permission.js';
import { tell, tellRefusal } from './results.js';
import { addSound } from './sounded.js';
import type { AgentState } from './state.js';
import { stretchesFrom } from './timeline.js';
import type { Chime, ChimeSound } from './trials.js';
import { change, emit, nowOf, remember, type Turn } from './turn.js';

/** Time to decode before the first sample. */
const LEAD_MS = 500;
/** Silence between the chime and the preparing of the next airing. */
const CLEAR_MS = 10_000;
/** An output that has not answered for this long will not. */
const SILENCE_MS_MAX = 10_000;

type Started = Extract<AgentEvent, { type: 'sound-started' }>;
type Ended = Extract<AgentEvent, { type: 'sound-ended' }>;

export function orderChime(
  turn: Turn,
  { id, volumePercent }: Extract<Command, { kind: 'test-chime' }>,
): void {
  const obstacle = turn.state.chime === null ? obstacleOf(turn) : 'busy';
  if (obstacle !== null) tellRefusal(turn, id, obstacle);
  // The entry that holds its id is written at the end of this turn, under this token.
  else change(turn, { chime: { id, volumePercent, token: turn.state.nextToken, sound: null } });
}

/** Begins the chime that is ordered, ends the one that has lost its right. */
export function driveChime(turn: Turn): void {
  const { chime, waiting, nextToken } = turn.state;
  if (chime === null) return;
  if (chime.sound !== null) watch(turn, chime, chime.sound);
  else if (chime.token < nextToken && !waiting.has(chime.token)) begin(turn, chime);
}

/** Why no chime may sound from now on, or null. */
function obstacleOf(turn: Turn): string | null {
  const { state } = turn;
  if (!state.clock.trusted) return 'clock-untrusted';
  return takenBy(turn) ?? nearOf(turn) ?? outsideOf(state, spanFrom(turn));
}

/** Time to decode, and for the amplifier to be heard. */
const leadOf = (turn: Turn): number => Math.max(LEAD_MS, warmInMs(turn));

const spanFrom = (turn: Turn): Interval => {
  const startAt = (nowOf(turn) + leadOf(turn)) as Instant;
  return { startAt, endAt: (startAt + CHIME.durationMs) as Instant };
};

/** What else has the loudspeaker, or will not let it sound. */
function takenBy(turn: Turn): string | null {
  const { shuttingDown, journalFault, output, sounds, holder, durable } = turn.state;
  if (shuttingDown) return 'shutting-down';
  if (journalFault !== null) return 'disk';
  if (!output.healthy || isResting(turn)) return 'output-failed';
  const urgent = holder !== null || durable.orders.live.size > 0;
  return sounds.length > 0 || urgent ? 'busy' : null;
}

function nearOf(turn: Turn): string | null {
  const now = nowOf(turn);
  const { current, next } = stretchesFrom(turn, now);
  if (current !== null) return 'busy';
  const clearMs = turn.state.settings.prepareLeadMs + leadOf(turn) + CHIME.durationMs + CLEAR_MS;
  return next !== null && next.startAt - now < clearMs ? 'due-soon' : null;
}

function outsideOf({ durable }: AgentState, span: Interval): string | null {
  const envelope = durable.envelope?.envelope ?? null;
  const covered = permittedSpans(envelope, 'normal', span).some(
    ({ startAt, endAt }) => startAt <= span.startAt && span.endAt <= endAt,
  );
  const silent = lowestCeiling(envelope, { priority: 'normal' }, span) === 0;
  if (envelope === null || !covered || silent) return 'outside-hours';
  const until = limitByMinutes(span, envelope, durable.soundedMs);
  return until < span.endAt ? 'minutes-used' : null;
}

function begin(turn: Turn, chime: Chime): void {
  const obstacle = obstacleOf(turn);
  if (obstacle !== null) {
    change(turn, { chime: null });
    tellRefusal(turn, chime.id, obstacle);
    return;
  }
  const { state, at } = turn;
  const span = spanFrom(turn);
  const leadMs = leadOf(turn);
  const envelope = state.durable.envelope?.envelope ?? null;
  const ceiling = lowestCeiling(envelope, { priority: 'normal' }, span);
  const sound: ChimeSound = {
    id: state.nextSoundId,
    startAt: span.startAt,
    startMonoMs: at.monoMs + leadMs,
    untilMonoMs: at.monoMs + leadMs + CHIME.durationMs,
    volumePercent: Math.min(chime.volumePercent, ceiling),
    virtual: state.output.virtual,
    startedMonoMs: null,
    stoppedMonoMs: null,
  };
  const { soundedMs } = state.durable;
  const days = [...addSound(soundedMs, span.startAt, CHIME.durationMs)];
  remember(turn, { k: 'sounded', days });
  change(turn, { nextSoundId: sound.id + 1, chime: { ...chime, sound } });
  play(turn, sound);
}

function play(turn: Turn, sound: ChimeSound): void {
  const { sha256, sizeBytes } = CHIME;
  emit(turn, {
    type: 'play',
    soundId: sound.id,
    playId: playIdOf(CHIME_ENTRY, turn.state.identity.dev, sound.startAt),
    title: 'Chuông thử',
    parts: [{ sha256, sizeBytes, offsetMs: 0, durationMs: CHIME.durationMs }],
    startMonoMs: sound.startMonoMs,
    fromMs: 0,
    untilMonoMs: sound.untilMonoMs,
    startAt: sound.startAt,
    gainDb: 0,
    volumePercent: sound.volumePercent,
    why: 'a test chime was ordered',
  });
}

/** It goes on only while all that let it begin still holds. */
function watch(turn: Turn, chime: Chime, sound: ChimeSound): void {
  const { monoMs } = turn.at;
  const sinceMs = monoMs - (sound.stoppedMonoMs ?? sound.untilMonoMs);
  if (sinceMs > SILENCE_MS_MAX) {
    const why = 'the output does not answer';
    emit(turn, { type: 'stop-sound', soundId: sound.id, why });
    change(turn, { chime: null });
    tellRefusal(turn, chime.id, 'output-failed', why);
    return;
  }
  const why = takenBy(turn) ?? lostRight(turn, sound);
  if (why !== null) stopChime(turn, why);
}

/** By the clock of now, over what is left: it may have been set meanwhile, and the envelope changed. */
function lostRight({ state, at }: Turn, sound: ChimeSound): string | null {
  if (at.monoMs >= sound.untilMonoMs) return null;
  if (!state.clock.trusted) return 'clock-untrusted';
  const startAt = timeAt(state.clock, Math.max(at.monoMs, sound.startMonoMs));
  const span = { startAt, endAt: timeAt(state.clock, sound.untilMonoMs) };
  const envelope = state.durable.envelope?.envelope ?? null;
  const covered = permittedSpans(envelope, 'normal', span).some(
    (one) => one.startAt <= span.startAt && span.endAt <= one.endAt,
  );
  const ceiling = lowestCeiling(envelope, { priority: 'normal' }, span);
  return covered && ceiling >= sound.volumePercent ? null : 'outside-hours';
}

/** Silence, or none at all where it has not begun; for what is more than a test. */
export function stopChime(turn: Turn, code: string): void {
  const { chime } = turn.state;
  if (chime === null || (chime.sound !== null && chime.sound.stoppedMonoMs !== null)) return;
  if (chime.sound === null) {
    change(turn, { chime: null });
    tellRefusal(turn, chime.id, code);
    return;
  }
  emit(turn, { type: 'stop-sound', soundId: chime.sound.id, why: `the chime gives way: ${code}` });
  const sound = { ...chime.sound, stoppedMonoMs: turn.at.monoMs };
  change(turn, { chime: { ...chime, sound } });
}

/** News of a sound that is no airing; of the chime, or of nobody. */
export function chimeStarted(turn: Turn, { soundId, startedMonoMs }: Started): void {
  const { chime } = turn.state;
  if (chime === null || chime.sound?.id !== soundId) return;
  change(turn, { chime: { ...chime, sound: { ...chime.sound, startedMonoMs } } });
}

export function chimeEnded(turn: Turn, event: Ended): void {
  const { chime, clock } = turn.state;
  if (chime === null || chime.sound?.id !== event.soundId) return;
  change(turn, { chime: null });
  const { startedMonoMs, volumePercent, virtual } = chime.sound;
  if (startedMonoMs === null) {
    const code = event.how === 'stopped' ? 'stopped' : 'output-failed';
    tellRefusal(turn, chime.id, code, event.detail ?? event.how);
    return;
  }
  tell(turn, {
    kind: 'chime',
    commandId: chime.id,
    outcome: event.how === 'finished' || event.how === 'limit' ? 'completed' : 'interrupted',
    startedAt: timeAt(clock, startedMonoMs),
    playedMs: durationMs(event.playedMs),
    volumePercent,
    virtual,
  });
}

/** When the chime must be looked at again, monotonic. */
export function chimeDues({ state: { chime } }: Turn): number[] {
  if (chime === null || chime.sound === null) return [];
  const { stoppedMonoMs, untilMonoMs } = chime.sound;
  return [(stoppedMonoMs ?? untilMonoMs) + SILENCE_MS_MAX + 1];
}
