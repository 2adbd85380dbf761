/**
 * Permission to sound — giới hạn cuối cùng trước khi phát.
 *
 * The last gate between the timeline and the output: signed window of the plan, minutes of the day
 * and sessions really used, volume at its lowest ceiling. It holds for any plan, however made, because it counts
 * what was sounded and not what was planned.
 */
import {
  addDays,
  type Instant,
  type Interval,
  type LocalDate,
  localDateOf,
  startOfDay,
} from '@loaso/shared/time';
import { gateAt, REST_MS_MIN } from '@loaso/shared/timeline/sessions';
import {
  boundsOn,
  everBoundsSessions,
  type SoundEnvelope,
  volumeCeiling,
  windowEdges,
} from '@loaso/shared/trust/sound-envelope';
import type { Airing } from './airing.js';
import { isFree } from './airing.js';
import type { SessionsByDay } from './sounded.js';
import type { AgentState } from './state.js';
import { trimmed } from './trim-entry.js';

/** Clocks of box and server may differ by this much before "not yet" is meant. */
export const EARLY_MS_MAX = 60_000;
/** Longest airing is far below this many days. */
const DAYS_MAX = 40;

/** Where `span` must end so that no day has more sound than its minutes. */
export function limitByMinutes(
  span: Interval,
  envelope: SoundEnvelope,
  soundedMs: ReadonlyMap<LocalDate, number>,
): Instant {
  let at = span.startAt;
  for (let day = 0; day < DAYS_MAX && at < span.endAt; day += 1) {
    const date = localDateOf(at);
    const midnight = startOfDay(addDays(date, 1));
    const { minutesPerDayMax } = boundsOn(envelope, date);
    const left = Math.max(0, minutesPerDayMax * 60_000 - (soundedMs.get(date) ?? 0));
    const full = minutesPerDayMax >= 1440;
    const to = Math.min(span.endAt, midnight, full ? midnight : at + left) as Instant;
    if (to < midnight) return to;
    at = to;
  }
  return at;
}

/** Where `span` must end so that no session is longer, and no day has more, than its day permits. */
export function limitBySessions(
  span: Interval,
  envelope: SoundEnvelope,
  sessions: SessionsByDay,
): Instant {
  if (!everBoundsSessions(envelope)) return span.endAt;
  let at = span.startAt;
  for (let day = 0; day < DAYS_MAX && at < span.endAt; day += 1) {
    const date = localDateOf(at);
    const { shut, until } = gateAt(boundsOn(envelope, date), sessions.get(date), {
      at,
      restMs: REST_MS_MIN,
    });
    if (shut !== null) return at;
    at = Math.min(span.endAt, until) as Instant;
    if (at < startOfDay(addDays(date, 1))) return at;
  }
  return at;
}

/**
 * The end that a sound of `airing` over `span` may have; its start when it may not sound.
 *
 * @param heardFrom the first instant not heard yet: what began under the plan before goes on under
 *                  a new one, though that is valid only from now on
 */
export function permittedEnd(
  state: AgentState,
  airing: Airing,
  span: Interval,
  heardFrom: Instant = span.startAt,
): Instant {
  const { plan, envelope } = state.durable;
  // Bounded by its own message, and begun by nothing but an order.
  if (airing.ordered === true) return span.endAt;
  if (plan === null || heardFrom < plan.plan.nbf - EARLY_MS_MAX) return span.startAt;
  const endAt = Math.min(span.endAt, plan.plan.exp) as Instant;
  if (endAt <= span.startAt) return span.startAt;
  if (isFree(airing) || envelope === null) return endAt;
  const { soundedMs, sessions } = state.durable;
  const until = limitByMinutes({ ...span, endAt }, envelope.envelope, soundedMs);
  return limitBySessions({ ...span, endAt: until }, envelope.envelope, sessions);
}

/** The ceiling of a sound over `span`, percent; lower where somebody has turned the box down. */
export function ceilingOf(
  state: AgentState,
  airing: Pick<Airing, 'priority'>,
  span: Interval,
): number {
  const envelope = state.durable.envelope?.envelope ?? null;
  // Without the time of day no louder hour can be claimed.
  if (!state.clock.trusted && envelope !== null) return envelope.emergencyVolumeMaxPercent;
  return trimmed(state.durable.trim, airing, lowestCeiling(envelope, airing, span));
}

/** Lowest ceiling anywhere in `span`, percent: a louder hour before does not lend to a quieter. */
export function lowestCeiling(
  envelope: SoundEnvelope | null,
  airing: Pick<Airing, 'priority'>,
  span: Interval,
): number {
  const borders = [span.startAt, ...bordersWithin(envelope, span)];
  return Math.min(...borders.map((at) => volumeCeiling(envelope, airing.priority, at)));
}

function bordersWithin(envelope: SoundEnvelope | null, span: Interval): Instant[] {
  if (envelope === null) return [];
  return [...windowEdges(envelope, span, DAYS_MAX), envelope.exp].filter(
    (at) => at > span.startAt && at < span.endAt,
  );
}

/** Whether the plan speaks of `at`; one that does not yet, or no more, says nothing against an airing. */
export const isInForce = ({ durable: { plan } }: AgentState, at: Instant): boolean =>
  plan !== null && at >= plan.plan.nbf - EARLY_MS_MAX && at < plan.plan.exp;
