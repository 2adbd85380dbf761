/**
 * Open orders — các lệnh khẩn đang mở.
 *
 * Who has confirmed which message for which communes, and whether it may be signed yet: at once (A),
 * with a second person (B), after a minute without a veto (C). In memory only: after a restart an
 * order that was not signed has to be confirmed anew.
 */
import { communeCodeOf } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import {
  BREAK_GLASS_MS,
  SECOND_PERSON_MS_MAX,
  type SignerSettings,
  type UrgentOrder,
} from '@loaso/shared/wire/signer';
import { URGENT_VALIDITY_MS_MAX } from '@loaso/shared/wire/urgent';
import type { Refused } from './publication.js';

export type OpenOrder = {
  readonly order: UrgentOrder;
  readonly first: string;
  readonly openedAt: number;
  second: string | null;
  vetoed: boolean;
  /** Files of what was signed of it. */
  readonly audio: Set<string>;
  /** Text after the part of each box of a body that was judged, see `urgent-rules`. */
  tail: string | null;
};

export type OrderBook = {
  /** Why `order` could not be opened whoever confirms it, or null. */
  fault(order: UrgentOrder): string | null;
  open(order: UrgentOrder, first: string): void;
  /** The order that a second person may confirm now. */
  waiting(urgentId: string, user: string): Result<OpenOrder, Refused>;
  /** True when there was something to end. */
  veto(urgentId: string): boolean;
  /** The order when everything it needs has happened. */
  ready(urgentId: string): Result<OpenOrder, Refused>;
};

const OPEN_MAX = 64;

const refused = (detail: string): { ok: false; error: Refused } =>
  err({ code: 'signer-refused', detail });

export function createOrderBook(settings: SignerSettings, now: () => number): OrderBook {
  const open = new Map<string, OpenOrder>();
  const sweep = (): void => {
    for (const [id, { openedAt }] of open) {
      if (now() - openedAt > URGENT_VALIDITY_MS_MAX) open.delete(id);
    }
  };
  const find = (urgentId: string): Result<OpenOrder, Refused> => {
    sweep();
    const found = open.get(urgentId);
    if (found === undefined) return refused('no such order is open');
    return found.vetoed ? refused('the order was ended') : ok(found);
  };
  return {
    fault({ urgentId, path, communes }) {
      sweep();
      if (open.has(urgentId)) return 'the order is known already';
      if (open.size >= OPEN_MAX) return `cap: ${OPEN_MAX} open orders`;
      const max = path === 'B' ? settings.urgentCommunesMax : 1;
      // Some hamlets of one commune are less than all of it.
      const count = new Set(communes.map(communeCodeOf)).size;
      return count > max ? `cap: ${count} communes on path ${path}` : null;
    },
    open(order, first) {
      const fresh = { order, first, openedAt: now(), second: null, vetoed: false };
      open.set(order.urgentId, { ...fresh, audio: new Set(), tail: null });
    },
    waiting(urgentId, user) {
      const found = find(urgentId);
      if (!found.ok) return found;
      const { order, first, second, openedAt } = found.value;
      if (order.path !== 'B' || second !== null) return refused('the order waits for nobody');
      if (user === first) return refused('the second person must be another one');
      return now() - openedAt > SECOND_PERSON_MS_MAX ? refused('the order has lapsed') : found;
    },
    veto(urgentId) {
      const found = open.get(urgentId);
      if (found === undefined || found.vetoed) return false;
      found.vetoed = true;
      return true;
    },
    ready(urgentId) {
      const found = find(urgentId);
      if (!found.ok) return found;
      const { order, second, openedAt } = found.value;
      if (order.path === 'B' && second === null) return refused('no second person yet');
      const early = order.path === 'C' && now() - openedAt < BREAK_GLASS_MS;
      return early ? refused('within the minute for a veto') : found;
    },
  };
}

/** True when `areas` of a person hold every place: '*', each by its code, or its commune. */
export const coversAll = (areas: readonly string[], communes: readonly string[]): boolean =>
  areas.includes('*') ||
  communes.every((place) => areas.some((area) => place === area || place.startsWith(`${area}-`)));
