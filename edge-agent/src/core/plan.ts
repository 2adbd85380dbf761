/**
 * Taking in plan, envelope and root — nhận kế hoạch, khung phát, khoá tin cậy.
 *
 * Judges what claims to be one of the three, puts it in force at once and acknowledges it only when
 * the disk has it. A refusal leaves the old one in place and says why. Knows nothing of sound.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import { acceptPlan, coversArea } from '@loaso/shared/trust/accept';
import { acceptRoot } from '@loaso/shared/trust/accept-root';
import { openSealed, readBody } from '@loaso/shared/trust/sealed';
import { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { Ack } from '@loaso/shared/wire/ack';
import { askAllNow } from './ask.js';
import { adoptEnvelope, adoptPlan } from './durable.js';
import { adoptRoot } from './journal-replay.js';
import type { Orders } from './order.js';
import {
  change,
  log,
  nowOf,
  publish,
  publishAfterStored,
  refuse,
  remember,
  rememberAs,
  type Turn,
} from './turn.js';
import { endOrder } from './urgent-turn.js';

type Refusal = { readonly code: string; readonly detail: string };

/** Ack counters are handed out from blocks of this size, one journal line each. */
const COUNTER_BLOCK = 1_000;

type AckPart = Pick<Ack, 'what' | 'outcome'> & Partial<Pick<Ack, 'commandId' | 'code' | 'detail'>>;

/** The body of an ack; counts up, in the journal first where a new block is opened. */
export function ackBody(turn: Turn, part: AckPart): Ack {
  const { nextCounter, durable, identity } = turn.state;
  if (nextCounter + 1 >= durable.counterBelow) {
    remember(turn, { k: 'counter', below: nextCounter + COUNTER_BLOCK });
  }
  change(turn, { nextCounter: nextCounter + 1 });
  return {
    v: 1,
    dev: identity.dev,
    at: nowOf(turn),
    plan: turn.state.durable.mark,
    envelopeNum: turn.state.durable.envelopeNum,
    counter: nextCounter,
    ...part,
  };
}

function refuseWithAck(turn: Turn, what: 'plan' | 'envelope' | 'root', refusal: Refusal): void {
  refuse(turn, what, refusal);
  const detail = refusal.detail.slice(0, 300);
  const body = ackBody(turn, { what, outcome: 'refused', code: refusal.code, detail });
  publish(turn, 'ack', body, `${what} refused: ${refusal.code}`);
}

function unchangedAck(turn: Turn, what: 'plan' | 'envelope' | 'root'): void {
  publish(turn, 'ack', ackBody(turn, { what, outcome: 'unchanged' }), `${what} is held already`);
}

export function takePlan(turn: Turn, raw: string): void {
  const { durable, identity, clock } = turn.state;
  const { dev, area } = identity;
  // A plan that was dropped with its key may come again, signed by another.
  const stored = durable.mark;
  const now = nowOf(turn);
  const context = { dev, area, root: durable.root, stored, now, clockTrusted: clock.trusted };
  const judged = acceptPlan(raw, context, turn.tools);
  if (!judged.ok) {
    refuseWithAck(turn, 'plan', judged.error);
    return;
  }
  if (judged.value.outcome === 'unchanged' && durable.plan !== null) {
    unchangedAck(turn, 'plan');
    return;
  }
  if (judged.value.outcome === 'unchanged') return;
  const { plan, mark } = judged.value;
  rememberAs(turn, { k: 'plan', raw }, adoptPlan(durable, raw, plan, mark));
  change(turn, { timeline: null, needs: null, judgedCount: 0, planMonoMs: turn.at.monoMs });
  permitAnew(turn);
  log(turn, 'info', 'plan-accepted', { num: plan.num, items: plan.items.length });
  const body = ackBody(turn, { what: 'plan', outcome: 'accepted' });
  publishAfterStored(turn, 'ack', body, `plan ${plan.num} stored`);
}

/** What the plan or the envelope before would not let sound is judged by the new one. */
function permitAnew(turn: Turn): void {
  const marks = [...turn.state.marks].filter(([, reason]) => reason !== 'envelope');
  change(turn, { marks: new Map(marks), timeline: null });
}

