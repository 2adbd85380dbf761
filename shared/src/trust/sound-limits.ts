/**
 * Limits, compared and narrowed — khung giờ, âm lượng: so và thu hẹp.
 *
 * What an area says of itself only ever narrows what stands above it: an hour must be open in both,
 * and the lower figure counts. Promises that a result never permits what the outer limits do not;
 * knows neither areas nor who says what.
 */
import { z } from 'zod';
import { AreaId } from '../ids.js';
import type { MinuteOfDay } from '../time.js';
import { SessionBounds, SoundEnvelope, SoundWindow } from './sound-envelope.js';

/** Most windows of an envelope. */
export const WINDOWS_MAX = 24;
/** Most windows of all places together. */
const ALL_WINDOWS_MAX = 10_000;

export const SoundLimits = z.strictObject({
  windows: z.array(SoundWindow).max(ALL_WINDOWS_MAX).readonly(),
  minutesPerDayMax: SoundEnvelope.shape.minutesPerDayMax,
  emergencyVolumeMaxPercent: SoundEnvelope.shape.emergencyVolumeMaxPercent,
  ...SessionBounds.shape,
});
export type SoundLimits = z.infer<typeof SoundLimits>;

/** How far an exemption may leave the ordinary bounds, and for how long. */
export const ExemptionCaps = z.strictObject({
  windows: z.array(SoundWindow).max(WINDOWS_MAX),
  minutesPerDayMax: SoundEnvelope.shape.minutesPerDayMax,
  /** Days of one exemption. */
  daysMax: z.int().min(1).max(31),
  /** Days of a calendar year on which one box is beyond the ordinary bounds. */
  daysPerYearMax: z.int().min(1).max(92),
});
export type ExemptionCaps = z.infer<typeof ExemptionCaps>;

/** Bounds of a province for whoever knows no tree of areas: for any place, and for those named. */
export const SoundBounds = z.strictObject({
  widest: SoundLimits,
  /** Absent: no exemption leaves the ordinary bounds. */
  exemptionCaps: ExemptionCaps.exactOptional(),
  areas: z
    .array(z.strictObject({ areaId: AreaId, limits: SoundLimits }))
    .max(5_000)
    .readonly(),
});
export type SoundBounds = z.infer<typeof SoundBounds>;

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** A stretch of one day at one ceiling, minutes since midnight. */
export type Stretch = { readonly from: number; readonly to: number; readonly volume: number };

/** The open stretches of a weekday, ascending and disjoint; where windows overlap the louder counts. */
export function stretchesOf(windows: readonly SoundWindow[], weekday: number): Stretch[] {
  const open = windows.filter(
    ({ days, fromMinute, toMinute }) => days.includes(weekday) && fromMinute < toMinute,
  );
  const at = (minute: number): number | null => {
    const volumes = open
      .filter(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute)
      .map(({ volumeMaxPercent }) => volumeMaxPercent);
    return volumes.length === 0 ? null : Math.max(...volumes);
  };
  return stretched(edgesOf(open), at);
}

const edgesOf = (windows: readonly SoundWindow[]): number[] =>
  windows.flatMap(({ fromMinute, toMinute }) => [fromMinute, toMinute]);

/** Joins neighbours at the same ceiling. */
function stretched(edges: readonly number[], at: (minute: number) => number | null): Stretch[] {
  const sorted = [...new Set(edges)].sort((a, b) => a - b);
  const found: Stretch[] = [];
  for (const [index, from] of sorted.entries()) {
    const to = sorted[index + 1];
    const volume = at(from);
    if (to === undefined || volume === null) continue;
    const last = found.at(-1);
    if (last?.to === from && last.volume === volume) found[found.length - 1] = { ...last, to };
    else found.push({ from, to, volume });
  }
  return found;
}

const volumeAt = (stretches: readonly Stretch[], minute: number): number | null =>
  stretches.find(({ from, to }) => from <= minute && minute < to)?.volume ?? null;

/** Open in both, at the lower ceiling. */
function common(one: readonly Stretch[], other: readonly Stretch[]): Stretch[] {
  const edges = [...one, ...other].flatMap(({ from, to }) => [from, to]);
  return stretched(edges, (minute) => {
    const [a, b] = [volumeAt(one, minute), volumeAt(other, minute)];
    return a === null || b === null ? null : Math.min(a, b);
  });
}

