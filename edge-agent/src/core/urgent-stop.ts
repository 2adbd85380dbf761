/**
 * Stopping urgent messages — dừng tin khẩn.
 *
 * A stop that meets one play ends every play of its order. A stop of everything ends all orders that
 * the box holds, also the one that waits between two plays or behind a newer one: whoever presses it
 * wants silence. A stop that comes before its order keeps it out.
 */
import type { PlayId } from '@loaso/shared/ids';
import type { Stop } from '@loaso/shared/wire/command';
import { URGENT_ID_PREFIX, URGENT_MEMORY_MS } from '@loaso/shared/wire/urgent';
import { playsOf } from './order.js';
import { remember, type Turn } from './turn.js';

/** The plays of all orders that `stop` ends; they are still to be written as stopped. */
export function stopOrders(turn: Turn, stop: Stop): PlayId[] {
  const { orders } = turn.state.durable;
  const { entryId } = stop;
  const { dev } = turn.state.identity;
  if (entryId === null) return [...orders.live.values()].flatMap((order) => playsOf(order, dev));
  const order = orders.live.get(entryId);
  if (order !== undefined) return playsOf(order, dev);
  if (entryId.startsWith(URGENT_ID_PREFIX) && !orders.spent.has(entryId)) {
    const until = stop.exp + URGENT_MEMORY_MS;
    remember(turn, { k: 'urgent-spent', id: entryId, hash: null, until });
  }
  return [];
}
