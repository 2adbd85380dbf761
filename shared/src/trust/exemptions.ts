/**
 * Exemptions by date — ngoại lệ theo ngày.
 *
 * Which of several dated exceptions holds on a day: the one of the fewest days, of those of equal
 * length the one that begins last, then by their text. The order in which they come has no influence. Knows not
 * what they permit.
 */
import { z } from 'zod';
import { dayNumberOf, LocalDate } from '../time.js';

/** Most exemptions of one envelope. */
export const EXEMPTIONS_MAX = 16;

/** Local dates, both inclusive. */
export const Dated = z.object({ fromDate: LocalDate, toDate: LocalDate });
export type Dated = z.infer<typeof Dated>;

export const covers = ({ fromDate, toDate }: Dated, date: LocalDate): boolean =>
  fromDate <= date && date <= toDate;

/** True when they share a day. */
export const overlaps = (one: Dated, other: Dated): boolean =>
  one.fromDate <= other.toDate && other.fromDate <= one.toDate;

/** How many days it lasts. */
export const daysIn = ({ fromDate, toDate }: Dated): number =>
  dayNumberOf(toDate) - dayNumberOf(fromDate) + 1;

/** The one that holds on `date`; null: it is a day like any other. */
export function exemptionOn<T extends Dated>(all: readonly T[], date: LocalDate): T | null {
  let found: T | null = null;
  for (const one of all) {
    if (covers(one, date) && (found === null || isNearer(one, found))) found = one;
  }
  return found;
}

function isNearer(one: Dated, other: Dated): boolean {
  const byLength = daysIn(one) - daysIn(other);
  if (byLength !== 0) return byLength < 0;
  // Of one length and both covering the day: where they begin alike, they are of the same days.
  if (one.fromDate !== other.fromDate) return one.fromDate > other.fromDate;
  return JSON.stringify(one) < JSON.stringify(other);
}
