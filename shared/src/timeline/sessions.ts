/**
 * Sessions — buổi phát.
 *
 * Normal and priority sound of one local day with pauses shorter than fifteen minutes is one session;
 * what is silent for so long ends it, and midnight does. Says whether something may sound at an
 * instant, given what has sounded before, and until when. Emergencies are none of its business.
 */
import { addDays, type Instant, type Interval, localDateOf, startOfDay } from '../time.js';
import {
  boundsOn,
  everBoundsSessions,
  type SessionBounds,
  type SoundEnvelope,
} from '../trust/sound-envelope.js';

/** Silence that ends a session. */
export const SESSION_PAUSE_MS = 15 * 60_000;
/** With less than this left a session is full: the rest is not worth a click. */
const REST_MS_MIN = 1_000;

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
export type Gate = { readonly shut: Shut | null; readonly until: Instant };

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

/** @param day what has sounded before `at` on its local day */
export function gateAt(bounds: SessionBounds, day: Sessions | undefined, at: Instant): Gate {
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
  return leftMs < REST_MS_MIN
    ? { shut: { kind: 'session-full', minutes }, until: before(pausedAt) }
    : { shut: null, until: before(at + leftMs) };
}

/** What a box has heard of its days before an instant. */
type Past = {
  readonly from: Instant;
  readonly sessions: ReadonlyMap<string, Sessions>;
};

/** Counts along one timeline; asked and told in the order of time. */
export type SessionCount = {
  /** Null: nothing is limited. */
  at(at: Instant): Gate | null;
  /** Within one local day. */
  sounded(span: Interval): void;
};

/** Before `past.from` it counts what is planned, from then on what was heard before, and the plan. */
export function sessionCount(envelope: SoundEnvelope | null, past: Past | null): SessionCount {
  if (envelope === null || !everBoundsSessions(envelope))
    return { at: () => null, sounded: () => undefined };
  let heardFrom = past?.from ?? null;
  let date: string | null = null;
  let day: Sessions | undefined;
  return {
    at(at) {
      const today = localDateOf(at);
      const awakes = heardFrom !== null && at >= heardFrom;
      if (today !== date || awakes) {
        const lived = past !== null && at >= past.from;
        day = lived ? past.sessions.get(today) : undefined;
      }
      if (awakes) heardFrom = null;
      date = today;
      return gateAt(boundsOn(envelope, today), day, at);
    },
    sounded(span) {
      day = withSound(day, span);
    },
  };
}
