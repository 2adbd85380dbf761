/**
 * Urgent messages on air — tin khẩn trên sóng.
 *
 * Where the plays of an order lie in time, whether it could sound now, and what it wants of the
 * output. Counts on the monotonic clock, so that a box which learns the time in the middle of a
 * message goes on without a break. Changes nothing but what the clock has moved.
 */
import type { PlayId } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';
import type { Airing } from './airing.js';
import { timeAt } from './clock.js';
import type { Moment } from './journal-entry.js';
import { airingAt, type LiveOrder, playOf, type Run } from './order.js';
import { ceilingOf } from './permission.js';
import type { Sound, Want } from './state.js';
import { filesReady } from './timeline.js';
import { change, nowOf, remember, type Turn } from './turn.js';

/** A disk that has not answered for this long must not keep a warning silent. */
const PATIENCE_MS = 3_000;
/** On line a box without the time asks for it at once, and waits so long before it goes without. */
const TIME_WAIT_MS = 3_000;
/** A start that has moved by more than this is written again. */
const MOVED_MS = 1_000;

/** This moment, on the clocks of this start, or `monoMs` on them. */
export function momentOf(turn: Turn, monoMs = turn.at.monoMs): Moment {
  const systemBootId = turn.state.boot?.systemBootId ?? '';
  return { systemBootId, monoMs, at: timeAt(turn.state.clock, monoMs) };
}

const isOfThisSystem = (turn: Turn, { systemBootId }: Moment): boolean =>
  systemBootId === turn.state.boot?.systemBootId;

/** A moment by the clock of now; one of another system start as it was written. */
export const whenBy = (turn: Turn, moment: Moment): Instant =>
  isOfThisSystem(turn, moment) ? timeAt(turn.state.clock, moment.monoMs) : moment.at;

/** The play of `run` where it lies by the clock of now. */
export const airingOf = (turn: Turn, order: LiveOrder, { index, start }: Run): Airing =>
  airingAt(order, turn.state.identity.dev, { index, startAt: whenBy(turn, start) });

export const isStopped = (turn: Turn, order: LiveOrder): boolean =>
  turn.state.durable.stopped.has(playOf(order, turn.state.identity.dev, 0));

export const isPlaySounding = (turn: Turn, playId: PlayId): boolean =>
  turn.state.sounds.some((sound) => sound.airing.playId === playId && sound.stage !== 'stopping');

/**
 * True where the box can tell how old the order is: by a trusted clock, or because no power cut lies
 * between its coming and now.
 */
export const isTimed = (turn: Turn, { taken }: LiveOrder): boolean =>
  turn.state.clock.trusted || isOfThisSystem(turn, taken);

/** By the clock, or by the time that has gone since it came: whichever is further. */
export function isExpired(turn: Turn, { message, taken }: LiveOrder): boolean {
  const now = nowOf(turn);
  const sinceMs = isOfThisSystem(turn, taken) ? turn.at.monoMs - taken.monoMs : 0;
  return Math.max(now, taken.at + sinceMs) >= message.exp;
}

/** Claimed by this start and never heard: it may still begin later than it was meant to. */
export function isFresh(turn: Turn, order: LiveOrder, { index }: Run): boolean {
  const { claims, durable, identity, sounds } = turn.state;
  if (claims.get(order.message.id)?.index !== index) return false;
  const playId = playOf(order, identity.dev, index);
  const heard = sounds.some((one) => one.airing.playId === playId && one.started !== null);
  return !heard && !durable.fates.has(playId) && !durable.begun.has(playId);
}

/** True when nothing more can come of the play of `run`. */
export function isOver(turn: Turn, order: LiveOrder, run: Run): boolean {
  const airing = airingOf(turn, order, run);
  const fate = turn.state.durable.fates.get(airing.playId);
  if (fate === 'completed' || fate === 'missed') return true;
  if (isPlaySounding(turn, airing.playId) || isFresh(turn, order, run)) return false;
  const now = nowOf(turn);
  // Ahead of now by a clock that was wrong before the power cut: it had its chance.
  const astray = airing.startAt > now && !isOfThisSystem(turn, run.start);
  return astray || now >= airing.endAt;
}

export type Next = { readonly index: number; readonly dueAt: Instant };

/** The play that is on or comes next, and when it is due; null when all have had their turn. */
export function nextOf(turn: Turn, order: LiveOrder): Next | null {
  const { run, message } = order;
  if (run === null) return { index: 0, dueAt: nowOf(turn) };
  const { startAt, endAt } = airingOf(turn, order, run);
  if (!isOver(turn, order, run)) return { index: run.index, dueAt: startAt };
  if (run.index + 1 >= message.plays) return null;
  return { index: run.index + 1, dueAt: (endAt + message.gapMs) as Instant };
}

