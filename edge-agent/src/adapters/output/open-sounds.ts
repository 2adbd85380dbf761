/**
 * Open sounds — các tiếng chưa kết thúc.
 *
 * Which sounds the player has been given and not ended, how long each has sounded by what was heard of
 * it, and which orders wait for a player that is not there. So that every sound ends exactly once,
 * also when the process that made it is gone. Starts nothing.
 */
import type { OutputNews } from '../../ports.js';
import type { SoundOrder as Order } from './player-wire.js';

type Ended = Extract<OutputNews, { type: 'sound-ended' }>;
type News = Exclude<OutputNews, { type: 'output-changed' | 'sound-heard' }>;

/** Sounds that may wait for a player; a plan prepares one or two at a time. */
const KEPT_MAX = 64;

type OpenSounds = {
  /** Notes an order that went to the player. */
  sent(soundId: number, type: Order['type']): void;
  /** Keeps an order for the next player; gives back the end of its sound where too many wait. */
  keep(order: Order): Ended | null;
  /** Forgets a sound that only waits; false when the player has it or nobody knows it. */
  forget(soundId: number): boolean;
  /** What waits, in the order of the sounds; nothing waits any more. */
  takeKept(): Order[];
  /** Notes what the player tells; false when the sound is not open, so that nobody hears it. */
  hear(news: News): boolean;
  /** Ends as failed what the player had, as of the instant until which it is known to have turned. */
  endSent(detail: string, aliveMonoMs: number): Ended[];
  /** Ends everything as `how`. */
  endAll(how: 'stopped', monoMs: number): Ended[];
};

function dropOverruled(orders: Map<Order['type'], Order>): void {
  orders.delete('limit');
  orders.delete('volume');
}

const begins = (type: Order['type']): boolean => type === 'prepare' || type === 'play';

export function createOpenSounds(): OpenSounds {
  /** Of each sound that the player has: since when it sounds, null before. */
  const given = new Map<number, number | null>();
  /** Newest order of each kind, by sound. */
  const kept = new Map<number, Map<Order['type'], Order>>();

  const playedOf = (startedMonoMs: number | null, monoMs: number): number =>
    startedMonoMs === null ? 0 : Math.max(0, Math.round(monoMs - startedMonoMs));
  const endGiven = (monoMs: number, how: Pick<Ended, 'how' | 'detail'>): Ended[] => {
    const ends = [...given].map(([soundId, startedMonoMs]): Ended => {
      const playedMs = playedOf(startedMonoMs, monoMs);
      return { type: 'sound-ended', soundId, playedMs, ...how };
    });
    given.clear();
    return ends;
  };

  return {
    sent: (soundId, type) => {
      if (begins(type) && !given.has(soundId)) given.set(soundId, null);
    },
    keep: (order) => {
      const { soundId, type } = order;
      const orders = kept.get(soundId) ?? new Map<Order['type'], Order>();
      if (orders.size === 0 && !begins(type)) return null;
      if (orders.size === 0 && kept.size >= KEPT_MAX) {
        const detail = 'too many sounds wait for the player';
        return { type: 'sound-ended', soundId, how: 'failed', playedMs: 0, detail };
      }
      // A new start sets its own end and volume.
      if (type === 'play') dropOverruled(orders);
      kept.set(soundId, orders.set(type, order));
      return null;
    },
    forget: (soundId) => kept.delete(soundId),
    takeKept: () => {
      const orders = [...kept.values()].flatMap((one) => [...one.values()]);
      kept.clear();
      return orders;
    },
    hear: (news) => {
      if (!given.has(news.soundId)) return false;
      if (news.type === 'sound-started') given.set(news.soundId, news.startedMonoMs);
      if (news.type === 'sound-ended') given.delete(news.soundId);
      return true;
    },
    endSent: (detail, aliveMonoMs) => endGiven(aliveMonoMs, { how: 'failed', detail }),
    endAll: (how, monoMs) => [
      ...endGiven(monoMs, { how }),
      ...[...kept.keys()].map(
        (soundId): Ended => ({ type: 'sound-ended', soundId, how, playedMs: 0 }),
      ),
    ],
  };
}
