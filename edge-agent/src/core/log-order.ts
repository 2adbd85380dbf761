/**
 * Log by order — lấy nhật ký của hộp.
 *
 * Has the log of the agent packed together with what the box knows of itself, and sends it while the
 * line is up. Never journalled: it is large, and asked for again in a moment.
 */
import { LOG_GZIP_BYTES_MAX } from '@loaso/shared/wire/result';
import type { AgentEvent } from './event.js';
import { bytesLeft } from './fetch-time.js';
import { tellNow, tellRefusal } from './results.js';
import { statusOf } from './status.js';
import { change, type Turn } from './turn.js';

const ANSWER_WITHIN_MS = 30_000;
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
  change(turn, { logOrder: { id, untilMonoMs: turn.at.monoMs + ANSWER_WITHIN_MS } });
  turn.afterStored.push({ type: 'collect-log', id, known: knownOf(turn), why: 'ordered' });
}

function obstacleOf(turn: Turn): string | null {
  const { shuttingDown, logOrder, durable } = turn.state;
  if (shuttingDown) return 'shutting-down';
  if (durable.orders.live.size > 0) return 'urgent-held';
  if (logOrder !== null) return 'test-running';
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
  if (turn.state.logOrder?.id !== id) return;
  change(turn, { logOrder: null });
  if (packed === null) tellRefusal(turn, id, 'no-log');
  else if (turn.state.linkUp) tellNow(turn, { kind: 'log', commandId: id, ...packed });
  else tellRefusal(turn, id, 'line-lost');
}

/** Gives up a log that does not come. */
export function driveLog(turn: Turn): void {
  const { logOrder } = turn.state;
  if (logOrder === null || turn.at.monoMs < logOrder.untilMonoMs) return;
  change(turn, { logOrder: null });
  tellRefusal(turn, logOrder.id, 'no-answer');
}

export const logDueMono = ({ state: { logOrder } }: Turn): number =>
  logOrder?.untilMonoMs ?? Number.POSITIVE_INFINITY;