/** Days with the same stretch share a window. */
function windowsOf(week: readonly (readonly Stretch[])[]): SoundWindow[] {
  const found = new Map<string, { days: number[]; stretch: Stretch }>();
  for (const [index, stretches] of week.entries()) {
    for (const stretch of stretches) {
      const key = `${stretch.from} ${stretch.to} ${stretch.volume}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { days: [index + 1], stretch });
      else known.days.push(index + 1);
    }
  }
  return [...found.values()]
    .sort((a, b) => a.stretch.from - b.stretch.from || (a.days[0] ?? 0) - (b.days[0] ?? 0))
    .map(({ days, stretch }) => ({
      days,
      fromMinute: stretch.from as MinuteOfDay,
      toMinute: stretch.to as MinuteOfDay,
      volumeMaxPercent: stretch.volume,
    }));
}

/** More windows than an envelope holds: the shortest are closed, since less is always permitted. */
function fitted(windows: readonly SoundWindow[]): SoundWindow[] {
  if (windows.length <= WINDOWS_MAX) return [...windows];
  const lengthOf = ({ days, fromMinute, toMinute }: SoundWindow): number =>
    days.length * (toMinute - fromMinute);
  const kept = new Set(
    [...windows].sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, WINDOWS_MAX),
  );
  return windows.filter((window) => kept.has(window));
}

/** The limits of sessions alone, without a key for what is not limited. */
export const sessionsOf = ({
  sessionsPerDayMax,
  minutesPerSessionMax,
}: {
  readonly [Key in keyof SessionBounds]?: number | undefined;
}): SessionBounds => ({
  ...(sessionsPerDayMax === undefined ? {} : { sessionsPerDayMax }),
  ...(minutesPerSessionMax === undefined ? {} : { minutesPerSessionMax }),
});

const figureOf = (limit: number | undefined): number => limit ?? Number.POSITIVE_INFINITY;

function lower(one: number | undefined, other: number | undefined): number | undefined {
  const least = Math.min(figureOf(one), figureOf(other));
  return Number.isFinite(least) ? least : undefined;
}

/** What both permit: never more than `outer`, whatever `own` says. */
export function narrowed(outer: SoundLimits, own: SoundLimits): SoundLimits {
  const week = WEEKDAYS.map((day) =>
    common(stretchesOf(outer.windows, day), stretchesOf(own.windows, day)),
  );
  return {
    windows: fitted(windowsOf(week)),
    minutesPerDayMax: Math.min(outer.minutesPerDayMax, own.minutesPerDayMax),
    emergencyVolumeMaxPercent: Math.min(
      outer.emergencyVolumeMaxPercent,
      own.emergencyVolumeMaxPercent,
    ),
    ...sessionsOf({
      sessionsPerDayMax: lower(outer.sessionsPerDayMax, own.sessionsPerDayMax),
      minutesPerSessionMax: lower(outer.minutesPerSessionMax, own.minutesPerSessionMax),
    }),
  };
}

/** What either permits, on the days of an exemption that opens hours. */
export const beyond = (
  bounds: SoundLimits,
  caps: Pick<ExemptionCaps, 'windows' | 'minutesPerDayMax'> | undefined,
): SoundLimits =>
  caps === undefined
    ? bounds
    : {
        windows: [...bounds.windows, ...caps.windows],
        minutesPerDayMax: Math.max(bounds.minutesPerDayMax, caps.minutesPerDayMax),
        emergencyVolumeMaxPercent: bounds.emergencyVolumeMaxPercent,
      };

/** The same week in the fewest windows. */
export const tidied = (limits: SoundLimits): SoundLimits => narrowed(limits, limits);

const figuresWithin = (inner: SoundLimits, outer: SoundLimits): boolean =>
  inner.minutesPerDayMax <= outer.minutesPerDayMax &&
  inner.emergencyVolumeMaxPercent <= outer.emergencyVolumeMaxPercent &&
  figureOf(inner.sessionsPerDayMax) <= figureOf(outer.sessionsPerDayMax) &&
  figureOf(inner.minutesPerSessionMax) <= figureOf(outer.minutesPerSessionMax);

/** True when nothing that `inner` permits is forbidden by `outer`. */
export function isWithin(inner: SoundLimits, outer: SoundLimits): boolean {
  if (!figuresWithin(inner, outer)) return false;
  return WEEKDAYS.every((day) => {
    const open = stretchesOf(outer.windows, day);
    const wished = stretchesOf(inner.windows, day);
    const edges = [...open, ...wished].flatMap(({ from, to }) => [from, to]);
    return edges.every((minute) => {
      const volume = volumeAt(wished, minute);
      return volume === null || volume <= (volumeAt(open, minute) ?? -1);
    });
  });
}

/** What of an envelope limits sound. */
export const limitsOf = ({
  windows,
  minutesPerDayMax,
  emergencyVolumeMaxPercent,
  ...more
}: SoundEnvelope): SoundLimits => ({
  windows,
  minutesPerDayMax,
  emergencyVolumeMaxPercent,
  ...sessionsOf(more),
});

export const sameLimits = (a: SoundLimits, b: SoundLimits): boolean =>
  isWithin(a, b) && isWithin(b, a);

/**
 * Whether a second person must agree: more sound than now, or another ceiling for emergencies, which
 * must never be made quieter by one alone.
 */
export const needsSecond = (next: SoundLimits, now: SoundLimits): boolean =>
  !isWithin(next, now) || next.emergencyVolumeMaxPercent !== now.emergencyVolumeMaxPercent;
