/**
 * Coming back — phát lại sau khi bị ngắt, dưới mắt nhân chứng.
 *
 * What an airing that asks to be heard to its end may do after a cut: begin from its beginning or
 * from where it was cut, before its own time is over. Worked out from what was really heard.
 */
import { DAY_MS, type Instant, localDateOf } from '@loaso/shared/time';
import type { Heard } from '@loaso/shared/timeline/day-gate';
import { resolveTimeline } from '@loaso/shared/timeline/resolve';
import { type Sessions, withSound } from '@loaso/shared/timeline/sessions';
import type { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { Plan, PlanItem } from '@loaso/shared/wire/plan';
import { withoutLimits } from './envelope-truth.js';
import type { Order } from './fake-output.js';
import { endOf, rememberedOf, type Segment } from './segment.js';

/** A box that comes back a little late leaves this much out at most. */
const LATE_MS = 2_000;

type Begun = {
  readonly item: PlanItem;
  readonly order: Order;
  readonly boundMs: number;
  readonly now: number;
  /** Of the process: a moved time is remembered no longer. */
  readonly life: number;
  readonly plan: Plan;
  readonly envelope: SoundEnvelope | null;
};

/** True when a sound away from its planned position has the right to it. */
export function comesBack(segments: readonly Segment[], begun: Begun): boolean {
  const { item, order, boundMs, now } = begun;
  if (item.afterCut !== 'restart' && item.afterCut !== 'resume') return false;
  const slackMs = boundMs + LATE_MS;
  // Whether the minutes and sessions of the day left room for it, only the box knows to the second.
  const roomy = { ...begun, envelope: withoutLimits(begun.envelope) };
  if (isPlanned(roomy, slackMs) || isPlanned(begun, slackMs, segments)) return true;
  const pieces = segments.filter((one) => one.order.playId === order.playId);
  const last = pieces.at(-1);
  if (last === undefined) return false;
  // Moved once, and joined again on the moved time.
  const lateMs = now - order.fromMs - (last.startedAt - last.order.fromMs);
  if (last.life === begun.life && Math.abs(lateMs) < slackMs + last.boundMs) return true;
  if (now >= item.startAt + item.durationMs + slackMs) return false;
  return item.afterCut === 'restart'
    ? order.fromMs < slackMs
    : goesOn(pieces, order.fromMs, slackMs);
}

/** From where it was cut, or before that by what the box cannot remember of what was heard. */
function goesOn(pieces: readonly Segment[], fromMs: number, slackMs: number): boolean {
  for (const piece of pieces.toReversed()) {
    if (rememberedOf(piece) - slackMs < fromMs && fromMs < endOf(piece) + slackMs) return true;
    // Of a piece whose beginning was lost the box knows nothing: it goes by the one before.
    if (!piece.isForgotten || piece.begunStored) return false;
  }
  return false;
}

/**
 * The return that the plan itself foresees, whether or not this box was there to begin; with what it
 * has heard, by the sessions that this made.
 */
function isPlanned(
  { item, order, now, plan, envelope }: Begun,
  slackMs: number,
  segments: readonly Segment[] | null = null,
): boolean {
  const heard = segments === null ? null : heardBefore(segments, Math.round(now) as Instant);
  const near = plan.items.filter(({ startAt }) => Math.abs(startAt - item.startAt) < DAY_MS);
  return resolveTimeline(near, envelope, heard).some(({ wish, startAt, endAt, offsetMs }) => {
    const positionMs = offsetMs + now - startAt;
    const on = startAt - slackMs < now && now < endAt + slackMs;
    return wish === item && on && Math.abs(positionMs - order.fromMs) < slackMs;
  });
}

/** The minutes of the day do not move anybody. */
function heardBefore(segments: readonly Segment[], from: Instant): Heard {
  const day = localDateOf(from);
  let sessions: Sessions | undefined;
  for (const { startedAt, endedAt, item } of segments) {
    const span = { startAt: startedAt as Instant, endAt: endedAt as Instant };
    const counts = item !== null && item.priority !== 'emergency';
    if (counts && localDateOf(Math.round(startedAt) as Instant) === day) {
      sessions = withSound(sessions, span);
    }
  }
  return {
    from,
    soundedMs: new Map(),
    sessions: new Map(sessions === undefined ? [] : [[day, sessions]]),
  };
}

/** A position that was heard before, beyond what two honest clocks can explain; or null. */
export function twiceFault(segment: Segment, before: readonly Segment[]): string | null {
  const { order } = segment;
  for (const other of before) {
    if (other.order.playId !== order.playId) continue;
    const from = Math.max(order.fromMs, other.order.fromMs);
    const twiceMs = Math.min(endOf(segment), endOf(other)) - from;
    const again = repeatableMs(segment, other);
    if (twiceMs > segment.boundMs + other.boundMs + 1_000 + again) {
      return `${order.playId}: ${Math.round(twiceMs)} ms again`;
    }
  }
  return null;
}

/** How much of what was heard before a return may sound again. */
function repeatableMs({ item, order }: Segment, other: Segment): number {
  if (item?.afterCut === 'resume') return item.durationMs;
  const restarted = order.fromMs < LATE_MS || other.order.fromMs < LATE_MS;
  return item?.afterCut === 'restart' && restarted ? item.durationMs : 0;
}
