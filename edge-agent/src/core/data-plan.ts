/**
 * Data plan by order — lệnh đặt gói dữ liệu.
 *
 * Written before it is told; what has been used this month is counted by the new month at once. Of two
 * orders the one that was made later holds, whichever comes first.
 */
import type { Command } from '@loaso/shared/wire/command';
import type { DataPlan } from './data-plan-entry.js';
import { begunOn } from './data-use.js';
import { tell, tellRefusal } from './results.js';
import { change, nowOf, remember, type Turn } from './turn.js';

export function orderDataPlan(
  turn: Turn,
  { id, iat, data }: Extract<Command, { kind: 'set-data' }>,
): void {
  const before = turn.state.durable.dataPlan;
  if (before !== null && before.iat > iat) {
    tellRefusal(turn, id, 'superseded');
    return;
  }
  const plan: DataPlan = { set: data, setAt: nowOf(turn), iat, commandId: id };
  remember(turn, { k: 'data-plan', plan });
  followMonth(turn, data?.monthDay ?? 1);
  tell(turn, { kind: 'data', commandId: id, data });
}

/** What was held back or warned of under the budget before is judged anew. */
function followMonth(turn: Turn, firstDay: number): void {
  const { board, clock } = turn.state;
  const counted = board.data;
  const data =
    counted === null || !clock.trusted ? counted : begunOn(counted, { now: nowOf(turn), firstDay });
  change(turn, { board: { ...board, data, heldMonth: null, warnedMonoMs: null } });
}
