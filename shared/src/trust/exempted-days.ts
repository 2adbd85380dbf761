/**
 * Days beyond the ordinary bounds — những ngày được phát quá khung thường.
 *
 * Which exemptions let more sound than the bounds of any other day, and on how many days. One reckoning for
 * whoever stores an exemption and for the signer, who counts by himself.
 */
import { addDays, type LocalDate } from '../time.js';
import { daysIn } from './exemptions.js';
import type { EnvelopeExemption } from './sound-envelope.js';
import { isWithin, type SoundLimits } from './sound-limits.js';

/** The limits of its days; an exemption says nothing of emergencies. */
const limitsThen = (
  { windows, minutesPerDayMax, ...more }: EnvelopeExemption,
  { emergencyVolumeMaxPercent }: SoundLimits,
): SoundLimits => ({ ...more, windows, minutesPerDayMax, emergencyVolumeMaxPercent });

/** Those that permit something that `bounds` do not. */
export const beyondBounds = (
  exemptions: readonly EnvelopeExemption[],
  bounds: SoundLimits,
): EnvelopeExemption[] => exemptions.filter((one) => !isWithin(limitsThen(one, bounds), bounds));

/** Each of their days, ascending. */
export const datesOf = (exemptions: readonly EnvelopeExemption[]): LocalDate[] =>
  [
    ...new Set(
      exemptions.flatMap((one) =>
        Array.from({ length: daysIn(one) }, (_, index) => addDays(one.fromDate, index)),
      ),
    ),
  ].sort();

/** Most days that follow one upon the other; `dates` ascending. */
export function longestRun(dates: readonly LocalDate[]): number {
  let longest = 0;
  let run = 0;
  for (const [index, date] of dates.entries()) {
    const before = dates[index - 1];
    run = before !== undefined && addDays(before, 1) === date ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** Most of them in one calendar year. */
export function mostInAYear(dates: Iterable<string>): number {
  const years = new Map<string, number>();
  for (const date of dates) {
    const year = date.slice(0, 4);
    years.set(year, (years.get(year) ?? 0) + 1);
  }
  return Math.max(0, ...years.values());
}
