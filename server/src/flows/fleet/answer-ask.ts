/**
 * Answering a box — trả lời cụm loa.
 *
 * The roots it missed, or it could believe nothing that follows; then the time, because its worth is
 * its speed; a warning it missed; the plan and the envelope it should hold, where it holds others; then
 * how far its records are stored.
 */
import { ok, type Result } from '@loaso/shared/result';
import type { Ask } from '@loaso/shared/wire/ask';
import type { TimeReply } from '@loaso/shared/wire/clock';
import type { PlanMark } from '@loaso/shared/wire/plan';
import { answerTo } from '../../core/fleet/numbering.js';
import { auditDevice } from './ports.js';
import { sendReceipt } from './receive-records.js';
import type { From } from './reception.js';

type Answered = Promise<Result<null, { readonly code: string; readonly detail: string }>>;

export async function answerAsk(from: From, ask: Ask): Answered {
  const { store, device, arrivedAt } = from;
  await from.roots.bring(device.id, ask.rootNum);
  if (ask.want.includes('time')) await answerTime(from, ask);
  await store.fleet.setOnline(device.id, true, ask.bootId, arrivedAt);
  // Another server has taken over: what this one knows is of yesterday.
  if (from.lease?.lost() === true) return ok(null);
  await from.urgent?.asked(device.id, ask.bootId);
  if (ask.want.includes('plan')) await answerPlan(from, ask.have);
  if (ask.want.includes('envelope')) await answerEnvelope(from, ask.envelopeNum);
  if (ask.want.includes('receipt')) {
    await sendReceipt(from, device.id, await store.ledger.upToSeq(device.id));
  }
  return ok(null);
}

async function answerTime({ signer, link, clock, log, device, arrivedAt }: From, ask: Ask) {
  if (ask.time === undefined) return;
  const reply = {
    v: 1,
    dev: device.id,
    nonce: ask.time.nonce,
    t0: ask.time.t0,
    t1: arrivedAt,
    t2: clock.now(),
  } as TimeReply;
  const signed = await signer.signServer('time', JSON.stringify(reply));
  if (signed.ok) await link.send(device.id, 'time', signed.value);
  else log.error('fleet.time-refused', { device: device.id, ...signed.error });
}

async function answerPlan(from: From, have: PlanMark | null): Promise<void> {
  const { store, link, device } = from;
  const stored = await store.fleet.plan(device.id);
  if (stored === null) {
    await from.publish([device.id], 'first plan');
    return;
  }
  const answer = answerTo(have, stored.mark);
  if (answer === 'send') await link.send(device.id, 'plan', stored.sealed);
  if (answer === 'ahead' && have !== null) await alarmAhead(from, have, stored.mark);
}

/** The box holds a plan that this database does not know: an older backup was put back. */
async function alarmAhead(from: From, have: PlanMark, desired: PlanMark): Promise<void> {
  const detail = `the box holds number ${have.num}, this database knows ${desired.num}`;
  if (!(await from.refusals.refuse(from.device.id, { code: 'box-ahead', detail }, 'ask'))) return;
  from.log.error('fleet.box-ahead', { device: from.device.id, detail });
  await auditDevice(from, `device:${from.device.id}`, {
    act: 'ahead',
    id: from.device.id,
    detail,
  });
}

async function answerEnvelope({ store, link, device }: From, have: number): Promise<void> {
  const stored = await store.fleet.envelope(device.id);
  if (stored !== null && have < stored.num) await link.send(device.id, 'envelope', stored.sealed);
}
