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
  dateOfDayNumber,
  dayNumbersTouching,
  type Instant,
  Instant as InstantSchema,
  type Interval,
  instantOnDay,
  type LocalDate,
  MinuteOfDay,
  weekdayOfDay,
} from '../time.js';
import { Dated, EXEMPTIONS_MAX, exemptionOn } from './exemptions.js';

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

/** What holds on one day, in the place of what holds on others. */
const DayBounds = z.strictObject({
  windows: z.array(SoundWindow).max(24),
  /** Normal and priority sound together. */
  minutesPerDayMax: z.int().min(0).max(1440),
  ...SessionBounds.shape,
  /** Nothing but priority sound, as in days of mourning. */
  priorityOnly: z.literal(true).exactOptional(),
});
export type DayBounds = z.infer<typeof DayBounds>;

/** Says nothing of emergencies: they are as loud, and at the same hours, as on any day. */
export const EnvelopeExemption = DayBounds.extend(Dated.shape).refine(
  ({ fromDate, toDate }) => fromDate <= toDate,
  { path: ['toDate'], message: 'not before it begins' },
);
export type EnvelopeExemption = z.infer<typeof EnvelopeExemption>;

export const SoundEnvelope = z
  .strictObject({
    v: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    dev: DeviceId,
    area: AreaId,
    num: z.int().positive(),
    iat: InstantSchema,
    exp: InstantSchema,
    windows: DayBounds.shape.windows,
    /** Per local day. */
    minutesPerDayMax: DayBounds.shape.minutesPerDayMax,
    /** Ceiling for emergencies outside the windows. */
    emergencyVolumeMaxPercent: z.int().min(0).max(100),
    ...SessionBounds.shape,
    /** Days on which other bounds hold; absent: none. */
    exemptions: z.array(EnvelopeExemption).min(1).max(EXEMPTIONS_MAX).exactOptional(),
  })
  .refine((one) => one.v === envelopeVersion(one), {
    path: ['v'],
    message: 'not the version of what it says',
  });
export type SoundEnvelope = z.infer<typeof SoundEnvelope>;

/**
 * A box that knows no sessions must not take an envelope that bounds them for one that does not, nor
 * one that knows no exemptions half of one that has some.
 */
export function envelopeVersion({
  exemptions = [],
  ...bounds
}: SessionBounds & { readonly exemptions?: readonly Dated[] | undefined }): 1 | 2 | 3 {
  if (exemptions.length > 0) return 3;
  return boundsSessions(bounds) ? 2 : 1;
}

/** What holds on `date`: of the exemption of that day, else of the envelope itself. */
export const boundsOn = (envelope: SoundEnvelope, date: LocalDate): DayBounds =>
  (envelope.exemptions === undefined ? null : exemptionOn(envelope.exemptions, date)) ?? envelope;

/** The same of a day counted since 1970-01-01. */
const boundsOnDay = (envelope: SoundEnvelope, day: number): DayBounds =>
  envelope.exemptions === undefined ? envelope : boundsOn(envelope, dateOfDayNumber(day));

/** Minutes of normal and priority sound of a day; null where no day has a limit. */
export function limitedMinutes(
  envelope: SoundEnvelope | null,
): ((date: LocalDate) => number) | null {
  if (envelope === null) return null;
  const all = [envelope, ...(envelope.exemptions ?? [])];
  if (all.every(({ minutesPerDayMax }) => minutesPerDayMax >= 1440)) return null;
  return (date) => boundsOn(envelope, date).minutesPerDayMax;
}

/** True when some day has limits of sessions. */
export const everBoundsSessions = (envelope: SoundEnvelope): boolean =>
  [envelope, ...(envelope.exemptions ?? [])].some(boundsSessions);

/** Where another ceiling may begin within `span`: the edges of the windows of each of its days. */
export function windowEdges(envelope: SoundEnvelope, span: Interval, daysMax: number): Instant[] {
  return dayNumbersTouching(span, daysMax).flatMap((day) =>
    boundsOnDay(envelope, day).windows.flatMap(({ fromMinute, toMinute }) => [
      instantOnDay(day, fromMinute),
      instantOnDay(day, toMinute),
    ]),
  );
}

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
    for (const window of windowsOnDay(envelope, priority, day)) {
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
  const open = windowsOpenAt(envelope, priority, at).map((window) => window.volumeMaxPercent);
  const floor = priority === 'emergency' ? envelope.emergencyVolumeMaxPercent : 0;
  return Math.max(floor, ...open);
}

/** The windows of a day for sound of `priority`. */
function windowsOnDay(envelope: SoundEnvelope, priority: Priority, day: number): SoundWindow[] {
  const bounds = boundsOnDay(envelope, day);
  if (bounds.priorityOnly === true && priority === 'normal') return [];
  const weekday = weekdayOfDay(day);
  return bounds.windows.filter(({ days }) => days.includes(weekday));
}

function windowsOpenAt(envelope: SoundEnvelope, priority: Priority, at: Instant): SoundWindow[] {
  const [day] = dayNumbersTouching({ startAt: at, endAt: (at + 1) as Instant });
  if (day === undefined || at >= envelope.exp) return [];
  return windowsOnDay(envelope, priority, day).filter(
    (window) =>
      instantOnDay(day, window.fromMinute) <= at && at < instantOnDay(day, window.toMinute),
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
