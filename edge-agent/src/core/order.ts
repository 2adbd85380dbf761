/**
 * Urgent orders of the box — tin khẩn đang giữ.
 *
 * What the box remembers of urgent messages: the live ones with the play they have come to, and the
 * ids that are spent, so that no copy sounds again. Pure changes of that memory, for running and for
 * replay alike. Decides nothing about when something sounds.
 */
import { type DeviceId, type EntryId, type PlayId, playIdOf } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';
import { nominalStartOf, URGENT_MEMORY_MS, type Urgent } from '@loaso/shared/wire/urgent';
import { type Airing, byHash, type SoundPart, soundPartsOf } from './airing.js';
import type { Moment } from './journal-entry.js';

/** A play that the journal has been told of: it may have sounded from this moment on. */
export type Run = { readonly index: number; readonly start: Moment };

export type LiveOrder = {
  readonly raw: string;
  readonly message: Urgent;
  /** SHA-256 of the body. */
  readonly hash: string;
  readonly parts: readonly SoundPart[];
  readonly taken: Moment;
  /** The newest play; those before it are over. */
  readonly run: Run | null;
};

/** What has spent an id: a message, or (null) a stop that came before its message. */
export type Spent = { readonly hash: string | null; readonly until: number };

export type Orders = {
  readonly live: ReadonlyMap<EntryId, LiveOrder>;
  readonly spent: ReadonlyMap<EntryId, Spent>;
};

export const NO_ORDERS: Orders = { live: new Map(), spent: new Map() };

export type Judged = Pick<LiveOrder, 'raw' | 'message' | 'hash' | 'taken'>;

/** Takes a judged message in; forgets the ids whose time of remembrance is over at `floorMs`. */
export function withOrder(before: Orders, judged: Judged, floorMs: number): Orders {
  const { message } = judged;
  const parts = soundPartsOf(byHash(message.audio), message.parts);
  const live = new Map(before.live).set(message.id, { ...judged, parts, run: null });
  const spent = [...before.spent].filter(([, { until }]) => until >= floorMs);
  return { live, spent: new Map(spent) };
}

export function withRun(before: Orders, id: EntryId, run: Run): Orders {
  const order = before.live.get(id);
  if (order === undefined) return before;
  return { ...before, live: new Map(before.live).set(id, { ...order, run }) };
}

/** The id is done with, for good. */
export function withSpent(before: Orders, id: EntryId, spent: Spent): Orders {
  const live = new Map(before.live);
  live.delete(id);
  return { live, spent: new Map(before.spent).set(id, spent) };
}

type Spending = { readonly message: Pick<Urgent, 'exp'>; readonly hash: string };

export const spentOf = ({ message, hash }: Spending): Spent => ({
  hash,
  until: message.exp + URGENT_MEMORY_MS,
});

/** Name of play `index`, the same for every box clock: it comes from the message alone. */
export const playOf = ({ message }: LiveOrder, dev: DeviceId, index: number): PlayId =>
  playIdOf(message.id, dev, nominalStartOf(message, index));

export const playsOf = (order: LiveOrder, dev: DeviceId): PlayId[] =>
  Array.from({ length: order.message.plays }, (_, index) => playOf(order, dev, index));

/** Play `index` as an airing that begins at `startAt` by the clock of the box. */
export function airingAt(
  order: LiveOrder,
  dev: DeviceId,
  { index, startAt }: { readonly index: number; readonly startAt: Instant },
): Airing {
  const { id, title, durationMs, origin, gainDb } = order.message;
  return {
    entryId: id,
    title,
    startAt,
    durationMs,
    endAt: (startAt + durationMs) as Instant,
    priority: 'emergency',
    origin,
    rank: 1,
    parts: order.parts,
    gainDb,
    lateStart: 'join',
    afterCut: 'join',
    playId: playOf(order, dev, index),
    ordered: true,
  };
}
