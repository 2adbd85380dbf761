/**
 * Limits by kind of place — quy định riêng theo nơi đặt loa.
 *
 * What a rule says beside its limits of clusters near a school, a clinic, a pagoda: quieter, and silent
 * at hours of its own. It only ever narrows. Knows no clusters.
 */
import { z } from 'zod';
import { type PlaceKind, SpecialPlaceKind } from '../place-kind.js';
import { MinuteOfDay } from '../time.js';
import { narrowed, needsSecond, type SoundLimits, sameLimits, WEEKDAYS } from './sound-limits.js';

/** Most quiet times of one kind. */
const QUIET_MAX = 4;

const QuietTime = z
  .strictObject({
    /** 1 = thứ hai … 7 = chủ nhật. */
    days: z.array(z.int().min(1).max(7)).min(1).max(7),
    fromMinute: MinuteOfDay,
    toMinute: MinuteOfDay,
  })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, {
    path: ['toMinute'],
    message: 'not before it begins',
  });

export const PlaceRule = z.strictObject({
  kind: SpecialPlaceKind,
  /** Ceiling of normal and priority sound at any hour, percent. */
  volumeMaxPercent: z.int().min(1).max(100),
  quiet: z.array(QuietTime).max(QUIET_MAX),
});
export type PlaceRule = z.infer<typeof PlaceRule>;

/** One for each kind at most. */
export const PlaceRules = z
  .array(PlaceRule)
  .max(SpecialPlaceKind.options.length)
  .refine((rules) => new Set(rules.map(({ kind }) => kind)).size === rules.length, {
    message: 'a kind stands twice',
  });

/** What an area says: of every place, and more strictly of some. */
export type PlacedLimits = SoundLimits & { readonly places?: readonly PlaceRule[] | undefined };

const DAY_END = 1440;

/** Open at all hours but the quiet ones. */
export function openHours({
  volumeMaxPercent,
  quiet,
}: Pick<PlaceRule, 'volumeMaxPercent' | 'quiet'>): SoundLimits['windows'] {
  return WEEKDAYS.flatMap((day) => {
    const shut = quiet
      .filter(({ days }) => days.includes(day))
      .sort((a, b) => a.fromMinute - b.fromMinute);
    const open: { from: number; to: number }[] = [];
    let from = 0;
    for (const { fromMinute, toMinute } of shut) {
      if (fromMinute > from) open.push({ from, to: fromMinute });
      from = Math.max(from, toMinute);
    }
    if (from < DAY_END) open.push({ from, to: DAY_END });
    return open.map((one) => ({
      days: [day],
      fromMinute: MinuteOfDay.parse(one.from),
      toMinute: MinuteOfDay.parse(one.to),
      volumeMaxPercent,
    }));
  });
}

/** What holds at places of one kind: never more than elsewhere. Emergencies are as loud as anywhere. */
export function limitsOfPlace({ places, ...limits }: PlacedLimits, kind: PlaceKind): SoundLimits {
  const rule = places?.find((one) => one.kind === kind);
  if (rule === undefined) return limits;
  const windows = openHours(rule);
  return narrowed(limits, {
    windows,
    minutesPerDayMax: limits.minutesPerDayMax,
    emergencyVolumeMaxPercent: limits.emergencyVolumeMaxPercent,
  });
}

const KINDS = ['residential', ...SpecialPlaceKind.options] as const;

/** What holds at each kind of place. */
export type ByPlace = (kind: PlaceKind) => SoundLimits;

/** Whether a second person must agree, for whatever kind of place. */
export const needsSecondAnywhere = (next: ByPlace, now: ByPlace): boolean =>
  KINDS.some((kind) => needsSecond(next(kind), now(kind)));

export const sameEverywhere = (a: ByPlace, b: ByPlace): boolean =>
  KINDS.every((kind) => sameLimits(a(kind), b(kind)));
