/**
 * Sessions — buổi phát.
 *
 * Normal and priority sound of one local day with pauses shorter than fifteen minutes is one session;
 * what is silent for so long ends it, and midnight does. Says whether something may sound at an
 * instant, given what has sounded before, and until when. Emergencies are none of its business.
 */
import { addDays, type Instant, type Interval, localDateOf, startOfDay } from '../time.js';
import type { SessionBounds } from '../trust/sound-envelope.js';

/** Silence that ends a session. */
export const SESSION_PAUSE_MS = 15 * 60_000;
/** With less than this left a session is full: nothing begins for the sake of a click. */
export const REST_MS_MIN = 1_000;

/** The sessions of one local day so far. */
export type Sessions = {
  readonly count: number;
  /** Sound of the last one, milliseconds. */
  readonly soundedMs: number;
  /** When that was heard last. */
  readonly endAt: number;
};

/** Why nothing but an emergency may sound now: đã đủ số buổi / buổi đã hết phút, phải nghỉ. */
export type Shut =
  | { readonly kind: 'sessions-used'; readonly most: number }
  | { readonly kind: 'session-full'; readonly minutes: number };

/** Open or shut, and until when without another word: never beyond midnight. */
type Gate = { readonly shut: Shut | null; readonly until: Instant };

/** The day with one more sound in it. */
export function withSound(before: Sessions | undefined, { startAt, endAt }: Interval): Sessions {
  const lengthMs = endAt - startAt;
  if (before === undefined || startAt - before.endAt >= SESSION_PAUSE_MS) {
    return { count: (before?.count ?? 0) + 1, soundedMs: lengthMs, endAt };
  }
  return {
    count: before.count,
    soundedMs: before.soundedMs + lengthMs,
    endAt: Math.max(before.endAt, endAt),
  };
}

type Asked = {
  readonly at: Instant;
  /** With less than this left nothing may sound, milliseconds. */
  readonly restMs: number;
};

/** @param day what has sounded before `at` on its local day */
export function gateAt(
  bounds: SessionBounds,
  day: Sessions | undefined,
  { at, restMs }: Asked,
): Gate {
  const midnight = startOfDay(addDays(localDateOf(at), 1));
  const { sessionsPerDayMax: most, minutesPerSessionMax: minutes } = bounds;
  const before = (ms: number): Instant => Math.min(midnight, ms) as Instant;
  const pausedAt = (day?.endAt ?? Number.NEGATIVE_INFINITY) + SESSION_PAUSE_MS;
  const heldMs = at < pausedAt ? (day?.soundedMs ?? 0) : null;
  if (heldMs === null && most !== undefined && (day?.count ?? 0) >= most) {
    return { shut: { kind: 'sessions-used', most }, until: midnight };
  }
  if (minutes === undefined) return { shut: null, until: midnight };
  const leftMs = minutes * 60_000 - (heldMs ?? 0);
  return leftMs < restMs
    ? { shut: { kind: 'session-full', minutes }, until: before(pausedAt) }
    : { shut: null, until: before(at + leftMs) };
}