/**
 * Sounding, and rightly begun: a box that has just learnt the time may find that the message was
 * over before its play began.
 */
const isUnderWay = (turn: Turn, { message }: LiveOrder, airing: Airing): boolean =>
  isPlaySounding(turn, airing.playId) && airing.startAt < message.exp;

/** What was held back on its way would be known for late by the answer that is coming. */
function waitsForTime(turn: Turn, { taken }: LiveOrder): boolean {
  const { clock, linkUp } = turn.state;
  return !clock.trusted && linkUp && turn.at.monoMs < timeWaitEnds(taken);
}

export const timeWaitEnds = ({ monoMs }: Moment): number => monoMs + TIME_WAIT_MS;

/** True when the order could sound now, or between two plays soon, were nobody newer there. */
export function couldSound(turn: Turn, order: LiveOrder): boolean {
  const { run, message } = order;
  if (!isTimed(turn, order) || isStopped(turn, order)) return false;
  const now = nowOf(turn);
  const next = nextOf(turn, order);
  if (next === null) return false;
  const dev = turn.state.identity.dev;
  if (run !== null && isUnderWay(turn, order, airingOf(turn, order, run))) return true;
  if (waitsForTime(turn, order)) return false;
  if (isExpired(turn, order) || next.dueAt >= message.exp) return false;
  const airing = airingAt(order, dev, { index: next.index, startAt: now });
  return filesReady(turn.state, airing) && ceilingOf(turn.state, airing, airing) > 0;
}

/** True when the journal has the play for certain, or has been waited for long enough. */
export function isWritten(turn: Turn, { message }: LiveOrder): boolean {
  const { claims, waiting, nextToken } = turn.state;
  const claim = claims.get(message.id);
  // Claimed by an earlier start: read from the disk.
  if (claim === undefined) return true;
  if (turn.at.monoMs - claim.claimedMonoMs >= PATIENCE_MS) return true;
  return claim.token < nextToken && !waiting.has(claim.token);
}

export const patienceEnds = (claimedMonoMs: number): number => claimedMonoMs + PATIENCE_MS;

/** What the order that holds the air wants of the output; null when none does. */
export function orderWants(turn: Turn): Want[] | null {
  const { holder, durable } = turn.state;
  const order = holder === null ? undefined : durable.orders.live.get(holder);
  if (order === undefined) return null;
  const { run } = order;
  if (run === null || isOver(turn, order, run)) return [];
  const airing = airingOf(turn, order, run);
  if (isUnderWay(turn, order, airing)) return [wantOf(airing)];
  const late = nowOf(turn) >= airing.endAt || isExpired(turn, order);
  return late || !isWritten(turn, order) ? [] : [wantOf(airing)];
}

const wantOf = (airing: Airing): Want => {
  const { startAt, endAt } = airing;
  return { airing, startAt, endAt, endReason: null };
};

/** The clock has been set: what sounds goes on as it is, and only its times are put right. */
export function followClockOnAir(turn: Turn): void {
  if (!turn.state.sounds.some(({ airing }) => airing.ordered === true)) return;
  const moved = turn.state.sounds.map((sound) => movedSound(turn, sound));
  if (moved.some((sound, index) => sound !== turn.state.sounds[index])) {
    change(turn, { sounds: moved });
  }
}

function movedSound(turn: Turn, sound: Sound): Sound {
  const { clock } = turn.state;
  const startAt = timeAt(clock, sound.startMonoMs);
  const byMs = startAt - sound.startAt;
  if (sound.airing.ordered !== true || byMs === 0) return sound;
  const { airing, started } = sound;
  const later = (at: Instant): Instant => (at + byMs) as Instant;
  if (started !== null && Math.abs(byMs) > MOVED_MS) rewriteStart(turn, sound, byMs);
  return {
    ...sound,
    airing: { ...airing, startAt: later(airing.startAt), endAt: later(airing.endAt) },
    startAt,
    endAt: timeAt(clock, sound.untilMonoMs),
    started: started === null ? null : { ...started, at: timeAt(clock, started.monoMs) },
    // The ceiling of another hour may be lower.
    envelope: null,
  };
}

/** After a power cut the record is to say when it really began. */
function rewriteStart(turn: Turn, { airing }: Sound, byMs: number): void {
  const begun = turn.state.durable.begun.get(airing.playId);
  if (begun === undefined) return;
  const { playedMs, ...first } = begun;
  remember(turn, { k: 'begun', ...first, startedAt: first.startedAt + byMs });
  remember(turn, { k: 'progress', playId: airing.playId, playedMs });
}
