/**
 * A slow resolver — cách giải chậm mà chắc.
 *
 * Walks a timeline minute by minute and asks at each one who may sound and who wins, by the words of
 * the rules and nothing clever. The real resolver must say the same.
 */
import { compareStanding } from '@loaso/shared/priority';
import { HOUR_MS, MINUTE_MS } from '@loaso/shared/time';
import type { Wish } from '@loaso/shared/timeline/wish';
import type {
  DayBounds,
  EnvelopeExemption,
  SessionBounds,
  SoundEnvelope,
} from '@loaso/shared/trust/sound-envelope';

/** Local midnight of Wednesday 2026-06-03. */
export const MIDNIGHT = Date.UTC(2026, 5, 2, 17);
export const MINUTES = 2 * 1440;

export const wishOf = (
  entryId: string,
  minute: number,
  minutes: number,
  change: Partial<Wish> = {},
): Wish => ({
  entryId,
  startAt: MIDNIGHT + minute * MINUTE_MS,
  durationMs: minutes * MINUTE_MS,
  priority: 'normal',
  origin: 'commune',
  rank: 1,
  lateStart: 'join',
  afterCut: 'join',
  ...change,
});

const shifted = (at: number): Date => new Date(at + 7 * HOUR_MS);

/** What the envelope says of a day: the exemption of the fewest days, else its ordinary words. */
function dayRule(envelope: SoundEnvelope, date: string): DayBounds {
  const length = ({ fromDate, toDate }: EnvelopeExemption): number =>
    Date.parse(toDate) - Date.parse(fromDate);
  const all = (envelope.exemptions ?? []).filter(
    ({ fromDate, toDate }) => fromDate <= date && date <= toDate,
  );
  const [nearest] = all.sort(
    (a, b) =>
      length(a) - length(b) ||
      Date.parse(b.fromDate) - Date.parse(a.fromDate) ||
      (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1),
  );
  return nearest ?? envelope;
}

function mayAt(envelope: SoundEnvelope | null, wish: Wish, at: number): boolean {
  if (wish.priority === 'emergency') return true;
  if (envelope === null || at >= envelope.exp) return false;
  const date = shifted(at);
  const weekday = date.getUTCDay() || 7;
  const minute = date.getUTCHours() * 60 + date.getUTCMinutes();
  const rule = dayRule(envelope, date.toISOString().slice(0, 10));
  if (rule.priorityOnly && wish.priority === 'normal') return false;
  return rule.windows.some(
    ({ days, fromMinute, toMinute }) =>
      days.includes(weekday) && fromMinute <= minute && minute < toMinute,
  );
}

type Life = {
  readonly wish: Wish;
  readonly envelope: SoundEnvelope | null;
  /** May and wants to sound now; did so the minute before; did so ever. */
  open: boolean;
  was: boolean;
  ever: boolean;
  cut: boolean;
  sounded: boolean;
  /** Minutes in which it may and wants to sound, were nobody else there. */
  readonly free: boolean[];
  /** Instant of its position 0, and of its end; both move when it comes back. */
  zeroAt: number;
  endAt: number;
  /** Position and minute at which it last fell silent. */
  heardMs: number;
  heardMinute: number;
};

/** What the envelope alone does to a wish at `at`: late, interrupted, or free. */
function envelopeRules(life: Life, envelope: SoundEnvelope | null, at: number): void {
  const { wish } = life;
  const wants = wish.startAt <= at && at < life.endAt;
  life.open = wants && mayAt(envelope, wish, at);
  const begins = life.open && !life.was && at > wish.startAt;
  if (begins && (life.ever ? wish.afterCut : wish.lateStart) === 'skip') life.cut = true;
  life.ever ||= life.open;
  life.was = life.open;
}

