/**
 * Local stop — nút dừng tại chỗ.
 *
 * Whoever stands at the box and presses it wants silence: what sounds ends, and every urgent message
 * that the box holds. It needs no signature, since it can only ever make the box more silent; what is
 * planned for later sounds as planned. The office sees that it was pressed.
 */
import { stopChime } from './chime.js';
import { playsOf } from './order.js';
import { change, log, refuse, remember, type Turn } from './turn.js';

export function localStop(turn: Turn): void {
  stopChime(turn, 'stopped');
  const { sounds, durable, identity } = turn.state;
  const sounding = sounds
    .filter(({ stage }) => stage === 'issued' || stage === 'sounding')
    .map(({ airing }) => airing.playId);
  const ordered = [...durable.orders.live.values()].flatMap((order) =>
    playsOf(order, identity.dev),
  );
  const playIds = [...new Set([...sounding, ...ordered])];
  log(turn, 'warn', 'stop-obeyed', { id: 'local', airings: playIds.length, why: 'local button' });
  if (playIds.length === 0) return;
  refuse(turn, 'stop', { code: 'local-button', detail: `pressed: ${playIds.join(' ')}` });
  remember(turn, { k: 'stopped', playIds });
  change(turn, { timeline: null });
}
