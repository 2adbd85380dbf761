/**
 * Results of commands — kết quả của lệnh.
 *
 * Journalled until a receipt names them, so that neither a restart nor a dying line loses one; sent
 * again rather than not at all, since the server keeps the first; never told before it is on the disk.
 */
import { DAY_MS, HOUR_MS } from '@loaso/shared/time';
import type { CommandResult } from '@loaso/shared/wire/result';
import { change, log, nowOf, publish, publishWhenStored, remember, type Turn } from './turn.js';

type OmitEach<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
const NOTHING_TOLD: ReadonlySet<string> = new Set();
/** Doublings of the pause before an unanswered result is told again, */
const TRIES_MAX = 16;
/** up to this: a server of before receipts must not cost the month's data. */
const PAUSE_MS_MAX = 6 * HOUR_MS;
/** The office keeps its orders no longer than this, and wants no answer to an older one. */
const WANTED_MS = 30 * DAY_MS;

type Found = OmitEach<CommandResult, 'v' | 'dev' | 'at'>;

/** Tells the office what came of a command, as soon as the line is up. */
export const tell = (turn: Turn, found: Found): void =>
  remember(turn, { k: 'result', result: { ...resultOf(turn, found), receipt: true } });

/** The same at once, for what is too large to be kept; a receipt is asked for, and waited for by the caller. */
export const tellNow = (turn: Turn, found: Found): void =>
  publish(
    turn,
    'result',
    { ...resultOf(turn, found), receipt: true },
    `${found.kind} for ${found.commandId}`,
  );

const resultOf = (turn: Turn, found: Found): CommandResult => ({
  v: 1,
  dev: turn.state.identity.dev,
  at: nowOf(turn),
  ...found,
});

export function tellRefusal(turn: Turn, commandId: string, code: string, detail = ''): void {
  log(turn, 'info', 'command-refused', { id: commandId, code });
  tell(turn, { kind: 'refused', commandId, code, detail: detail.slice(0, 300) });
}

/** What may be told now: of a log that is still sent nothing else is said. */
const tellable = ({ state: { durable, logOrder } }: Turn): CommandResult[] =>
  durable.answers.unsent.filter(({ commandId }) => commandId !== logOrder?.id);

/** Tells what was not told on this line, and all of it again when no receipt came in time. */
export function driveResults(turn: Turn): void {
  forgetOld(turn);
  const { linkUp, told, settings } = turn.state;
  const unsent = tellable(turn);
  if (unsent.length === 0) {
    // The next one is the first again.
    if (told !== null) change(turn, { told: null });
    return;
  }
  if (!linkUp || turn.state.journalFault !== null) return;
  const again = told !== null && turn.at.monoMs >= told.dueMonoMs;
  const known = told === null || again ? NOTHING_TOLD : told.ids;
  const due = unsent.filter(({ commandId }) => !known.has(commandId));
  if (due.length === 0) return;
  for (const result of due) {
    publishWhenStored(turn, 'result', result, `${result.kind} for ${result.commandId}`);
  }
  const tries = again ? Math.min(told.tries + 1, TRIES_MAX) : (told?.tries ?? 0);
  const pauseMs = Math.min(PAUSE_MS_MAX, settings.resendMinMs * 2 ** tries);
  const ids = new Set(unsent.map(({ commandId }) => commandId));
  change(turn, { told: { ids, dueMonoMs: turn.at.monoMs + pauseMs, tries } });
}

function forgetOld(turn: Turn): void {
  if (!turn.state.clock.trusted) return;
  const before = nowOf(turn) - WANTED_MS;
  const old = turn.state.durable.answers.unsent.filter(({ at }) => at < before);
  for (const { commandId } of old) remember(turn, { k: 'result-taken', commandId });
}

/** What a receipt has named is forgotten, a log that is still sent too; what it does not know of stays. */
export function settleResults(turn: Turn, commandIds: readonly string[]): void {
  const { logOrder } = turn.state;
  if (logOrder !== null && commandIds.includes(logOrder.id)) change(turn, { logOrder: null });
  for (const { commandId } of turn.state.durable.answers.unsent) {
    if (commandIds.includes(commandId)) remember(turn, { k: 'result-taken', commandId });
  }
}

/** When results are told again, monotonic. */
export function resultsDueMono(turn: Turn): number {
  const { linkUp, told } = turn.state;
  if (!linkUp || told === null || tellable(turn).length === 0) return Number.POSITIVE_INFINITY;
  return told.dueMonoMs;
}