/** The best of those who may sound; the rest are cut where they do not wait. */
function winnerOf(lives: readonly Life[], minute: number, book: Book): Life | null {
  const freeMinutes = book.free(minute);
  const wanting = lives
    .filter((life) => life.open && !life.cut)
    .sort((a, b) => compareStanding(a.wish, b.wish));
  const winner = wanting.find(({ wish }) => freeMinutes > 0 || wish.priority === 'emergency');
  const losers = wanting.filter((life) => life !== winner);
  for (const loser of losers) {
    if ((loser.sounded ? loser.wish.afterCut : loser.wish.lateStart) === 'skip') loser.cut = true;
  }
  if (winner === undefined) return null;
  comeBack(winner, lives, { minute, book });
  winner.sounded = true;
  winner.heardMinute = minute + 1;
  winner.heardMs = MIDNIGHT + (minute + 1) * MINUTE_MS - winner.zeroAt;
  return winner;
}

type At = { readonly minute: number; readonly book: Book };

/** Back after a cut: longer, if each minute of it is free of the envelope and of the others. */
function comeBack(life: Life, lives: readonly Life[], { minute, book }: At): void {
  const { wish } = life;
  if (!life.sounded || life.heardMinute === minute) return;
  if (wish.afterCut !== 'resume' && wish.afterCut !== 'restart') return;
  const fromMs = wish.afterCut === 'restart' ? 0 : life.heardMs;
  const now = MIDNIGHT + minute * MINUTE_MS;
  const endAt = now + wish.durationMs - fromMs;
  const tooLong = endAt - now > book.free(minute) * MINUTE_MS;
  if (tooLong && wish.priority !== 'emergency') return;
  for (let at = now; at < endAt; at += MINUTE_MS) {
    if (!mayAt(life.envelope, wish, at)) return;
    if (isTaken(life, lives, { at, minute, book })) return;
  }
  life.zeroAt = now - fromMs;
  life.endAt = endAt;
}

/** True when somebody else has a right to the minute at `at`, were `life` back since `minute`. */
function isTaken(
  life: Life,
  lives: readonly Life[],
  { at, minute, book }: At & { readonly at: number },
): boolean {
  const { wish, endAt } = life;
  const then = (at - MIDNIGHT) / MINUTE_MS;
  const others = lives
    .filter((one) => one !== life && !one.cut && one.free[then] === true)
    .map((one) => one.wish);
  if (at < endAt) return others.some((other) => compareStanding(other, wish) < 0);
  // After its own time only those count whose day has room, had nobody else spoken meanwhile.
  const spends = wish.priority !== 'emergency';
  const ownMinutes = Math.round((endAt - MIDNIGHT) / MINUTE_MS) - minute;
  const sound = { from: minute, minutes: spends ? ownMinutes : 0 };
  const hasRoom = book.freeLater(then, sound) > 0;
  return others.some(({ priority }) => hasRoom || priority === 'emergency');
}

/** The minutes of one wish alone under the envelope, by its own rules. */
function freeMinutes(wish: Wish, envelope: SoundEnvelope | null): boolean[] {
  const alone = lifeOf(wish, envelope, []);
  return Array.from({ length: MINUTES }, (_, minute) => {
    envelopeRules(alone, envelope, MIDNIGHT + minute * MINUTE_MS);
    return alone.open && !alone.cut;
  });
}

const lifeOf = (wish: Wish, envelope: SoundEnvelope | null, free: boolean[]): Life => ({
  wish,
  envelope,
  free,
  open: false,
  was: false,
  ever: false,
  cut: false,
  sounded: false,
  zeroAt: wish.startAt,
  endAt: wish.startAt + wish.durationMs,
  heardMs: 0,
  heardMinute: -1,
});

/** A session as it is heard: its minutes of sound, and the last of them. */
type Session = { readonly minutes: number; readonly last: number };

/** Sessions and minutes sounded per day by a box that has lived up to `minute`. */
type Lived = {
  readonly minute: number;
  readonly minutes: ReadonlyMap<string, number>;
  readonly sessions: ReadonlyMap<string, readonly Session[]>;
};

const PAUSE = 15;

