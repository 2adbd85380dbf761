/**
 * Accepting an urgent message or a drill — nhận hay từ chối tin khẩn, diễn tập.
 *
 * The box's own judgement, the same for both kinds, each under its own type, key role and word: a
 * message of one kind can never be taken for the other. Once, in time, for this box, or not at all.
 * Knows nothing of sound and of what the box has stored but the ids it has spent.
 */
import type { z } from 'zod';
import type { AreaId, DeviceId, EntryId } from '../ids.js';
import { Sha256 } from '../ids.js';
import { err, ok, type Result } from '../result.js';
import type { Instant } from '../time.js';
import { Drill, Urgent, urgentFault } from '../wire/urgent.js';
import { coversArea, type PlanCrypto } from './accept.js';
import { openSealed, readBody, type TrustedKey, type TrustRoot } from './sealed.js';

/** Clocks of box and server may differ by this much before "not yet" is meant. */
export const URGENT_EARLY_MS_MAX = 60_000;

export type UrgentKind = 'urgent' | 'drill';

export type UrgentRefusal = {
  /**
   * Beside the codes of every sealed message: `unsupported-version` `wrong-device` `wrong-area`
   * `key-outside-area` `inconsistent` `equivocation` (this id with other content) `stopped` (a stop
   * for this id came first) `expired` `too-early` `clock-untrusted` (and not meant for this start).
   */
  readonly code: string;
  readonly detail: string;
  /** Null while nobody trustworthy has said which message this is. */
  readonly id: EntryId | null;
};

export type UrgentContext = {
  readonly dev: DeviceId;
  readonly area: AreaId;
  readonly root: TrustRoot;
  /** Best known time; a floor where the clock is not trusted. */
  readonly now: Instant;
  readonly clockTrusted: boolean;
  /** This start of the box. */
  readonly bootId: string;
  /** What the box knows of an id: the hash of the body that spent it, or null for a stop alone. */
  readonly spentBy: (id: EntryId) => { readonly hash: string | null } | undefined;
};

export type AcceptedUrgent<T> =
  | { readonly outcome: 'accepted'; readonly message: T; readonly hash: Sha256 }
  | { readonly outcome: 'unchanged'; readonly id: EntryId };

type Judged<T> = Result<AcceptedUrgent<T>, UrgentRefusal>;

/** Judges one message that came on the topic of urgent messages. */
export const acceptUrgent = (
  raw: string,
  context: UrgentContext,
  crypto: PlanCrypto,
): Judged<Urgent> => judge({ raw, kind: 'urgent', schema: Urgent }, context, crypto);

/** Judges one message that came on the topic of drills. */
export const acceptDrill = (
  raw: string,
  context: UrgentContext,
  crypto: PlanCrypto,
): Judged<Drill> => judge({ raw, kind: 'drill', schema: Drill }, context, crypto);

type Claim<T> = {
  readonly raw: string;
  readonly kind: UrgentKind;
  readonly schema: z.ZodType<T>;
};

function judge<T extends Urgent | Drill>(
  { raw, kind, schema }: Claim<T>,
  context: UrgentContext,
  crypto: PlanCrypto,
): Judged<T> {
  const opened = openSealed(raw, kind, context.root, crypto.verify);
  const parsed = opened.ok ? readBody(opened.value.body, schema) : opened;
  if (!parsed.ok || !opened.ok) {
    return err({ code: 'malformed', detail: '', ...(parsed.ok ? {} : parsed.error), id: null });
  }
  const message = parsed.value;
  const { id } = message;
  const hash = Sha256.parse(crypto.sha256(opened.value.body));
  const binding = bindingRefusal(message, context, opened.value.keys);
  if (binding !== null) return err({ ...binding, id });
  const spent = context.spentBy(id);
  if (spent?.hash === hash) return ok({ outcome: 'unchanged', id });
  const refusal = spent === undefined ? timeRefusal(message, context) : spentRefusal(spent, id);
  return refusal === null ? ok({ outcome: 'accepted', message, hash }) : err({ ...refusal, id });
}

type Refusal = Omit<UrgentRefusal, 'id'>;

function bindingRefusal(
  message: Urgent | Drill,
  mine: UrgentContext,
  keys: readonly TrustedKey[],
): Refusal | null {
  if (message.dev !== mine.dev) return { code: 'wrong-device', detail: message.dev };
  if (message.area !== mine.area) return { code: 'wrong-area', detail: message.area };
  const stranger = keys.find((key) => !coversArea(key, message.area));
  if (stranger !== undefined) return { code: 'key-outside-area', detail: stranger.kid };
  const fault = urgentFault(message);
  return fault === null ? null : { code: 'inconsistent', detail: fault };
}

const spentRefusal = ({ hash }: { readonly hash: string | null }, id: EntryId): Refusal =>
  hash === null
    ? { code: 'stopped', detail: `${id} was stopped before it came` }
    : { code: 'equivocation', detail: `two messages under the id ${id}` };

function timeRefusal(message: Urgent | Drill, context: UrgentContext): Refusal | null {
  const { now, clockTrusted, bootId } = context;
  if (message.exp <= now) return { code: 'expired', detail: String(message.exp) };
  if (!clockTrusted) {
    // Whoever names this start cannot have been kept back from an earlier day.
    const meant = message.boot === bootId;
    return meant ? null : { code: 'clock-untrusted', detail: `meant for start ${message.boot}` };
  }
  const dated = Math.max(message.nbf, message.iat);
  const early = dated > now + URGENT_EARLY_MS_MAX;
  return early ? { code: 'too-early', detail: String(dated) } : null;
}
