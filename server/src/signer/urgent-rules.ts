/**
 * Rules for urgent messages — điều kiện để ký tin khẩn.
 *
 * Judges each message again from its text: it is the very content that people confirmed, for a box
 * inside the communes of the order, dated now. Thousands of boxes of one order differ in their first
 * few fields only, so a body that ends exactly like one that passed is judged by its beginning.
 */
import { createHash } from 'node:crypto';
import { AreaId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import { readBody } from '@loaso/shared/trust/sealed';
import { Drill, Urgent, urgentContent, urgentFault } from '@loaso/shared/wire/urgent';
import type { OpenOrder } from './orders.js';

export type UrgentDesk = {
  readonly prepared: { has(sha256: string): boolean };
  readonly clockToleranceMs: number;
  readonly now: number;
};

export type JudgedUrgent = { readonly dev: string; readonly area: string };

/** What differs from box to box, as the server writes it: everything else follows. */
const HEAD =
  /^\{"v":1,"dev":"([a-z0-9-]{8,40})","area":"([0-9]{2,5}(?:-[0-9]{2,3})?)","boot":(?:null|"[\w.:-]{8,64}"),/;

export function judgeUrgent(
  body: string,
  order: OpenOrder,
  desk: UrgentDesk,
): Result<JudgedUrgent, string> {
  const head = HEAD.exec(body);
  const [start = '', dev = '', area = ''] = head ?? [];
  const known = head !== null && order.tail === body.slice(start.length);
  if (known) return insideOrder(order, area) ? ok({ dev, area }) : err(outside(dev, area));
  const judged = judgeWhole(body, order, desk);
  // A field said twice counts as said last: only a beginning that means what it says may repeat.
  const plain = judged.ok && judged.value.dev === dev && judged.value.area === area;
  if (plain) order.tail = body.slice(start.length);
  return judged;
}

/** Tails are remembered for one request only: a date that was now is not now for ever. */
export const forgetTail = (order: OpenOrder): void => {
  order.tail = null;
};

function judgeWhole(
  body: string,
  { order, audio }: OpenOrder,
  desk: UrgentDesk,
): Result<JudgedUrgent, string> {
  const read = order.drill ? readBody(body, Drill) : readBody(body, Urgent);
  if (!read.ok) return err(read.error.detail);
  const message = read.value;
  const fault =
    urgentFault(message) ??
    contentFault(message, order.urgentId, order.contentHash) ??
    dateFault(message, desk) ??
    preparedFault(message, order.path, desk);
  if (fault !== null) return err(fault);
  for (const { sha256 } of message.audio) audio.add(sha256);
  const inside = order.communes.some((commune) => within(commune, message.area));
  const { dev, area } = message;
  return inside ? ok({ dev, area }) : err(outside(dev, area));
}

function contentFault(message: Urgent | Drill, id: string, contentHash: string): string | null {
  if (message.id !== id) return 'another id than the order';
  const hash = createHash('sha256').update(urgentContent(message)).digest('hex');
  return hash === contentHash ? null : 'not the content that was confirmed';
}

function dateFault({ iat, exp }: Urgent | Drill, desk: UrgentDesk): string | null {
  if (Math.abs(iat - desk.now) > desk.clockToleranceMs) return 'not dated now';
  return exp <= desk.now ? 'already expired' : null;
}

function preparedFault(
  { audio }: Urgent | Drill,
  path: OpenOrder['order']['path'],
  { prepared }: UrgentDesk,
): string | null {
  if (path !== 'A') return null;
  const strange = audio.find(({ sha256 }) => !prepared.has(sha256));
  return strange === undefined ? null : `not prepared: ${strange.sha256}`;
}

const within = (commune: string, area: string): boolean =>
  area === commune || area.startsWith(`${commune}-`);

const insideOrder = ({ order }: OpenOrder, area: string): boolean =>
  AreaId.safeParse(area).success && order.communes.some((commune) => within(commune, area));

const outside = (dev: string, area: string): string => `${dev} in ${area} is outside the order`;
