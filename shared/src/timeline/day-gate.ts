/**
 * The gate of a day — cửa của ngày phát.
 *
 * Counts normal and priority sound along one timeline, and says at an instant whether the minutes and
 * the sessions of the local day leave room for more, and until when. Emergencies are none of its
 * business, nor is who wins.
 */
import {
  addDays,
  type Instant,
  type Interval,
  type LocalDate,
  localDateOf,
  startOfDay,
} from '../time.js';
import {
  boundsOn,
  type DayBounds,
  everBoundsSessions,
  limitedMinutes,
  type SoundEnvelope,
} from '../trust/sound-envelope.js';
import { gateAt, REST_MS_MIN, type Sessions, type Shut, withSound } from './sessions.js';

/** What a box knows of its own day. */
export type Heard = {
  /** Before this, minutes and sessions are spent by what was heard and not by what was planned. */
  readonly from: Instant;
  /** Normal and priority sound really made and counted, per local day, milliseconds. */
  readonly soundedMs: ReadonlyMap<string, number>;
  /** And the sessions it made. */
  readonly sessions: ReadonlyMap<string, Sessions>;
};

/** Why nothing but an emergency may sound: đã đủ số buổi, buổi đã đủ phút, hoặc ngày đã hết phút. */
export type Closed = Shut | { readonly kind: 'minutes-used' };

/** Open or closed, and until when without another word: never beyond midnight. */
type DayGate = { readonly shut: Closed | null; readonly until: Instant };

export type DayCount = {
  /**
   * Asked in the order of time. Null: nothing is ever limited.
   *
   * @param goesOn sounds already: the last moment of a session too is worth hearing to its end
   */
  at(at: Instant, goesOn?: boolean): DayGate | null;
  /** Within one local day. */
  sounded(span: Interval): void;
  /**
   * True when something that is no emergency could sound within `span`, were everybody silent from
   * now on but for `first`, within one local day and before `span`.
   */
  opensWithin(span: Interval, first: Interval | null): boolean;
};

/** What has sounded of one local day. */
type Book = {
  readonly date: LocalDate | null;
  /** Counted from what was heard, and not from what was planned. */
  readonly lived: boolean;
  readonly usedMs: number;
  readonly sessions: Sessions | undefined;
};

const EMPTY: Book = { date: null, lived: false, usedMs: 0, sessions: undefined };
const UNLIMITED: DayCount = {
  at: () => null,
  sounded: () => undefined,
  opensWithin: () => true,
};

/** Before `past.from` it counts what is planned, from then on what was heard before, and the plan. */
export function dayCount(envelope: SoundEnvelope | null, past: Heard | null): DayCount {
  if (envelope === null) return UNLIMITED;
  if (!everBoundsSessions(envelope) && limitedMinutes(envelope) === null) return UNLIMITED;
  let book = EMPTY;
  return {
    at(at, goesOn = false) {
      book = turnedTo(book, at, past);
      return gateOf(book, { at, goesOn, bounds: boundsOn(envelope, localDateOf(at)), past });
    },
    sounded(span) {
      book = withSpan(book, span);
    },
    opensWithin(span, first) {
      let then = first === null ? book : withFirst(book, first, past);
      let at = span.startAt;
      while (at < span.endAt) {
        then = turnedTo(then, at, past);
        const bounds = boundsOn(envelope, localDateOf(at));
        const { shut, until } = gateOf(then, { at, goesOn: false, bounds, past });
        if (shut === null) return true;
        at = past !== null && at < past.from ? (Math.min(until, past.from) as Instant) : until;
      }
      return false;
    },
  };
}

/** The book of the day of `at`; a new one at midnight, and where what was heard takes over. */
function turnedTo(book: Book, at: Instant, past: Heard | null): Book {
  const date = localDateOf(at);
  const lived = past !== null && at >= past.from;
  if (date === book.date && lived === book.lived) return book;
  if (!lived) return { ...EMPTY, date };
  const usedMs = past.soundedMs.get(date) ?? 0;
  return { date, lived, usedMs, sessions: past.sessions.get(date) };
}

/** What was planned before `past.from` is lost where what was heard takes over, the rest is not. */
function withFirst(book: Book, first: Interval, past: Heard | null): Book {
  const { endAt } = first;
  const isHalf = past !== null && first.startAt < past.from && past.from < endAt;
  const startAt = isHalf ? past.from : first.startAt;
  return withSpan(turnedTo(book, startAt, past), { startAt, endAt });
}

const withSpan = (book: Book, span: Interval): Book => ({
  ...book,
  usedMs: book.usedMs + span.endAt - span.startAt,
  sessions: withSound(book.sessions, span),
});

type Asked = {
  readonly at: Instant;
  readonly goesOn: boolean;
  readonly bounds: DayBounds;
  readonly past: Heard | null;
};

function gateOf(book: Book, { at, goesOn, bounds, past }: Asked): DayGate {
  const session = gateAt(bounds, book.sessions, { at, restMs: goesOn ? 1 : REST_MS_MIN });
  // What should have sounded before is over: the sums say what it has spent.
  const isOver = past !== null && !book.lived;
  if (bounds.minutesPerDayMax >= 1440 || isOver) return session;
  const leftMs = bounds.minutesPerDayMax * 60_000 - book.usedMs;
  if (leftMs <= 0) {
    const midnight = startOfDay(addDays(localDateOf(at), 1));
    return { shut: { kind: 'minutes-used' }, until: midnight };
  }
  if (session.shut !== null) return session;
  return { shut: null, until: Math.min(session.until, at + leftMs) as Instant };
}
