/**
 * Yearly evaluation — đánh giá năm.
 *
 * Which days a year is looked at on, which target holds for it, which communes are behind it and in
 * which nothing was heard. Counts no airing itself: it is handed the sums of the other reports.
 */
import type { AreaId } from '@loaso/shared/ids';
import { addDays, LocalDate } from '@loaso/shared/time';
import type { CommuneBehind, UnairedWhy } from '@loaso/shared/wire/http/report-evaluation';
import type { AirSums } from '@loaso/shared/wire/http/reports';
import { type HamletCoverage, sumUp } from '../coverage/compute.js';
import { againstTargets, TARGETS, type Target } from '../coverage/targets.js';
import { NO_SUMS } from './sums.js';

type Days = { readonly from: LocalDate; readonly to: LocalDate };

/** The target of the first year that is not over before the day; after the last one, that. */
export function targetOn(day: LocalDate): Target {
  const year = Number(day.slice(0, 4));
  const target = TARGETS.find((one) => one.year >= year) ?? TARGETS.at(-1);
  if (target === undefined) throw new Error('there are no targets');
  return target;
}

/** So many months later; the last day of a shorter month. */
export function monthsLater(day: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const place = year * 12 + month - 1 + months;
  const first = (at: number): LocalDate =>
    LocalDate.parse(
      `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}-01`,
    );
  const last = addDays(first(place + 1), -1);
  const wanted = addDays(first(place), date - 1);
  return wanted < last ? wanted : last;
}

/** The same days a year ago. */
export const yearBefore = ({ from, to }: Days): Days => ({
  from: monthsLater(from, -12),
  // Behind a whole year its own end: a leap day belongs to the year that has it.
  to: addDays(monthsLater(addDays(to, 1), -12), -1),
});

/** Quarters of a year, and one for what is left of a longer span. */
const POINTS_MAX = 6;

/** The day before the span, the ends of its quarters, and its last day that has begun. */
export function daysOfReach({ from, to }: Days, today: LocalDate): LocalDate[] {
  const last = to < today ? to : today;
  const ends = Array.from({ length: POINTS_MAX }, (_, quarter) =>
    addDays(monthsLater(from, quarter * 3), -1),
  );
  return [...ends.filter((day) => day < last), last];
}

/** Communes under the target of their own towns and countryside, those that lack most first. */
export function communesBehind(
  parts: readonly HamletCoverage[],
  target: Target,
  nameOf: (id: AreaId) => string,
): CommuneBehind[] {
  const communes = new Map<AreaId, HamletCoverage[]>();
  for (const part of parts) {
    const { communeId } = part.hamlet;
    const found = communes.get(communeId);
    if (found === undefined) communes.set(communeId, [part]);
    else found.push(part);
  }
  return [...communes]
    .map(([areaId, own]): CommuneBehind => {
      const { people, reached } = sumUp(own);
      const rows = againstTargets(own, 'heard30', [target]);
      const missing = rows.reduce((sum, { missingPeople }) => sum + missingPeople, 0);
      const have = reached.heard30.people;
      const unreached = people - have;
      return { areaId, name: nameOf(areaId), people, reached: have, missing, unreached };
    })
    .filter(({ missing }) => missing > 0)
    .sort((a, b) => b.missing - a.missing || (a.areaId < b.areaId ? -1 : 1));
}

/** Null where something was heard, if only in part. */
export function unairedWhy(sums: AirSums = NO_SUMS): UnairedWhy | null {
  if (sums.planned === 0) return 'not-planned';
  if (sums.aired + sums.interrupted > 0) return null;
  if (sums.unknown > 0) return 'no-word';
  return sums.missed > 0 ? 'not-aired' : 'virtual';
}
