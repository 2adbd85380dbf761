/**
 * Accepting a plan — nhận hay từ chối kế hoạch.
 *
 * The box's own judgement: right signer, right box and area, newer, unexpired, within limits. A
 * plan that fails keeps the old one in place. The envelope is not judged here: it bounds sound, so
 * it is applied when resolving, to every plan alike.
 */
import type { z } from 'zod';
import type { AreaId, DeviceId } from '../ids.js';
import { Sha256 } from '../ids.js';
import { err, ok, type Result } from '../result.js';
import type { Instant } from '../time.js';
import { PLAN_VALIDITY_MS_MAX, Plan, type PlanItem, type PlanMark } from '../wire/plan.js';
import { URGENT_ID_PREFIX } from '../wire/urgent.js';
import {
  issueText,
  openSealed,
  type SealRefusal,
  type TrustedKey,
  type TrustRoot,
  type Verify,
} from './sealed.js';

/** A number this far above the stored one is an attack or a mistake, never a publication. */
export const PLAN_NUM_JUMP_MAX = 100_000;
/** How far a plan may be dated ahead of the box's clock. */
export const PLAN_AHEAD_MS_MAX = 24 * 3_600_000;

/** Starts are written with ten digits at least in the name of an airing. */
const STARTS_FROM = 1e9;

export type PlanRefusal =
  | SealRefusal
  | { readonly code: 'unsupported-version'; readonly detail: string }
  | { readonly code: 'wrong-device'; readonly detail: string }
  | { readonly code: 'wrong-area'; readonly detail: string }
  | { readonly code: 'key-outside-area'; readonly detail: string }
  | { readonly code: 'old-number'; readonly detail: string }
  | { readonly code: 'equivocation'; readonly detail: string }
  | { readonly code: 'number-jump'; readonly detail: string }
  | { readonly code: 'expired'; readonly detail: string }
  | { readonly code: 'dated-ahead'; readonly detail: string }
  | { readonly code: 'validity-too-long'; readonly detail: string }
  | { readonly code: 'emergency-in-plan'; readonly detail: string }
  | { readonly code: 'inconsistent'; readonly detail: string };

export type PlanContext = {
  readonly dev: DeviceId;
  readonly area: AreaId;
  readonly root: TrustRoot;
  readonly stored: PlanMark | null;
  /** Best known time; a floor where the clock is not trusted. */
  readonly now: Instant;
  readonly clockTrusted: boolean;
};

export type PlanCrypto = { readonly verify: Verify; readonly sha256: (text: string) => string };

export type Accepted =
  | { readonly outcome: 'accepted'; readonly plan: Plan; readonly mark: PlanMark }
  | { readonly outcome: 'unchanged'; readonly mark: PlanMark };

/** Judges one message that claims to be a plan for this box. */
export function acceptPlan(
  raw: string,
  context: PlanContext,
  crypto: PlanCrypto,
): Result<Accepted, PlanRefusal> {
  const opened = openSealed(raw, 'plan', context.root, crypto.verify);
  if (!opened.ok) return opened;
  const parsed = parseStrict(opened.value.body);
  if (!parsed.ok) return parsed;
  const plan = parsed.value;
  const hash = Sha256.parse(crypto.sha256(opened.value.body));
  const mark: PlanMark = { epoch: plan.epoch, num: plan.num, hash };
  const refusal =
    bindingRefusal(plan, context, opened.value.keys) ??
    numberRefusal(mark, context.stored) ??
    timeRefusal(plan, context) ??
    contentRefusal(plan);
  if (refusal !== null) return err(refusal);
  return context.stored?.hash === hash
    ? ok({ outcome: 'unchanged', mark })
    : ok({ outcome: 'accepted', plan, mark });
}

function parseStrict(body: string): Result<Plan, PlanRefusal> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (cause) {
    return err({ code: 'malformed', detail: cause instanceof Error ? cause.message : 'not JSON' });
  }
  const version = typeof json === 'object' && json !== null && 'v' in json ? json.v : undefined;
  if (version !== 1) return err({ code: 'unsupported-version', detail: String(version) });
  const parsed: z.ZodSafeParseResult<Plan> = Plan.safeParse(json);
  return parsed.success
    ? ok(parsed.data)
    : err({ code: 'malformed', detail: issueText(parsed.error) });
}

