/**
 * Results of commands — kết quả của lệnh.
 *
 * Journalled until a line has taken them, so that a restart loses none; sent again rather than not at
 * all, since the server keeps the first.
 */
import type { CommandResult } from '@loaso/shared/wire/result';
import { log, nowOf, publish, remember, type Turn } from './turn.js';

type OmitEach<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Found = OmitEach<CommandResult, 'v' | 'dev' | 'at'>;

/** Tells the office what came of a command, as soon as the line is up. */
export const tell = (turn: Turn, found: Found): void =>
  remember(turn, { k: 'result', result: resultOf(turn, found) });

/** The same at once or never: for what is too large to be kept. */
export const tellNow = (turn: Turn, found: Found): void =>
  publish(turn, 'result', resultOf(turn, found), `${found.kind} for ${found.commandId}`);

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

export function driveResults(turn: Turn): void {
  const { linkUp, durable } = turn.state;
  const { unsent } = durable.answers;
  if (!linkUp || unsent.length === 0) return;
  for (const result of unsent) {
    publish(turn, 'result', result, `${result.kind} for ${result.commandId}`);
  }
  remember(turn, { k: 'results-sent' });
}
