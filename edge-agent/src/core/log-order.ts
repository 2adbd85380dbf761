/**
 * Log by order — lấy nhật ký của hộp.
 *
 * Has the log of the agent packed together with what the box knows of itself, and sends it until a
 * receipt names it: a few times, ever more seldom, within an hour. Too large for the journal, which holds
 * in its place what is to be said should this start end before.
 */
import { HOUR_MS, MINUTE_MS } from '@loaso/shared/time';
import { LOG_GZIP_BYTES_MAX } from '@loaso/shared/wire/result';
import type { AgentEvent } from './event.js';
import { bytesLeft } from './fetch-time.js';
import { tellNow, tellRefusal } from './results.js';
import { statusOf } from './status.js';
import { change, type Turn } from './turn.js';

const ANSWER_WITHIN_MS = 30_000;
/** Waiting for the line included; the office says meanwhile that it is on its way. */
const SENT_WITHIN_MS = HOUR_MS;
/** Each costs the month's data; */
const TRIES_MAX = 5;
/** the first pause is what a slow line needs for one, then it doubles. */
const PAUSE_MS = 2 * MINUTE_MS;
/** Hashes do not shrink: thousands of them alone would be more than a log may be. */
const FILES_TOLD_MAX = 100;
/** base64, signature and headers on top. */
const DATA_BYTES = LOG_GZIP_BYTES_MAX * 2;

export function orderLog(turn: Turn, id: string): void {
  const obstacle = obstacleOf(turn);
  if (obstacle !== null) {
    tellRefusal(turn, id, obstacle);
    return;
  }
  const untilMonoMs = turn.at.monoMs + ANSWER_WITHIN_MS;
  change(turn, { logOrder: { id, untilMonoMs, sending: null } });
  // Said by the next start alone: while this one has the order in hand, it is held back.
  tellRefusal(turn, id, 'log-lost');
  turn.afterStored.push({ type: 'collect-log', id, known: knownOf(turn), why: 'ordered' });
}

function obstacleOf(turn: Turn): string | null {
  const { shuttingDown, logOrder, durable } = turn.state;
  if (shuttingDown) return 'shutting-down';
  if (durable.orders.live.size > 0) return 'urgent-held';
  if (logOrder !== null) return logOrder.sending === null ? 'test-running' : 'log-under-way';
  return bytesLeft(turn) < DATA_BYTES ? 'no-data' : null;
}

/** What the box knows of itself, in figures and names that the wire carries anyway. */
function knownOf(turn: Turn): Readonly<Record<string, unknown>> {
  const { durable, files, sounds } = turn.state;
  const { health, answers, records, nextSeq, receiptedSeq, owed } = durable;
  const unready = [...files]
    .filter(([, { state }]) => state !== 'ready')
    .map(([sha256, { state, failures }]) => ({ sha256, state, failures }));
  return {
    status: statusOf(turn),
    health,
    reboots: answers.reboots,
    journal: { kept: records.length, nextSeq, receiptedSeq, owed: owed.length },
    files: { ready: files.size - unready.length, unready: unready.slice(0, FILES_TOLD_MAX) },
    sounds: sounds.map(({ id, stage }) => ({ id, stage })),
  };
}

export function logCollected(
  turn: Turn,
  { id, packed }: Extract<AgentEvent, { type: 'log-collected' }>,
): void {
  const { logOrder } = turn.state;
  if (logOrder?.id !== id || logOrder.sending !== null) return;
  if (packed === null) {
    giveUp(turn, id, 'no-log');
    return;
  }
  const { monoMs } = turn.at;
  const sending = { packed, tries: 0, dueMonoMs: monoMs };
  change(turn, { logOrder: { id, untilMonoMs: monoMs + SENT_WITHIN_MS, sending } });
}

/** Sends a log whose time has come, or gives it up. */
export function driveLog(turn: Turn): void {
  const { logOrder, linkUp } = turn.state;
  if (logOrder === null) return;
  const { id, untilMonoMs, sending } = logOrder;
  const { monoMs } = turn.at;
  if (monoMs >= untilMonoMs) {
    giveUp(turn, id, sending === null ? 'no-answer' : 'line-lost');
    return;
  }
  if (sending === null || !linkUp || monoMs < sending.dueMonoMs) return;
  if (sending.tries >= TRIES_MAX) giveUp(turn, id, 'line-lost');
  else if (bytesLeft(turn) < DATA_BYTES) giveUp(turn, id, 'no-data');
  else {
    tellNow(turn, { kind: 'log', commandId: id, ...sending.packed });
    const dueMonoMs = monoMs + PAUSE_MS * 2 ** sending.tries;
    const next = { ...sending, tries: sending.tries + 1, dueMonoMs };
    change(turn, { logOrder: { ...logOrder, sending: next } });
  }
}

function giveUp(turn: Turn, id: string, code: string): void {
  change(turn, { logOrder: null });
  // In one entry in the place of `log-lost`: of two, a cut may keep the first alone.
  tellRefusal(turn, id, code);
}

export function logDueMono({ state: { logOrder, linkUp } }: Turn): number {
  if (logOrder === null) return Number.POSITIVE_INFINITY;
  const { untilMonoMs, sending } = logOrder;
  return sending !== null && linkUp ? Math.min(untilMonoMs, sending.dueMonoMs) : untilMonoMs;
}
