/**
 * Stretching an airing — kéo dài, rút ngắn một lượt phát.
 *
 * An airing is as long as its sound, so that pulling its end says how often it is read, or how long a
 * stream is relayed. Pure: nothing is asked of the server here.
 */
import { MINUTE_MS } from '@loaso/shared/time';
import type { CalendarItem, Entry } from '@loaso/shared/wire/http/schedule';
import type { EditBody } from '../../api/schedule.js';

/** Not saved; `lengthMs` is what the airing then lasts. */
export type Stretch = { readonly lengthMs: number } & (
  | { readonly kind: 'times'; readonly times: number }
  | { readonly kind: 'relay'; readonly minutes: number }
);

const TIMES_MAX = 5;
const RELAY_MINUTES_MAX = 240;
/** The step of the keys and of the hand for a relay, minutes. */
const RELAY_STEP = 5;
/** Between two readings of a line that was read once. */
const GAP_SECONDS = 60;

type Line = Pick<Entry, 'repeat' | 'relay'>;
type Aired = Pick<CalendarItem, 'durationMs'>;

const clamped = (value: number, min: number, max: number): number =>
  Math.min(max, Math.max(min, value));

const gapOf = ({ repeat }: Line): number => (repeat?.gapSeconds ?? GAP_SECONDS) * 1000;

/** One reading of the airing, without the pauses. */
function readingMs({ durationMs }: Aired, line: Line): number {
  const times = line.repeat?.times ?? 1;
  return Math.max(1, (durationMs - (times - 1) * gapOf(line)) / times);
}

function withTimes(item: Aired, line: Line, wished: number): Stretch | null {
  const times = clamped(wished, 1, TIMES_MAX);
  if (times === (line.repeat?.times ?? 1)) return null;
  const gapMs = gapOf(line);
  return { kind: 'times', times, lengthMs: times * (readingMs(item, line) + gapMs) - gapMs };
}

function withMinutes({ relay }: Line, wished: number): Stretch | null {
  const minutes = clamped(wished, RELAY_STEP, RELAY_MINUTES_MAX);
  return minutes === relay?.minutes
    ? null
    : { kind: 'relay', minutes, lengthMs: minutes * MINUTE_MS };
}

/** What comes nearest to a length; null where that is the line as it is. */
export function stretchTo(item: Aired, line: Line, lengthMs: number): Stretch | null {
  if (line.relay) {
    return withMinutes(line, RELAY_STEP * Math.round(lengthMs / MINUTE_MS / RELAY_STEP));
  }
  const gapMs = gapOf(line);
  return withTimes(item, line, Math.round((lengthMs + gapMs) / (readingMs(item, line) + gapMs)));
}

/** One reading, or five minutes of a stream, more or less. */
export function stretchBy(
  item: Aired,
  line: Line,
  { from, steps }: { readonly from: Stretch | null; readonly steps: number },
): Stretch | null {
  if (line.relay) {
    const minutes = from?.kind === 'relay' ? from.minutes : line.relay.minutes;
    return withMinutes(line, minutes + steps * RELAY_STEP);
  }
  const times = from?.kind === 'times' ? from.times : (line.repeat?.times ?? 1);
  return withTimes(item, line, times + steps);
}

/** The part of an edit that a stretch is. */
export function changeOfStretch(
  stretch: Stretch | null,
  line: Line,
): Pick<NonNullable<EditBody['change']>, 'repeat' | 'relay'> {
  if (stretch === null) return {};
  if (stretch.kind === 'relay') {
    return line.relay ? { relay: { ...line.relay, minutes: stretch.minutes } } : {};
  }
  const { times } = stretch;
  const gapSeconds = line.repeat?.gapSeconds ?? GAP_SECONDS;
  return { repeat: times === 1 ? null : { times, gapSeconds } };
}