function bindingRefusal(plan: Plan, mine: PlanContext, keys: TrustedKey[]): PlanRefusal | null {
  if (plan.dev !== mine.dev) return { code: 'wrong-device', detail: plan.dev };
  if (plan.area !== mine.area) return { code: 'wrong-area', detail: plan.area };
  const stranger = keys.find((key) => !coversArea(key, plan.area));
  return stranger === undefined ? null : { code: 'key-outside-area', detail: stranger.kid };
}

/** '*' covers all, a code covers itself and the hamlets below it. */
export const coversArea = (key: TrustedKey, area: AreaId): boolean =>
  key.areas.some((code) => code === '*' || code === area || area.startsWith(`${code}-`));

function numberRefusal(mark: PlanMark, stored: PlanMark | null): PlanRefusal | null {
  if (stored === null) return null;
  if (mark.epoch < stored.epoch) return { code: 'old-number', detail: `epoch ${mark.epoch}` };
  if (mark.epoch > stored.epoch) return null;
  if (mark.num < stored.num) return { code: 'old-number', detail: `${mark.num} < ${stored.num}` };
  if (mark.num > stored.num + PLAN_NUM_JUMP_MAX) {
    return { code: 'number-jump', detail: `${stored.num} to ${mark.num}` };
  }
  const other = mark.num === stored.num && mark.hash !== stored.hash;
  return other ? { code: 'equivocation', detail: `two plans numbered ${mark.num}` } : null;
}

function timeRefusal(plan: Plan, context: PlanContext): PlanRefusal | null {
  if (plan.exp <= context.now) return { code: 'expired', detail: String(plan.exp) };
  if (plan.exp - plan.iat > PLAN_VALIDITY_MS_MAX) {
    return { code: 'validity-too-long', detail: `${plan.exp - plan.iat} ms` };
  }
  const ahead = context.clockTrusted && plan.iat > context.now + PLAN_AHEAD_MS_MAX;
  return ahead ? { code: 'dated-ahead', detail: String(plan.iat) } : null;
}

/**
 * Every part names a listed file and lies inside its airing; every airing is unique. None calls
 * itself an emergency: only an urgent message of its own key and its own proofs may leave the hours,
 * or whoever holds the plan key could make a night loud by one word.
 */
export function contentRefusal(plan: Plan): PlanRefusal | null {
  const lengths = new Map<string, number>(plan.audio.map((one) => [one.sha256, one.durationMs]));
  const seen = new Set<string>();
  for (const item of plan.items) {
    const name = `${item.entryId}.${item.startAt}`;
    if (!isNameable(item)) return { code: 'inconsistent', detail: `no name for ${name}` };
    if (seen.has(name)) return { code: 'inconsistent', detail: `airing twice: ${name}` };
    seen.add(name);
    if (item.priority === 'emergency')
      return { code: 'emergency-in-plan', detail: `an emergency in a plan: ${name}` };
    const fault = partsFault(item, lengths);
    if (fault !== null) return { code: 'inconsistent', detail: `${fault}: ${name}` };
  }
  return null;
}

/** An airing is named by line and start; the names of urgent messages are not a plan's to give. */
const isNameable = ({ entryId, startAt }: PlanItem): boolean =>
  !entryId.startsWith(URGENT_ID_PREFIX) && startAt >= STARTS_FROM;

function partsFault(item: PlanItem, lengths: ReadonlyMap<string, number>): string | null {
  let endMs = 0;
  for (const part of item.parts) {
    const length = lengths.get(part.sha256);
    if (length === undefined) return 'unlisted file';
    if (part.offsetMs < endMs) return 'overlapping parts';
    endMs = part.offsetMs + length;
  }
  return endMs > item.durationMs + 1000 ? 'too long' : null;
}