/** Judges an envelope; `unchanged` when it is the one in force. */
function judgeEnvelope(turn: Turn, raw: string): Result<SoundEnvelope | 'unchanged', Refusal> {
  const { durable, identity } = turn.state;
  const opened = openSealed(raw, 'envelope', durable.root, turn.tools.verify);
  if (!opened.ok) return opened;
  const parsed = readBody(opened.value.body, SoundEnvelope);
  if (!parsed.ok) return parsed;
  const envelope = parsed.value;
  if (envelope.dev !== identity.dev) return err({ code: 'wrong-device', detail: envelope.dev });
  if (envelope.area !== identity.area) return err({ code: 'wrong-area', detail: envelope.area });
  const stranger = opened.value.keys.find((key) => !coversArea(key, envelope.area));
  if (stranger !== undefined) return err({ code: 'key-outside-area', detail: stranger.kid });
  if (envelope.num < durable.envelopeNum) {
    return err({ code: 'old-number', detail: `${envelope.num} < ${durable.envelopeNum}` });
  }
  if (envelope.num === durable.envelopeNum && durable.envelope !== null) {
    const same = sameBody(turn, raw, durable.envelope.raw);
    const detail = `two envelopes numbered ${envelope.num}`;
    return same ? ok('unchanged') : err({ code: 'equivocation', detail });
  }
  if (envelope.exp <= nowOf(turn)) return err({ code: 'expired', detail: String(envelope.exp) });
  return ok(envelope);
}

/** Signatures may differ between two copies of one message; what is signed may not. */
function sameBody(turn: Turn, a: string, b: string): boolean {
  const { root } = turn.state.durable;
  const one = openSealed(a, 'envelope', root, turn.tools.verify);
  const other = openSealed(b, 'envelope', root, turn.tools.verify);
  return one.ok && other.ok && one.value.body === other.value.body;
}

export function takeEnvelope(turn: Turn, raw: string): void {
  const judged = judgeEnvelope(turn, raw);
  if (!judged.ok) {
    refuseWithAck(turn, 'envelope', judged.error);
    return;
  }
  if (judged.value === 'unchanged') {
    unchangedAck(turn, 'envelope');
    return;
  }
  const envelope = judged.value;
  rememberAs(turn, { k: 'envelope', raw }, adoptEnvelope(turn.state.durable, raw, envelope));
  permitAnew(turn);
  log(turn, 'info', 'envelope-accepted', { num: envelope.num });
  const body = ackBody(turn, { what: 'envelope', outcome: 'accepted' });
  publishAfterStored(turn, 'ack', body, `envelope ${envelope.num} stored`);
}

/** The envelope of the enrolment, where the journal holds none: no ack, nobody waits for one. */
export function takeFirstEnvelope(turn: Turn): void {
  const judged = judgeEnvelope(turn, turn.state.identity.envelope);
  if (!judged.ok) refuse(turn, 'envelope', judged.error);
  else if (judged.value !== 'unchanged') {
    const raw = turn.state.identity.envelope;
    rememberAs(turn, { k: 'envelope', raw }, adoptEnvelope(turn.state.durable, raw, judged.value));
  }
}

/** What a revoked key had signed is dropped; the box asks for it anew at once. */
export function takeRoot(turn: Turn, raw: string): void {
  const { durable } = turn.state;
  const judged = acceptRoot(raw, durable.root, turn.tools.verify);
  if (!judged.ok) {
    refuseWithAck(turn, 'root', judged.error);
    return;
  }
  if (judged.value.outcome === 'unchanged') {
    unchangedAck(turn, 'root');
    return;
  }
  const { root } = judged.value;
  endRevoked(turn, adoptRoot(durable, raw, root, turn.tools).orders);
  const next = adoptRoot(turn.state.durable, raw, root, turn.tools);
  rememberAs(turn, { k: 'root', raw }, next);
  change(turn, { timeline: null, needs: null, judgedCount: 0 });
  log(turn, 'info', 'root-accepted', { num: root.num });
  const planDropped = durable.plan !== null && next.plan === null;
  if (planDropped) log(turn, 'error', 'plan-dropped');
  if (planDropped || (durable.envelope !== null && next.envelope === null)) askAllNow(turn);
  const body = ackBody(turn, { what: 'root', outcome: 'accepted' });
  publishAfterStored(turn, 'ack', body, `root ${root.num} stored`);
}

/** What a revoked key has ordered gets its records before it is forgotten. */
function endRevoked(turn: Turn, left: Orders): void {
  for (const [id, order] of turn.state.durable.orders.live) {
    if (!left.live.has(id)) endOrder(turn, order, 'stopped');
  }
}
