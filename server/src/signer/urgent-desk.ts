/**
 * Desk for emergencies — bàn ký tin khẩn.
 *
 * One-time codes and orders: what each needs before a key touches anything, and a line in the audit
 * for every step, also for those refused. Nothing here is decided by what the web process says of
 * itself: only by codes, books and the clock.
 */
import { createHash } from 'node:crypto';
import { assertNever, err, ok } from '@loaso/shared/result';
import { type SealedType, signedText } from '@loaso/shared/trust/sealed';
import { type SignerReply, type SignerRequest, WARNERS_PART } from '@loaso/shared/wire/signer';
import type { SignerOffice } from './office.js';
import { coversAll } from './orders.js';
import { type Told, told } from './told.js';
import { forgetTail, judgeUrgent } from './urgent-rules.js';

type Of<Op extends SignerRequest['op']> = Extract<SignerRequest, { op: Op }>;
export type UrgentRequest = Of<
  | 'factor-begin'
  | 'factor-confirm'
  | 'factor-states'
  | 'warners'
  | 'urgent-open'
  | 'urgent-second'
  | 'urgent-veto'
  | 'urgent-sign'
>;

export function answerUrgent(office: SignerOffice, request: UrgentRequest): SignerReply {
  const { id } = request;
  switch (request.op) {
    case 'factor-begin':
      return told(office, request, beginFactor(office, request));
    case 'factor-confirm':
      return told(office, request, confirmFactor(office, request));
    case 'factor-states':
      return { kind: 'factors', id, states: statesOf(office, request.users) };
    case 'warners':
      return { kind: 'warners', id, warners: warnersAfter(office, request.after) };
    case 'urgent-open':
      return told(office, request, openOrder(office, request));
    case 'urgent-second':
      return told(office, request, confirmSecond(office, request));
    case 'urgent-veto':
      return told(office, request, vetoOrder(office, request));
    case 'urgent-sign':
      return told(office, request, signAll(office, request));
    default:
      return assertNever(request);
  }
}

const done = (id: number): Told => ok({ kind: 'done', id });

function beginFactor(office: SignerOffice, request: Of<'factor-begin'>): Told {
  const { id, user } = request;
  const begun = office.factors.begin(user, request);
  if (!begun.ok) return begun;
  const { secret, areas, by } = begun.value;
  office.audit.append([{ act: 'factor-begun', detail: `${user} for ${areas.join(' ')} by ${by}` }]);
  return ok({ kind: 'secret', id, secret });
}

function confirmFactor({ factors, audit }: SignerOffice, request: Of<'factor-confirm'>): Told {
  const { id, user, code } = request;
  const confirmed = factors.confirm(user, code);
  if (!confirmed.ok) return confirmed;
  audit.append([{ act: 'factor-active', detail: user }]);
  return done(id);
}

const statesOf = ({ factors }: SignerOffice, users: readonly string[]) =>
  Object.fromEntries(users.map((user) => [user, factors.state(user)] as const));

const warnersAfter = ({ factors }: SignerOffice, after: string) =>
  factors
    .list()
    .filter(({ user }) => user > after)
    .slice(0, WARNERS_PART);

const refusedBy = (detail: string): Told => err({ code: 'signer-refused', detail });

function openOrder(office: SignerOffice, { id, order, user, code }: Of<'urgent-open'>): Told {
  const fault = office.orders.fault(order);
  if (fault !== null) return refusedBy(fault);
  const areas = office.factors.use(user, code);
  if (!areas.ok) return areas;
  if (!coversAll(areas.value, order.communes)) return refusedBy(`${user} may not warn there`);
  const { urgentId, path, drill, contentHash, communes } = order;
  const detail = `${urgentId} ${drill ? 'drill ' : ''}path ${path} by ${user}, content ${contentHash}, for ${communes.join(' ')}`;
  office.audit.append([{ act: 'urgent-opened', detail }]);
  office.orders.open(order, user);
  return done(id);
}

function confirmSecond(office: SignerOffice, request: Of<'urgent-second'>): Told {
  const { id, urgentId, user, code } = request;
  const waiting = office.orders.waiting(urgentId, user);
  if (!waiting.ok) return waiting;
  const areas = office.factors.use(user, code);
  if (!areas.ok) return areas;
  const { communes } = waiting.value.order;
  if (!coversAll(areas.value, communes)) return refusedBy(`${user} may not warn there`);
  office.audit.append([{ act: 'urgent-second', detail: `${urgentId} by ${user}` }]);
  waiting.value.second = user;
  return done(id);
}

/** Without a code: silence must stay easier than sound. */
function vetoOrder({ orders, audit }: SignerOffice, request: Of<'urgent-veto'>): Told {
  const { id, urgentId, user } = request;
  if (!orders.veto(urgentId)) return refusedBy('no such order is open');
  audit.append([{ act: 'urgent-veto', detail: `${urgentId} by ${user}` }]);
  return done(id);
}

function signAll(office: SignerOffice, { id, urgentId, bodies }: Of<'urgent-sign'>): Told {
  const ready = office.orders.ready(urgentId);
  if (!ready.ok) return ready;
  const { value: open } = ready;
  const { prepared, settings, keys, audit } = office;
  const { clockToleranceMs } = settings;
  const desk = { prepared, clockToleranceMs, now: office.now() };
  forgetTail(open);
  const devices: string[] = [];
  for (const body of bodies) {
    const judged = judgeUrgent(body, open, desk);
    if (!judged.ok) return refusedBy(judged.error);
    devices.push(judged.value.dev);
  }
  if (!office.urgentRate.take(bodies.length)) return refusedBy('rate: urgent messages per minute');
  const type: SealedType = open.order.drill ? 'drill' : 'urgent';
  const hash = createHash('sha256');
  for (const body of bodies) hash.update(body);
  const detail = `${urgentId} bodies ${hash.digest('hex')} for ${devices.join(' ')}`;
  audit.append([{ act: `${type}-signed`, detail }]);
  const { kid, sign } = keys.signerOf(type);
  const sigs = bodies.map((body) => ({ kid, sig: sign(signedText(type, body)) }));
  return ok({ kind: 'signed', id, sigs, last: true });
}
