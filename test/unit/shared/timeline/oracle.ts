/**
 * A slow resolver — cách giải chậm mà chắc.
 *
 * Walks a timeline minute by minute and asks at each one who may sound and who wins, by the words of
 * the rules and nothing clever. The real resolver must say the same.
 */
import { compareStanding } from '@loaso/shared/priority';
import { HOUR_MS, MINUTE_MS } from '@loaso/shared/time';
import type { Wish } from '@loaso/shared/timeline/resolve';
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
function winnerOf(lives: readonly Life[], minute: number, freeMinutes: number): Life | null {
  const wanting = lives
    .filter((life) => life.open && !life.cut)
    .sort((a, b) => compareStanding(a.wish, b.wish));
  const winner = wanting.find(({ wish }) => freeMinutes > 0 || wish.priority === 'emergency');
  const losers = wanting.filter((life) => life !== winner);
  for (const loser of losers) {
    if ((loser.sounded ? loser.wish.afterCut : loser.wish.lateStart) === 'skip') loser.cut = true;
  }
  if (winner === undefined) return null;
  comeBack(winner, lives, { minute, freeMinutes });
  winner.sounded = true;
  winner.heardMinute = minute + 1;
  winner.heardMs = MIDNIGHT + (minute + 1) * MINUTE_MS - winner.zeroAt;
  return winner;
}

/** Back after a cut: longer, if each minute of it is free of the envelope and of the others. */
function comeBack(
  life: Life,
  lives: readonly Life[],
  { minute, freeMinutes }: { readonly minute: number; readonly freeMinutes: number },
): void {
  const { wish } = life;
  if (!life.sounded || life.heardMinute === minute) return;
  if (wish.afterCut !== 'resume' && wish.afterCut !== 'restart') return;
  const fromMs = wish.afterCut === 'restart' ? 0 : life.heardMs;
  const now = MIDNIGHT + minute * MINUTE_MS;
  const endAt = now + wish.durationMs - fromMs;
  const tooLong = endAt - now > freeMinutes * MINUTE_MS;
  if (tooLong && wish.priority !== 'emergency') return;
  for (let at = now; at < endAt; at += MINUTE_MS) {
    if (!mayAt(life.envelope, wish, at)) return;
    const others = lives.filter(
      (one) => one !== life && !one.cut && one.free[(at - MIDNIGHT) / MINUTE_MS] === true,
    );
    const late = at >= life.endAt;
    if (others.some((one) => late || compareStanding(one.wish, wish) < 0)) return;
  }
  life.zeroAt = now - fromMs;
  life.endAt = endAt;
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

/** The sessions of each day as they are made; from `past.minute` on, those that really were. */
function sessionBook(envelope: SoundEnvelope | null, past: Lived) {
  let days: ReadonlyMap<string, readonly Session[]> = new Map();
  const own = (minute: number): readonly Session[] => days.get(dayOf(minute)) ?? [];
  return {
    free(minute: number): number {
      if (minute === past.minute) days = past.sessions;
      return freeIn(own(minute), envelope, minute);
    },
    heard({ priority }: Wish, minute: number): void {
      if (priority === 'emergency') return;
      days = new Map([...days, [dayOf(minute), heardAt(own(minute), minute)]]);
    },
  };
}

/** Minute by minute the wish that sounds and its position, or null. */
export function soundingByMinute(
  wishes: readonly Wish[],
  envelope: SoundEnvelope | null,
  past: Lived = { minute: 0, minutes: new Map(), sessions: new Map() },
): ({ readonly wish: Wish; readonly positionMs: number } | null)[] {
  const lives = wishes.map((wish) => lifeOf(wish, envelope, freeMinutes(wish, envelope)));
  const used = new Map(past.minutes);
  const book = sessionBook(envelope, past);
  return Array.from({ length: MINUTES }, (_, minute) => {
    const at = MIDNIGHT + minute * MINUTE_MS;
    for (const life of lives) envelopeRules(life, envelope, at);
    const day = dayOf(minute);
    const life = winnerOf(lives, minute, book.free(minute));
    if (life === null) return null;
    book.heard(life.wish, minute);
    const sounding = { wish: life.wish, positionMs: at - life.zeroAt };
    // What should have sounded before costs nothing: the sums say what did.
    if (life.wish.priority === 'emergency' || minute < past.minute) return sounding;
    const minutes = used.get(day) ?? 0;
    if (envelope === null || minutes >= dayRule(envelope, day).minutesPerDayMax) return null;
    used.set(day, minutes + 1);
    return sounding;
  });
}
