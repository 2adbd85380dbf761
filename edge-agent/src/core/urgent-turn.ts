/**
 * Turn of the urgent messages — lượt của tin khẩn.
 *
 * Ends what is over, with a record for every play that was not heard; gives the air to the newest
 * order that could sound; and lets its next play begin, in the journal first. One play after another:
 * a play that could not begin in time begins later, none begins twice, and none after `exp`.
 */
import { compareStanding } from '@loaso/shared/priority';
import { warmInMs } from './amplifier.js';
import { monoAt, timeAt } from './clock.js';
import { fileReason } from './judge.js';
import { type LiveOrder, playOf, playsOf, spentOf } from './order.js';
import { ceilingOf } from './permission.js';
import { writeMissed } from './sounds.js';
import type { MissedReason } from './state.js';
import { stretchesFrom } from './timeline.js';
import { change, log, nowOf, remember, type Turn } from './turn.js';
import {
  airingOf,
  couldSound,
  isExpired,
  isFresh,
  isOver,
  isStopped,
  isTimed,
  isWritten,
  momentOf,
  nextOf,
  patienceEnds,
  timeWaitEnds,
} from './urgent-air.js';

/** Between the decision and the first sample: the journal writes, the decoder wakes. */
const LEAD_MS = 200;
/** The next play is claimed this long ahead. */
const CLAIM_AHEAD_MS = 1_500;
/** Looks ahead for what the holder keeps from the air. */
const NEAR_MS = 1_000;

export function driveUrgent(turn: Turn): void {
  for (const order of turn.state.durable.orders.live.values()) {
    closePlay(turn, order);
    settleIfOver(turn, order);
  }
  const holder = newestOf(turn);
  const id = holder?.message.id ?? null;
  if (id !== turn.state.holder) change(turn, { holder: id });
  if (holder === null) return;
  noteOutranked(turn, holder);
  claim(turn, holder);
}

/** A play whose time is over without a sound has had its turn. */
function closePlay(turn: Turn, order: LiveOrder): void {
  const { run } = order;
  if (run === null || !isTimed(turn, order) || !isOver(turn, order, run)) return;
  if (!isSilent(turn, order, run.index)) return;
  // Claimed by a start that did not live to see it.
  const before = turn.state.claims.get(order.message.id)?.index !== run.index;
  const playId = playOf(order, turn.state.identity.dev, run.index);
  writeMissed(turn, playId, before ? 'box-off' : whyMissed(turn, order));
}

/** True when nothing was heard of play `index` and nothing is written of it. */
function isSilent(turn: Turn, order: LiveOrder, index: number): boolean {
  const playId = playOf(order, turn.state.identity.dev, index);
  const told = turn.state.sounds.some((sound) => sound.airing.playId === playId);
  return !told && !turn.state.durable.fates.has(playId);
}

function settleIfOver(turn: Turn, order: LiveOrder): void {
  const { run, message } = order;
  // What the output has been told of still brings its own record.
  if (isTold(turn, order)) return;
  const expired = isTimed(turn, order) && isExpired(turn, order);
  const whole = run !== null && run.index === message.plays - 1 && isOver(turn, order, run);
  if (isStopped(turn, order) || expired || whole) endOrder(turn, order);
}

const isTold = (turn: Turn, { message }: LiveOrder): boolean =>
  turn.state.sounds.some(({ airing }) => airing.ordered === true && airing.entryId === message.id);

/** Ends an order for good: its silent plays get their records, its id stays spent. */
export function endOrder(turn: Turn, order: LiveOrder, why?: MissedReason): void {
  const { message } = order;
  const reason = why ?? whyMissed(turn, order);
  for (const [index, playId] of playsOf(order, turn.state.identity.dev).entries()) {
    if (isSilent(turn, order, index)) writeMissed(turn, playId, reason);
  }
  remember(turn, { k: 'urgent-spent', id: message.id, ...spentOf(order) });
  const claims = new Map(turn.state.claims);
  claims.delete(message.id);
  change(turn, { claims, needs: null });
  log(turn, 'info', 'urgent-ended', { id: message.id });
}

/** The likeliest reason why a play of this order stayed silent. */
function whyMissed(turn: Turn, order: LiveOrder): MissedReason {
  const { state } = turn;
  const { message, parts } = order;
  if (isStopped(turn, order)) return 'stopped';
  if (message.exp <= timeAt(state.clock, state.boot?.monoMs ?? 0)) return 'box-off';
  const fault = fileReason(turn, parts);
  if (fault !== null) return fault;
  const now = nowOf(turn);
  if (ceilingOf(state, { priority: 'emergency' }, { startAt: now, endAt: message.exp }) === 0) {
    return 'envelope';
  }
  if (!state.output.healthy || state.outputRetryMonoMs > 0) return 'output-failed';
  if (state.outranked.has(playOf(order, state.identity.dev, 0))) return 'outranked';
  const trustedAt = timeAt(state.clock, state.clock.trustedMonoMs ?? turn.at.monoMs);
  return trustedAt >= message.exp ? 'clock-untrusted' : 'too-late';
}

