/**
 * Days that still run — ngày chưa xong.
 *
 * Which days are over, so that what became of their airings can be added up and kept.
 */
import { addDays, HOUR_MS, instant, type LocalDate, localDateOf } from '@loaso/shared/time';

/** Airings begun before midnight may run on for so long, and their boxes have to report them. */
const NIGHT_MS = 2 * HOUR_MS;

/** From this day on nothing is settled yet. */
export const openFrom = (now: number): LocalDate => localDateOf(instant(now - NIGHT_MS));

/** Both included; none when the first is behind the last. */
export function daysBetween(from: LocalDate, to: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
