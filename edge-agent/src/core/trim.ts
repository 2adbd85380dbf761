/**
 * Trim by order — lệnh chỉnh nhỏ âm lượng.
 *
 * Written before it is told, and heard at once, also in what sounds. Of two orders the one that was
 * made later holds, whichever comes first.
 */
import type { Command } from '@loaso/shared/wire/command';
import { tell, tellRefusal } from './results.js';
import type { Trim } from './trim-entry.js';
import { nowOf, remember, type Turn } from './turn.js';

export function orderTrim(
  turn: Turn,
  { id, iat, volumePercent }: Extract<Command, { kind: 'set-volume' }>,
): void {
  const before = turn.state.durable.trim;
  if (before !== null && before.iat > iat) {
    tellRefusal(turn, id, 'superseded');
    return;
  }
  const trim: Trim = { percent: volumePercent, setAt: nowOf(turn), iat, commandId: id };
  remember(turn, { k: 'trim', trim });
  tell(turn, { kind: 'volume', commandId: id, volumePercent });
}
