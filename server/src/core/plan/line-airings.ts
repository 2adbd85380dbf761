/**
 * Airings of an airable line — lượt phát của một dòng lịch được phép phát.
 *
 * When a line airs, joined with what it sounds then: plans, calendar and previews expand a line here
 * and nowhere else, so that they name the same airings with the same lengths. A turn of a series that
 * may not sound is no airing, and the turns after it keep their days.
 */
import type { Instant, Interval } from '@loaso/shared/time';
import { lineAirings } from '../schedule/line.js';
import type { Airable, Sounding } from './airable.js';

export type SoundingAiring = Sounding & {
  readonly startAt: Instant;
  /** What screens and records call it: a turn of a series with its place. */
  readonly title: string;
};

const TITLE_MAX = 200;

/** ' · kỳ 2/5'. */
export const endingOfTurn = (turn: number, count: number): string => ` · kỳ ${turn + 1}/${count}`;

/** 'Luật Đất đai · kỳ 2/5'. */
export function titleOfTurn(title: string, turn: number | null, count: number): string {
  if (turn === null) return title;
  const place = endingOfTurn(turn, count);
  return `${title.slice(0, TITLE_MAX - place.length)}${place}`;
}

/** What {@link titleOfTurn} wrote: the turn, from 0; null where the title names none of so many. */
export function turnOfTitle(title: string, count: number): number | null {
  const [, place, of] = / · kỳ (\d+)\/(\d+)$/.exec(title) ?? [];
  const turn = Number(place) - 1;
  return Number(of) === count && turn >= 0 && turn < count ? turn : null;
}

/** Airings that start inside `window`, ascending. */
export function airingsOf(
  { entry, soundings }: Pick<Airable, 'entry' | 'soundings'>,
  window: Interval,
): SoundingAiring[] {
  const count = soundings.length;
  return lineAirings(entry, window, { count }).flatMap(({ startAt, turn }) => {
    const sounding = soundings[turn ?? 0];
    if (sounding === undefined || sounding === null) return [];
    return [{ ...sounding, startAt, title: titleOfTurn(entry.title, turn, count) }];
  });
}
