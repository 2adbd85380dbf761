/**
 * What an envelope permits, day by day — khung phát so từng ngày.
 *
 * Whether one lets more sound than others on some day, ordinary or exempted, and what two of them
 * both permit. One reckoning for the server, who asks a second person, and for the signer, who holds it
 * to that. Knows neither boxes nor who agreed to what.
 */
import { z } from 'zod';
import { addDays, type LocalDate } from '../time.js';
import { covers, EXEMPTIONS_MAX, exemptionOn } from './exemptions.js';
import { type EnvelopeExemption, SessionBounds, SoundEnvelope } from './sound-envelope.js';
import { isWithin, limitsOf, narrowed, type SoundLimits, sessionsOf } from './sound-limits.js';

/** Limits, and the days on which others hold. */
export type DatedBounds = SoundLimits & {
  readonly exemptions?: readonly EnvelopeExemption[] | undefined;
};

/** What of an envelope bounds sound, as it is kept and compared. */
export const EnvelopeBounds = z.strictObject({
  windows: SoundEnvelope.shape.windows,
  minutesPerDayMax: SoundEnvelope.shape.minutesPerDayMax,
  emergencyVolumeMaxPercent: SoundEnvelope.shape.emergencyVolumeMaxPercent,
  ...SessionBounds.shape,
  exemptions: SoundEnvelope.shape.exemptions,
});
export type EnvelopeBounds = z.infer<typeof EnvelopeBounds>;

/** Of one envelope, in one order of its fields. */
export function envelopeBounds(envelope: SoundEnvelope): EnvelopeBounds {
  const { windows, exemptions } = envelope;
  const limits = { ...limitsOf(envelope), windows };
  return exemptions === undefined ? limits : { ...limits, exemptions };
}

/** What holds on one day: its limits, and whether nothing but priority may sound. */
export type DayWord = { readonly limits: SoundLimits; readonly only: boolean };

/** @param date null: a day like any other */
export function dayWord(bounds: DatedBounds, date: LocalDate | null): DayWord {
  const { exemptions = [], emergencyVolumeMaxPercent } = bounds;
  const exempted = date === null ? null : exemptionOn(exemptions, date);
  const day = exempted ?? bounds;
  const { windows, minutesPerDayMax } = day;
  return {
    limits: { windows, minutesPerDayMax, emergencyVolumeMaxPercent, ...sessionsOf(day) },
    only: exempted?.priorityOnly === true,
  };
}

/** First days on which another word may hold than the day before, ascending; the last is past them all. */
const edgesOf = (all: readonly DatedBounds[]): LocalDate[] =>
  [
    ...new Set(
      all
        .flatMap(({ exemptions = [] }) => exemptions)
        .flatMap(({ fromDate, toDate }) => [fromDate, addDays(toDate, 1)]),
    ),
  ].sort();

/**
 * True when on some day more may sound by `next` than by all of `held` together.
 *
 * @param from days before it are over; absent: every day counts
 */
export function letsMoreSound(
  next: DatedBounds,
  held: readonly DatedBounds[],
  from?: LocalDate,
): boolean {
  const all = [next, ...held];
  const ahead = edgesOf(all).filter((date) => from === undefined || date > from);
  const days = [null, ...(from === undefined ? [] : [from]), ...ahead];
  return days.some(
    (date) =>
      !isNoMore(
        dayWord(next, date),
        held.map((one) => dayWord(one, date)),
      ),
  );
}

function isNoMore(next: DayWord, held: readonly DayWord[]): boolean {
  const [first, ...rest] = next.only ? held : held.filter(({ only }) => !only);
  if (first !== undefined) {
    return isWithin(
      next.limits,
      rest.reduce((sum, { limits }) => eitherOf(sum, limits), first.limits),
    );
  }
  // Nobody lets anything but priority sound then.
  return held.some(({ limits }) => isWithin(next.limits, { ...limits, windows: [] }));
}

/**
 * The same without the days on which more may sound than on others: they may become ordinary ones, which
 * takes back what they opened.
 */
export function withoutOpened({ exemptions = [], ...ordinary }: DatedBounds): DatedBounds {
  const word = dayWord(ordinary, null);
  const all = { ...ordinary, exemptions };
  const kept = exemptions.filter(({ fromDate }) => isNoMore(dayWord(all, fromDate), [word]));
  return { ...ordinary, exemptions: kept };
}

/** What one or the other permits. */
export function eitherOf(one: SoundLimits, other: SoundLimits): SoundLimits {
  const most = (a: number | undefined, b: number | undefined): number | undefined =>
    a === undefined || b === undefined ? undefined : Math.max(a, b);
  return {
    windows: [...one.windows, ...other.windows],
    minutesPerDayMax: Math.max(one.minutesPerDayMax, other.minutesPerDayMax),
    emergencyVolumeMaxPercent: Math.max(
      one.emergencyVolumeMaxPercent,
      other.emergencyVolumeMaxPercent,
    ),
    ...sessionsOf({
      sessionsPerDayMax: most(one.sessionsPerDayMax, other.sessionsPerDayMax),
      minutesPerSessionMax: most(one.minutesPerSessionMax, other.minutesPerSessionMax),
    }),
  };
}

/** What both permit, from `from` on. */
export function bothPermit(one: DatedBounds, other: DatedBounds, from: LocalDate): DatedBounds {
  const both = (date: LocalDate | null): DayWord => {
    const [a, b] = [dayWord(one, date), dayWord(other, date)];
    return { limits: narrowed(a.limits, b.limits), only: a.only || b.only };
  };
  const edges = edgesOf([one, other]);
  const dated = [...(one.exemptions ?? []), ...(other.exemptions ?? [])];
  const exemptions = edges.flatMap((fromDate, index): EnvelopeExemption[] => {
    const next = edges[index + 1];
    if (next === undefined || next <= from) return [];
    if (!dated.some((exemption) => covers(exemption, fromDate))) return [];
    return [exemptionOf(both(fromDate), { fromDate, toDate: addDays(next, -1) })];
  });
  const { limits } = both(null);
  return exemptions.length === 0
    ? limits
    : { ...limits, exemptions: exemptions.slice(0, EXEMPTIONS_MAX) };
}

function exemptionOf(
  { limits, only }: DayWord,
  days: Pick<EnvelopeExemption, 'fromDate' | 'toDate'>,
): EnvelopeExemption {
  return {
    ...days,
    windows: [...limits.windows],
    minutesPerDayMax: limits.minutesPerDayMax,
    ...sessionsOf(limits),
    ...(only ? { priorityOnly: true as const } : {}),
  };
}
