/**
 * Exemptions of a place — ngoại lệ theo ngày của một nơi.
 *
 * What holds at a spot on a day of which some area of its path says something. There the word of the
 * exemption stands where the ordinary rule of its area stood; every other word along the path counts as ever.
 * What opens hours may leave the operator's ordinary bounds for those that he sets for
 * exemptions, and no others.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { PlaceKind } from '@loaso/shared/place-kind';
import { addDays, type LocalDate } from '@loaso/shared/time';
import type { ExemptionWord } from '@loaso/shared/trust/exemption-word';
import { type Dated, exemptionOn } from '@loaso/shared/trust/exemptions';
import { limitsOfPlace, openHours, type PlacedLimits } from '@loaso/shared/trust/place-limits';
import type { DayBounds } from '@loaso/shared/trust/sound-envelope';
import {
  beyond,
  type ExemptionCaps,
  narrowed,
  type SoundLimits,
  sessionsOf,
  WEEKDAYS,
} from '@loaso/shared/trust/sound-limits';

/** In force — ngoại lệ của một địa bàn. */
export type AreaExemption = Dated & {
  readonly areaId: AreaId;
  readonly word: ExemptionWord;
  /** On its days the ordinary rules from its own area up to this one do not count. */
  readonly lifts: AreaId;
};

/** One area of a path on a day. */
type Said = { readonly rule: PlacedLimits | null; readonly exemption: AreaExemption | null };

const DAYS = [...WEEKDAYS];

/** What each area of `path` says on `date`, the widest first. */
export function saidOn(
  path: readonly AreaId[],
  date: LocalDate,
  {
    ruleOf,
    exemptions,
  }: {
    readonly ruleOf: (areaId: AreaId) => PlacedLimits | null;
    readonly exemptions: readonly AreaExemption[];
  },
): Said[] {
  let liftedTo = -1;
  return path
    .map((areaId, index): Said => {
      const own = exemptions.filter((one) => one.areaId === areaId);
      const exemption = exemptionOn(own, date);
      const rule = index <= liftedTo ? null : ruleOf(areaId);
      if (exemption?.word.kind === 'hours') {
        liftedTo = Math.max(liftedTo, path.indexOf(exemption.lifts));
      }
      return { rule, exemption };
    })
    .reverse();
}

/** What holds there on such a day. */
export function boundsOfDay(
  outer: { readonly bounds: SoundLimits; readonly caps: ExemptionCaps | undefined },
  said: readonly Said[],
  placeKind: PlaceKind,
): DayBounds {
  const opens = said.some(({ exemption }) => exemption?.word.kind === 'hours');
  const only = said.some(({ exemption }) => exemption?.word.kind === 'priority-only');
  const limits = said.reduce(
    (within, one) => {
      const word = wordOf(one);
      return word === null ? within : narrowed(within, limitsOfPlace(word, placeKind));
    },
    opens ? beyond(outer.bounds, outer.caps) : outer.bounds,
  );
  return {
    windows: [...limits.windows],
    minutesPerDayMax: limits.minutesPerDayMax,
    ...sessionsOf(limits),
    ...(only ? { priorityOnly: true as const } : {}),
  };
}

/** Open at every hour: it is narrowed by whatever stands above. */
const EVERYTHING: SoundLimits = {
  windows: openHours({ volumeMaxPercent: 100, quiet: [] }),
  minutesPerDayMax: 1440,
  emergencyVolumeMaxPercent: 100,
};

function wordOf({ rule, exemption }: Said): PlacedLimits | null {
  if (exemption === null || exemption.word.kind === 'priority-only') return rule;
  const { word } = exemption;
  const places = rule?.places === undefined ? {} : { places: rule.places };
  if (word.kind === 'quiet') {
    const quiet = word.quiet.map((one) => ({ ...one, days: DAYS }));
    const windows = openHours({ volumeMaxPercent: 100, quiet });
    return { ...narrowed(rule ?? EVERYTHING, { ...EVERYTHING, windows }), ...places };
  }
  return {
    windows: word.windows.map((one) => ({ ...one, days: DAYS })),
    minutesPerDayMax: word.minutesPerDayMax,
    ...sessionsOf(word),
    emergencyVolumeMaxPercent: rule?.emergencyVolumeMaxPercent ?? 100,
    ...places,
  };
}

/** The days that they name, parted so that each part has one answer; ascending. */
export function partsOf(exemptions: readonly Dated[]): Dated[] {
  const edges = exemptions.flatMap(({ fromDate, toDate }) => [fromDate, addDays(toDate, 1)]);
  const sorted = [...new Set(edges)].sort();
  return sorted.flatMap((fromDate, index) => {
    const next = sorted[index + 1];
    return next === undefined || exemptionOn(exemptions, fromDate) === null
      ? []
      : [{ fromDate, toDate: addDays(next, -1) }];
  });
}
