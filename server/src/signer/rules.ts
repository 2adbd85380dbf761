/**
 * Rules of the signer — điều kiện để ký.
 *
 * What a body must be before a key touches it, judged again from the text alone, because the server
 * may be hijacked. Each refusal is one English sentence that names its rule.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import { type LocalDate, localDateOf } from '@loaso/shared/time';
import { contentRefusal } from '@loaso/shared/trust/accept';
import { beyondBounds, datesOf, longestRun } from '@loaso/shared/trust/exempted-days';
import { daysIn, overlaps } from '@loaso/shared/trust/exemptions';
import { readBody } from '@loaso/shared/trust/sealed';
import { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import {
  beyond,
  isWithin,
  limitsOf,
  type SoundBounds,
  type SoundLimits,
} from '@loaso/shared/trust/sound-limits';
import { TimeReply } from '@loaso/shared/wire/clock';
import { COMMAND_VALIDITY_MS_MAX, Command, Stop, stopLifeMsMax } from '@loaso/shared/wire/command';
import { PLAN_VALIDITY_MS_MAX, Plan } from '@loaso/shared/wire/plan';
import { Receipt } from '@loaso/shared/wire/receipt';
import type { SignerSettings } from '@loaso/shared/wire/signer';

/** Longest life of an envelope: a box without word for longer may only warn. */
export const ENVELOPE_VALIDITY_MS_MAX = 400 * 86_400_000;

/** A plan may be dated ahead by this much, milliseconds. */
const AHEAD_MS_MAX = 24 * 3_600_000;

/** Sentence of the rule that is broken, or null. */
type Fault = string | null;

const judged = <T>(value: T, fault: Fault): Result<T, string> =>
  fault === null ? ok(value) : err(fault);

/**
 * All but the approval of its files and streams.
 *
 * @param now UTC milliseconds
 */
export function judgePlan(
  body: string,
  settings: SignerSettings,
  now: number,
): Result<Plan, string> {
  const read = readBody(body, Plan);
  if (!read.ok) return err(`plan: ${read.error.detail}`);
  const plan = read.value;
  const fault =
    validityFault(plan, now) ??
    contentRefusal(plan)?.detail ??
    perDayFault(plan, settings.itemsPerDayMax);
  return judged(plan, fault === null ? null : `plan of ${plan.dev}: ${fault}`);
}

function validityFault(plan: Plan, now: number): Fault {
  if (plan.exp - plan.iat > PLAN_VALIDITY_MS_MAX) return 'validity over 35 days';
  if (plan.exp <= now) return 'already expired';
  if (plan.nbf > plan.exp) return 'begins after it ends';
  return plan.iat > now + AHEAD_MS_MAX ? 'dated ahead' : null;
}

function perDayFault(plan: Plan, max: number): Fault {
  const counts = new Map<string, number>();
  for (const item of plan.items) {
    const day = localDateOf(item.startAt);
    const count = (counts.get(day) ?? 0) + 1;
    if (count > max) return `more than ${max} airings on ${day}`;
    counts.set(day, count);
  }
  return null;
}

export function judgeEnvelope(
  body: string,
  settings: SignerSettings,
  now: number,
): Result<SoundEnvelope, string> {
  const read = readBody(body, SoundEnvelope);
  if (!read.ok) return err(`envelope: ${read.error.detail}`);
  const envelope = read.value;
  const tooLong = envelope.exp - envelope.iat > ENVELOPE_VALIDITY_MS_MAX;
  if (tooLong) return err('envelope: validity over 400 days');
  if (envelope.exp <= now) return err('envelope: already expired');
  if (settings.bounds === null) return ok(envelope);
  const own = boundsFor(envelope, settings.bounds);
  if (!isWithin(limitsOf(envelope), own)) return err('envelope: beyond the policy file');
  return judged(envelope, exemptionFault(envelope, own, settings.bounds.exemptionCaps));
}

/** The word on the very place counts; where the file has none, the widest of all. */
const boundsFor = ({ area }: SoundEnvelope, bounds: SoundBounds): SoundLimits =>
  bounds.areas.find(({ areaId }) => areaId === area)?.limits ?? bounds.widest;

/** On single days more may sound, within caps of its own and for so many days; never on one day twice. */
function exemptionFault(
  { exemptions = [] }: SoundEnvelope,
  own: SoundLimits,
  caps: SoundBounds['exemptionCaps'],
): Fault {
  const twice = exemptions.some((one, index) =>
    exemptions.slice(index + 1).some((other) => overlaps(one, other)),
  );
  if (twice) return 'envelope: two exemptions of one day';
  const wide = beyondBounds(exemptions, own);
  if (wide.length === 0) return null;
  if (caps === undefined || beyondBounds(wide, beyond(own, caps)).length > 0) {
    return 'envelope: an exemption beyond the policy file';
  }
  const { daysMax } = caps;
  const tooLong = wide.some((one) => daysIn(one) > daysMax) || longestRun(datesOf(wide)) > daysMax;
  return tooLong ? `envelope: more than ${daysMax} exempted days in a row` : null;
}

/** Days of an envelope that was judged on which more may sound than on any other. */
export function exemptedDates(envelope: SoundEnvelope, { bounds }: SignerSettings): LocalDate[] {
  if (bounds === null) return [];
  return datesOf(beyondBounds(envelope.exemptions ?? [], boundsFor(envelope, bounds)));
}

export function judgeCommand(
  type: 'command' | 'stop',
  body: string,
  settings: SignerSettings,
  now: number,
): Result<{ dev: string; id: string; why: string; act: string }, string> {
  const read = type === 'stop' ? readBody(body, Stop) : readBody(body, Command);
  if (!read.ok) return err(`${type}: ${read.error.detail}`);
  const order = read.value;
  const tolerance = settings.clockToleranceMs;
  const lifeMsMax = 'kind' in order ? COMMAND_VALIDITY_MS_MAX : stopLifeMsMax(order);
  if (order.exp - order.iat > lifeMsMax) {
    return err(`${type}: lives over ${lifeMsMax / 60_000} minutes`);
  }
  if (Math.abs(order.iat - now) > tolerance) return err(`${type}: not dated now`);
  if (order.nbf < order.iat || order.nbf >= order.exp) return err(`${type}: empty validity`);
  const act = 'kind' in order ? order.kind : 'stop';
  return ok({ dev: order.dev, id: order.id, why: order.why, act });
}

/** Times must be this machine's own; receipts are the server's word alone. */
export function judgeServer(
  type: 'time' | 'receipt',
  body: string,
  settings: SignerSettings,
  now: number,
): Result<null, string> {
  const tolerance = settings.clockToleranceMs;
  if (type === 'receipt') {
    const receipt = readBody(body, Receipt);
    return receipt.ok ? ok(null) : err(`receipt: ${receipt.error.detail}`);
  }
  const time = readBody(body, TimeReply);
  if (!time.ok) return err(`time: ${time.error.detail}`);
  const { t1, t2 } = time.value;
  return judged(null, t1 > t2 || Math.abs(t2 - now) > tolerance ? 'time: not now' : null);
}
