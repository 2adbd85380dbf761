/**
 * Sound envelope — khung giờ, thời lượng, âm lượng được phép.
 *
 * The outer bound of what a box may ever sound, signed by another role than plans are, so that no
 * plan of any kind can widen it. Emergencies may leave the hours, never the volume ceiling.
 */
import { z } from 'zod';
import { AreaId, DeviceId } from '../ids.js';
import type { Priority } from '../priority.js';
import {
  dayNumbersTouching,
  type Instant,
  Instant as InstantSchema,
  type Interval,
  instantOnDay,
  MinuteOfDay,
  weekdayOfDay,
} from '../time.js';

export const SoundWindow = z.strictObject({
  /** 1 = thứ hai … 7 = chủ nhật. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  fromMinute: MinuteOfDay,
  toMinute: MinuteOfDay,
  volumeMaxPercent: z.int().min(0).max(100),
});
export type SoundWindow = z.infer<typeof SoundWindow>;

/** Limits of a session (buổi phát, see `timeline/sessions.ts`); absent: none. */
export const SessionBounds = z.object({
  sessionsPerDayMax: z.int().min(1).max(48).exactOptional(),
  minutesPerSessionMax: z.int().min(1).max(1440).exactOptional(),
});
export type SessionBounds = z.infer<typeof SessionBounds>;

/** True when some limit of sessions is set. */
export const boundsSessions = (bounds: SessionBounds): boolean =>
  bounds.sessionsPerDayMax !== undefined || bounds.minutesPerSessionMax !== undefined;

export const SoundEnvelope = z
  .strictObject({
    v: z.union([z.literal(1), z.literal(2)]),
    dev: DeviceId,
    area: AreaId,
    num: z.int().positive(),
    iat: InstantSchema,
    exp: InstantSchema,
    windows: z.array(SoundWindow).max(24),
    /** Normal and priority sound together, per local day. */
    minutesPerDayMax: z.int().min(0).max(1440),
    /** Ceiling for emergencies outside the windows. */
    emergencyVolumeMaxPercent: z.int().min(0).max(100),
    ...SessionBounds.shape,
  })
  .refine((one) => one.v === envelopeVersion(one), {
    path: ['v'],
    message: 'not the version of what it says',
  });
export type SoundEnvelope = z.infer<typeof SoundEnvelope>;

/** A box that knows no sessions must not take an envelope that bounds them for one that does not. */
export const envelopeVersion = (bounds: SessionBounds): 1 | 2 => (boundsSessions(bounds) ? 2 : 1);

/**
 * The parts of `span` in which a sound of `priority` is permitted, ascending and disjoint.
 * Emergencies: all of it. An expired or absent envelope permits emergencies only.
 */
export function permittedSpans(
  envelope: SoundEnvelope | null,
  priority: Priority,
  span: Interval,
): Interval[] {
  if (priority === 'emergency') return [span];
  if (envelope === null) return [];
  const end = Math.min(span.endAt, envelope.exp);
  const found: Interval[] = [];
  for (const day of dayNumbersTouching({ startAt: span.startAt, endAt: end as Instant }, 40)) {
    const weekday = weekdayOfDay(day);
    for (const window of envelope.windows) {
      if (!window.days.includes(weekday)) continue;
      const startAt = Math.max(span.startAt, instantOnDay(day, window.fromMinute));
      const endAt = Math.min(end, instantOnDay(day, window.toMinute));
      if (startAt < endAt) found.push({ startAt: startAt as Instant, endAt: endAt as Instant });
    }
  }
  return merged(found);
}

/** Ceiling at `at`, percent of full volume; 0 when nothing may sound. */
export function volumeCeiling(
  envelope: SoundEnvelope | null,
  priority: Priority,
  at: Instant,
): number {
  if (envelope === null) return priority === 'emergency' ? 100 : 0;
  const open = windowsOpenAt(envelope, at).map((window) => window.volumeMaxPercent);
  const floor = priority === 'emergency' ? envelope.emergencyVolumeMaxPercent : 0;
  return Math.max(floor, ...open);
}

function windowsOpenAt(envelope: SoundEnvelope, at: Instant): SoundWindow[] {
  const [day] = dayNumbersTouching({ startAt: at, endAt: (at + 1) as Instant });
  if (day === undefined || at >= envelope.exp) return [];
  return envelope.windows.filter(
    (window) =>
      window.days.includes(weekdayOfDay(day)) &&
      instantOnDay(day, window.fromMinute) <= at &&
      at < instantOnDay(day, window.toMinute),
  );
}

function merged(spans: Interval[]): Interval[] {
  const sorted = [...spans].sort((a, b) => a.startAt - b.startAt);
  const joined: Interval[] = [];
  for (const span of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && span.startAt <= last.endAt) {
      const endAt = Math.max(last.endAt, span.endAt) as Instant;
      joined[joined.length - 1] = { startAt: last.startAt, endAt };
    } else joined.push(span);
  }
  return joined;
}