/** How many minutes in one go may sound from `minute` on by the sessions of its day. */
function freeIn(sessions: readonly Session[], envelope: SoundEnvelope | null, minute: number) {
  const toMidnight = 1440 - (minute % 1440);
  const rule: SessionBounds = envelope === null ? {} : dayRule(envelope, dayOf(minute));
  const { sessionsPerDayMax: most, minutesPerSessionMax: long } = rule;
  if (most === undefined && long === undefined) return Number.POSITIVE_INFINITY;
  const last = sessions.at(-1);
  const goesOn = last !== undefined && minute - (last.last + 1) < PAUSE;
  if (!goesOn && most !== undefined && sessions.length >= most) return 0;
  return Math.min(toMidnight, Math.max(0, (long ?? 1440) - (goesOn ? last.minutes : 0)));
}

function heardAt(sessions: readonly Session[], minute: number): Session[] {
  const last = sessions.at(-1);
  return last !== undefined && minute - (last.last + 1) < PAUSE
    ? [...sessions.slice(0, -1), { minutes: last.minutes + 1, last: minute }]
    : [...sessions, { minutes: 1, last: minute }];
}

const dayOf = (minute: number): string =>
  shifted(MIDNIGHT + minute * MINUTE_MS)
    .toISOString()
    .slice(0, 10);

type Book = {
  /** How many minutes in one go may sound from `minute` on. */
  free(minute: number): number;
  /** The same later, were everybody silent but for the first `minutes` from now. */
  freeLater(minute: number, sound: { readonly from: number; readonly minutes: number }): number;
  heard(wish: Wish, minute: number): void;
};

type Pages = {
  readonly sessions: ReadonlyMap<string, readonly Session[]>;
  readonly minutes: ReadonlyMap<string, number>;
};

/** Sessions and minutes of each day as they are made; from `past.minute` on, those that really were. */
function bookOf(envelope: SoundEnvelope | null, past: Lived): Book {
  let pages: Pages = { sessions: new Map(), minutes: new Map() };
  const turned = (before: Pages, minute: number): Pages => (minute === past.minute ? past : before);
  const freeBy = ({ sessions, minutes }: Pages, minute: number): number => {
    const day = dayOf(minute);
    const bySessions = freeIn(sessions.get(day) ?? [], envelope, minute);
    const most = envelope === null ? 1440 : dayRule(envelope, day).minutesPerDayMax;
    // What should have sounded before costs nothing: the sums say what did.
    if (most >= 1440 || minute < past.minute) return bySessions;
    const left = Math.max(0, most - (minutes.get(day) ?? 0));
    return Math.min(bySessions, left, 1440 - (minute % 1440));
  };
  const withMinute = ({ sessions, minutes }: Pages, minute: number): Pages => {
    const day = dayOf(minute);
    return {
      sessions: new Map([...sessions, [day, heardAt(sessions.get(day) ?? [], minute)]]),
      minutes: new Map([...minutes, [day, (minutes.get(day) ?? 0) + 1]]),
    };
  };
  return {
    free(minute) {
      pages = turned(pages, minute);
      return freeBy(pages, minute);
    },
    freeLater(minute, { from, minutes }) {
      let then = pages;
      for (let at = from; at < minute; at += 1) {
        if (at > from) then = turned(then, at);
        if (at < from + minutes) then = withMinute(then, at);
      }
      return freeBy(turned(then, minute), minute);
    },
    heard({ priority }, minute) {
      if (priority !== 'emergency') pages = withMinute(pages, minute);
    },
  };
}

const NOTHING_LIVED: Lived = { minute: 0, minutes: new Map(), sessions: new Map() };

/** Minute by minute the wish that sounds and its position, or null. */
export function soundingByMinute(
  wishes: readonly Wish[],
  envelope: SoundEnvelope | null,
  past: Lived = NOTHING_LIVED,
): ({ readonly wish: Wish; readonly positionMs: number } | null)[] {
  const lives = wishes.map((wish) => lifeOf(wish, envelope, freeMinutes(wish, envelope)));
  const book = bookOf(envelope, past);
  return Array.from({ length: MINUTES }, (_, minute) => {
    const at = MIDNIGHT + minute * MINUTE_MS;
    for (const life of lives) envelopeRules(life, envelope, at);
    const life = winnerOf(lives, minute, book);
    if (life === null) return null;
    book.heard(life.wish, minute);
    return { wish: life.wish, positionMs: at - life.zeroAt };
  });
}
