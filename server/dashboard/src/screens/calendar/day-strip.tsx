/**
 * Day as a strip — dải giờ trong ngày.
 *
 * A picture of the hours in which loudspeakers may sound, with the day's airings where they stand, each
 * in the colour of its fate. Says nothing that the words beside it do not say.
 */
import {
  formatMinute,
  type LocalDate,
  localDateOf,
  MINUTE_MS,
  MinuteOfDay,
  msOfDay,
  weekdayOf,
} from '@loaso/shared/time';
import type { AheadAiring, AheadFate, AheadGroup } from '@loaso/shared/wire/http/week';
import type { JSX } from 'react';
import { needsSomebody } from './ahead-airing.js';

const DAY_MINUTES = 1440;
const HEIGHT = 20;
/** A short airing is still seen. */
const WIDTH_MIN = 8;
const MARKS = [0, 360, 720, 1080].map((minute) => MinuteOfDay.parse(minute));

/** As the pill beside the words. */
const LOOK: Readonly<Record<AheadFate, 'whole' | 'part' | 'silent'>> = {
  sounds: 'whole',
  cut: 'part',
  outranked: 'part',
  'outside-hours': 'silent',
  'minutes-used': 'silent',
  'sessions-used': 'silent',
  'session-full': 'silent',
  'not-approved': 'silent',
  withheld: 'silent',
  outgrown: 'silent',
};

type Props = {
  readonly date: LocalDate;
  readonly windows: AheadGroup['windows'];
  readonly airings: readonly AheadAiring[];
};

export function DayStrip({ date, windows, airings }: Props): JSX.Element {
  const open = windows.filter(({ days }) => days.includes(weekdayOf(date)));
  return (
    <div className="day-strip" aria-hidden="true" data-testid="day-strip">
      <svg viewBox={`0 0 ${DAY_MINUTES} ${HEIGHT}`} preserveAspectRatio="none">
        <title>{date}</title>
        <rect className="strip-closed" width={DAY_MINUTES} height={HEIGHT} />
        {open.map(({ fromMinute, toMinute }) => (
          <rect
            key={fromMinute}
            className="strip-open"
            x={fromMinute}
            width={Math.max(0, toMinute - fromMinute)}
            height={HEIGHT}
          />
        ))}
        {airings
          .filter(({ startAt }) => localDateOf(startAt) === date)
          .map(({ entryId, startAt, durationMs, fate, doubts }) => (
            <rect
              key={`${entryId} ${startAt}`}
              className={`strip-${fate === 'sounds' && needsSomebody({ doubts }) ? 'part' : LOOK[fate]}`}
              x={msOfDay(startAt) / MINUTE_MS}
              width={Math.max(WIDTH_MIN, durationMs / MINUTE_MS)}
              y={4}
              height={HEIGHT - 8}
            />
          ))}
      </svg>
      <div className="strip-marks numbers">
        {MARKS.map((minute) => (
          <span key={minute}>{formatMinute(minute)}</span>
        ))}
      </div>
    </div>
  );
}