/** The order that has the air: the newest of those that could sound. */
function newestOf(turn: Turn): LiveOrder | null {
  const able = [...turn.state.durable.orders.live.values()].filter((one) => couldSound(turn, one));
  const standing = ({ message: { id, nbf, origin } }: LiveOrder) =>
    ({ entryId: id, startAt: nbf, origin, rank: 1, priority: 'emergency' }) as const;
  return able.sort((a, b) => compareStanding(standing(a), standing(b)))[0] ?? null;
}

/** Remembers whom the holder keeps silent, for their records. */
function noteOutranked(turn: Turn, holder: LiveOrder): void {
  const { clock, durable, identity } = turn.state;
  const names = [...durable.orders.live.values()]
    .filter((order) => order !== holder)
    .map((order) => playOf(order, identity.dev, 0));
  if (clock.trusted && durable.plan !== null) {
    const { current, next } = stretchesFrom(turn, nowOf(turn));
    if (current !== null) names.push(current.wish.playId);
    if (next !== null && next.startAt - nowOf(turn) <= NEAR_MS) names.push(next.wish.playId);
  }
  if (names.every((name) => turn.state.outranked.has(name))) return;
  change(turn, { outranked: new Set([...turn.state.outranked, ...names]) });
}

/** Lets the next play begin when its time has come, or the one that could not begin in time. */
function claim(turn: Turn, order: LiveOrder): void {
  const { state, at } = turn;
  const { message, run } = order;
  const able = state.output.healthy && at.monoMs >= state.outputRetryMonoMs && !state.shuttingDown;
  const next = able ? nextOf(turn, order) : null;
  if (next === null) return;
  const now = nowOf(turn);
  const again = next.index === run?.index;
  if (again && !mayBeginLater(turn, order)) return;
  if (!again && next.dueAt - now > claimAheadMs(turn)) return;
  const startAt = Math.max(again ? now : next.dueAt, now + Math.max(LEAD_MS, warmInMs(turn)));
  if (startAt >= message.exp) return;
  const start = momentOf(turn, at.monoMs + startAt - now);
  remember(turn, { k: 'urgent-play', id: message.id, index: next.index, start });
  log(turn, 'info', 'urgent-play', { id: message.id, index: next.index, again });
  if (again) return;
  const { nextToken, claims } = turn.state;
  const own = { index: next.index, token: nextToken, claimedMonoMs: at.monoMs };
  change(turn, { claims: new Map(claims).set(message.id, own) });
}

/** The amplifier may have been switched off in a long gap between two plays. */
const claimAheadMs = ({ state: { settings } }: Turn): number =>
  CLAIM_AHEAD_MS + (settings.amplifier?.leadMs ?? 0);

/** Claimed by this start, written, and its start has gone by without anybody being told of it. */
function mayBeginLater(turn: Turn, order: LiveOrder): boolean {
  const { run } = order;
  if (run === null || !isFresh(turn, order, run) || !isWritten(turn, order)) return false;
  const { playId, startAt } = airingOf(turn, order, run);
  const told = turn.state.sounds.some(({ airing }) => airing.playId === playId);
  return !told && startAt <= nowOf(turn);
}

/** When time alone will change something for an urgent message, monotonic. */
export function urgentDues(turn: Turn): number[] {
  const { claims, durable } = turn.state;
  const dues = [...claims.values()].map(({ claimedMonoMs }) => patienceEnds(claimedMonoMs));
  for (const order of durable.orders.live.values()) dues.push(...orderDues(turn, order));
  return dues;
}

function orderDues(turn: Turn, order: LiveOrder): number[] {
  const { clock } = turn.state;
  const { message, taken, run } = order;
  const endsMonoMs = taken.monoMs + message.exp - taken.at;
  const dues = [monoAt(clock, message.exp), endsMonoMs, timeWaitEnds(taken)];
  if (run === null) return dues;
  const { startAt, endAt } = airingOf(turn, order, run);
  const next = endAt + message.gapMs - claimAheadMs(turn);
  return [...dues, ...[startAt, endAt, next].map((due) => monoAt(clock, due))];
}
