/**
 * Outbox — hộp thư đi của nhật ký phát.
 *
 * Sends journalled records until the server says that it has stored them: one batch at a time, again
 * after a while without an answer, from wherever the server's count stands. Never sends what a power
 * cut could still take back.
 */
import { openSealed, readBody } from '@loaso/shared/trust/sealed';
import { type PlayRecord, RECORDS_PER_MESSAGE_MAX } from '@loaso/shared/wire/play-record';
import { Receipt } from '@loaso/shared/wire/receipt';
import { settleResults } from './results.js';
import type { AgentState } from './state.js';
import { change, log, nowOf, publish, refuse, remember, type Turn } from './turn.js';

const TRIES_MAX = 16;

/** Records that the server has not confirmed, ascending. */
export const pendingOf = (state: AgentState): readonly PlayRecord[] => {
  const { records, receiptedSeq } = state.durable;
  const kept = records.findIndex(({ seq }) => seq > receiptedSeq);
  return kept <= 0 ? (kept === 0 ? records : []) : records.slice(kept);
};

/**
 * Sends the next batch when the link is up and none is under way, or the last got no answer. After a
 * connect the server speaks first: under a number that it holds already it would keep the other record.
 */
export function driveOutbox(turn: Turn): void {
  const { linkUp, inFlight, durable, durableSeq, settings, identity } = turn.state;
  if (!linkUp || durable.nextSeq - 1 <= durable.receiptedSeq) return;
  if (turn.at.monoMs < turn.state.recordsHeldMonoMs) return;
  if (inFlight !== null && turn.at.monoMs < inFlight.dueMonoMs) return;
  const records = pendingOf(turn.state)
    .slice(0, RECORDS_PER_MESSAGE_MAX)
    .filter(({ seq }) => seq <= durableSeq);
  const last = records.at(-1);
  if (last === undefined) return;
  const tries = inFlight === null ? 0 : Math.min(inFlight.tries + 1, TRIES_MAX);
  const pauseMs = Math.min(settings.resendMaxMs, settings.resendMinMs * 2 ** tries);
  change(turn, { inFlight: { upToSeq: last.seq, dueMonoMs: turn.at.monoMs + pauseMs, tries } });
  const body = { v: 1, dev: identity.dev, at: nowOf(turn), records };
  publish(turn, 'records', body, `records up to ${last.seq}`);
}

export function takeReceipt(turn: Turn, raw: string): void {
  const { durable, identity } = turn.state;
  const opened = openSealed(raw, 'receipt', durable.root, turn.tools.verify);
  const parsed = opened.ok ? readBody(opened.value.body, Receipt) : opened;
  if (!parsed.ok) {
    refuse(turn, 'receipt', parsed.error);
    return;
  }
  const { dev, upToSeq, iat, results = [] } = parsed.value;
  if (dev !== identity.dev) refuse(turn, 'receipt', { code: 'wrong-device', detail: dev });
  else if (iat < turn.state.receiptIat) {
    refuse(turn, 'receipt', { code: 'old', detail: `${iat} < ${turn.state.receiptIat}` });
  } else {
    settle(turn, upToSeq, iat);
    settleResults(turn, results);
  }
}

function settle(turn: Turn, upToSeq: number, iat: number): void {
  const { durable, inFlight } = turn.state;
  change(turn, { receiptIat: iat, recordsHeldMonoMs: 0 });
  if (upToSeq >= durable.nextSeq) countOnFrom(turn, upToSeq);
  else if (upToSeq > durable.receiptedSeq) remember(turn, { k: 'receipt', upToSeq });
  else if (upToSeq < durable.receiptedSeq) countBack(turn, upToSeq);
  // A count that stands still answers an older batch and must not make a storm of resends.
  if (inFlight !== null && upToSeq >= inFlight.upToSeq) change(turn, { inFlight: null });
}

/** The server has lost what it had confirmed: what is still kept here goes again. */
function countBack(turn: Turn, upToSeq: number): void {
  const { records, receiptedSeq } = turn.state.durable;
  const firstKept = records[0]?.seq ?? receiptedSeq + 1;
  if (firstKept > upToSeq + 1) log(turn, 'error', 'gap-unanswerable', { upToSeq, firstKept });
  const from = Math.max(upToSeq, firstKept - 1);
  if (from === receiptedSeq) return;
  remember(turn, { k: 'receipt', upToSeq: from });
  change(turn, { inFlight: null });
}

/**
 * The server has stored numbers that this journal never gave: the journal is younger than the box
 * (a new card, an old copy). What was not sent yet gets new numbers, so that nothing is taken for a
 * repetition.
 */
function countOnFrom(turn: Turn, upToSeq: number): void {
  const { durable, inFlight } = turn.state;
  const sentSeq = inFlight?.upToSeq ?? durable.receiptedSeq;
  remember(turn, { k: 'renumber', fromSeq: sentSeq + 1, firstSeq: upToSeq + 1 });
  // Nothing leaves before the new numbers are on the disk.
  change(turn, { durableSeq: upToSeq });
  log(turn, 'error', 'journal-behind', { nextSeq: durable.nextSeq, serverSeq: upToSeq });
}

/** When the outbox must look again, monotonic. */
export function outboxDueMono(turn: Turn): number {
  const { linkUp, inFlight, durable, recordsHeldMonoMs } = turn.state;
  const nothing = durable.nextSeq - 1 <= durable.receiptedSeq;
  if (!linkUp || nothing) return Number.POSITIVE_INFINITY;
  if (recordsHeldMonoMs > turn.at.monoMs) return recordsHeldMonoMs;
  return inFlight?.dueMonoMs ?? Number.POSITIVE_INFINITY;
}
