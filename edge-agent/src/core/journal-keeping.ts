/**
 * Keeping the journal — giữ sổ.
 *
 * What a write that has ended lets go, and what a disk that takes no more writes means: nothing sounds
 * that could not be told of but an urgent message, nothing is promised, and after ever longer pauses the
 * whole journal is written anew from memory, which heals it without a new start. Knows no disk.
 */
import { askAllNow } from './ask.js';
import type { AgentEvent } from './event.js';
import { isUnkept, type JournalFault } from './journal-fault.js';
import { snapshotOf } from './journal-replay.js';
import { change, emit, log, type Turn } from './turn.js';

/** First pause before the journal is written anew; doubles up to the second figure. */
const RETRY_MS_MIN = 2_000;
const RETRY_MS_MAX = 5 * 60_000;
/** A journal that could not be read is not written over: only a new start may find it whole. */
const UNREAD_MS = 10 * 60_000;
const DETAIL_MAX = 200;

/** What waited for the disk may leave now; a journal that has grown is written anew. */
export function journalStored(
  turn: Turn,
  { token, sizeBytes }: Extract<AgentEvent, { type: 'journal-stored' }>,
): void {
  const { waiting, durableSeq, compactingToken } = turn.state;
  const stored = waiting.get(token);
  if (stored !== undefined) {
    const rest = new Map(waiting);
    rest.delete(token);
    change(turn, { waiting: rest, durableSeq: Math.max(durableSeq, stored.durableSeq) });
    turn.effects.push(...stored.effects);
  }
  if (token === compactingToken) {
    change(turn, { compactingToken: null, compactedBytes: sizeBytes });
    if (turn.state.journalFault !== null) heal(turn);
    return;
  }
  const { compactedBytes, settings } = turn.state;
  const grown = sizeBytes > Math.max(settings.journalBytesMax, 2 * compactedBytes);
  if (grown && compactingToken === null) compact(turn, `${sizeBytes} bytes`);
}

function compact(turn: Turn, why: string): void {
  const { nextToken, durable } = turn.state;
  change(turn, { compactingToken: nextToken, nextToken: nextToken + 1 });
  emit(turn, { type: 'compact', token: nextToken, entries: snapshotOf(durable), why });
}

/** All that was dropped meanwhile is on the disk now: the office is asked, and told, anew. */
function heal(turn: Turn): void {
  change(turn, { journalFault: null, told: null });
  askAllNow(turn);
  log(turn, 'warn', 'journal-healed');
}

/** The sound that cannot be told of ends in this very turn; what waited for the disk is not promised. */
export function journalFailed(
  turn: Turn,
  { token, detail }: Extract<AgentEvent, { type: 'journal-failed' }>,
): void {
  const { journalFault, compactingToken } = turn.state;
  // Of a write that was given before the fault was known.
  if (journalFault !== null && token !== compactingToken) return;
  const tries = journalFault === null ? 0 : journalFault.tries + 1;
  fault(turn, { detail, unread: journalFault?.unread ?? false }, tries);
}

/** @param found what the opening of the journal met; null where it can be written */
export function journalOpened(turn: Turn, found: JournalFault | null): void {
  if (found !== null) fault(turn, found, 0);
}

function fault(turn: Turn, { detail, unread }: JournalFault, tries: number): void {
  const pauseMs = unread ? UNREAD_MS : Math.min(RETRY_MS_MAX, RETRY_MS_MIN * 2 ** tries);
  const dueMonoMs = turn.at.monoMs + pauseMs;
  const journalFault = { detail: detail.slice(0, DETAIL_MAX), unread, tries, dueMonoMs };
  change(turn, { journalFault, compactingToken: null, waiting: new Map() });
  log(turn, 'error', 'journal-failed', { detail, tries });
}

/** Tries again what has failed; at the end of a turn, so that the try has all of it. */
export function driveJournal(turn: Turn): void {
  const { journalFault, waiting, nextToken, durable } = turn.state;
  if (journalFault === null || !isUnkept(turn.state)) return;
  if (turn.at.monoMs < journalFault.dueMonoMs) return;
  if (journalFault.unread) {
    startAnew(turn, journalFault);
    return;
  }
  const stored = { effects: [], durableSeq: durable.nextSeq - 1 };
  change(turn, { waiting: new Map(waiting).set(nextToken, stored) });
  compact(turn, 'the journal could not be written');
}

/** Never under a warning: the next start would not know of it. */
function startAnew(turn: Turn, journalFault: JournalFault & { readonly tries: number }): void {
  const dueMonoMs = turn.at.monoMs + UNREAD_MS;
  change(turn, { journalFault: { ...journalFault, dueMonoMs } });
  if (turn.state.durable.orders.live.size > 0) return;
  const why = `the journal could not be read: ${journalFault.detail}`;
  emit(turn, { type: 'restart', reason: 'crash', why });
}

/** When the journal is tried again, monotonic. */
export const journalDueMono = ({ state }: Turn): number =>
  state.journalFault !== null && isUnkept(state)
    ? state.journalFault.dueMonoMs
    : Number.POSITIVE_INFINITY;
