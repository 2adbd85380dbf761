/**
 * Results of commands — kết quả của lệnh.
 *
 * Waiting for the line and no longer than this start of the agent: an answer that is lost makes nobody
 * believe anything, the office asks again.
 */
import type { CommandResult } from '@loaso/shared/wire/result';
import { change, log, nowOf, publish, type Turn } from './turn.js';

/** More results than this are not waited for. */
const RESULTS_MAX = 20;

type OmitEach<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Found = OmitEach<CommandResult, 'v' | 'dev' | 'at'>;

/** Tells the office what came of a command, as soon as the line is up. */
export function tell(turn: Turn, found: Found): void {
  const { results, identity } = turn.state;
  const result: CommandResult = { v: 1, dev: identity.dev, at: nowOf(turn), ...found };
  change(turn, { results: [...results, result].slice(-RESULTS_MAX) });
}

export function tellRefusal(turn: Turn, commandId: string, code: string, detail = ''): void {
  log(turn, 'info', 'command-refused', { id: commandId, code });
  tell(turn, { kind: 'refused', commandId, code, detail: detail.slice(0, 300) });
}

export function driveResults(turn: Turn): void {
  const { results, linkUp } = turn.state;
  if (!linkUp || results.length === 0) return;
  for (const result of results) {
    publish(turn, 'result', result, `${result.kind} for ${result.commandId}`);
  }
  change(turn, { results: [] });
}
