/**
 * A slow resolver — cách giải chậm mà chắc.
 *
 * Walks a timeline minute by minute and asks at each one who may sound and who wins, by the words of
 * the rules and nothing clever. The real resolver must say the same. Also makes random wishes and
 * envelopes whose borders lie on whole minutes.
 */
import { compareStanding } from '@loaso/shared/priority';
import { DAY_MS, HOUR_MS, instant, MINUTE_MS } from '@loaso/shared/time';
import type { Wish } from '@loaso/shared/timeline/resolve';
import type { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import fc from 'fast-check';
import { boxId, envelopeOf } from '../../../support/plans.js';

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

function mayAt(envelope: SoundEnvelope | null, wish: Wish, at: number): boolean {
  if (wish.priority === 'emergency') return true;
  if (envelope === null || at >= envelope.exp) return false;
  const date = shifted(at);
  const weekday = date.getUTCDay() || 7;
  const minute = date.getUTCHours() * 60 + date.getUTCMinutes();
  return envelope.windows.some(
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
function winnerOf(lives: readonly Life[], minute: number): Life | null {
  const [winner, ...losers] = lives
    .filter((life) => life.open && !life.cut)
    .sort((a, b) => compareStanding(a.wish, b.wish));
  for (const loser of losers) {
    if ((loser.sounded ? loser.wish.afterCut : loser.wish.lateStart) === 'skip') loser.cut = true;
  }
  if (winner === undefined) return null;
  comeBack(winner, lives, minute);
  winner.sounded = true;
  winner.heardMinute = minute + 1;
  winner.heardMs = MIDNIGHT + (minute + 1) * MINUTE_MS - winner.zeroAt;
  return winner;
}

/** Back after a cut: longer, if each minute of it is free of the envelope and of the others. */
function comeBack(life: Life, lives: readonly Life[], minute: number): void {
  const { wish } = life;
  if (!life.sounded || life.heardMinute === minute) return;
  if (wish.afterCut !== 'resume' && wish.afterCut !== 'restart') return;
  const fromMs = wish.afterCut === 'restart' ? 0 : life.heardMs;
  const now = MIDNIGHT + minute * MINUTE_MS;
  const endAt = now + wish.durationMs - fromMs;
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

/** Minutes sounded per day by a box that has lived up to `minute`. */
type Lived = { readonly minute: number; readonly minutes: ReadonlyMap<string, number> };

/** Minute by minute the wish that sounds and its position, or null. */
export function soundingByMinute(
  wishes: readonly Wish[],
  envelope: SoundEnvelope | null,
  past: Lived = { minute: 0, minutes: new Map() },
): ({ readonly wish: Wish; readonly positionMs: number } | null)[] {
  const lives = wishes.map((wish) => lifeOf(wish, envelope, freeMinutes(wish, envelope)));
  const used = new Map(past.minutes);
  return Array.from({ length: MINUTES }, (_, minute) => {
    const at = MIDNIGHT + minute * MINUTE_MS;
    for (const life of lives) envelopeRules(life, envelope, at);
    const life = winnerOf(lives, minute);
    if (life === null) return null;
    const sounding = { wish: life.wish, positionMs: at - life.zeroAt };
    // What should have sounded before costs nothing: the sums say what did.
    if (life.wish.priority === 'emergency' || minute < past.minute) return sounding;
    const day = shifted(at).toISOString().slice(0, 10);
    const minutes = used.get(day) ?? 0;
    if (envelope === null || minutes >= envelope.minutesPerDayMax) return null;
    used.set(day, minutes + 1);
    return sounding;
  });
}

export const lived = fc.record({
  minute: fc.nat(MINUTES),
  days: fc.tuple(fc.nat(130), fc.nat(130)).map(([first, second]): [string, number][] => [
    ['2026-06-03', first],
    ['2026-06-04', second],
  ]),
});

export const wishes = fc
  .array(
    fc.record({
      startMinute: fc.nat(MINUTES - 300),
      minutes: fc.integer({ min: 1, max: 240 }),
      priority: fc.constantFrom<Wish['priority']>('emergency', 'priority', 'normal', 'normal'),
      origin: fc.constantFrom<Wish['origin']>('central', 'province', 'commune'),
      rank: fc.integer({ min: 1, max: 3 }),
      lateStart: fc.constantFrom<Wish['lateStart']>('join', 'skip'),
      afterCut: fc.constantFrom<Wish['afterCut']>('join', 'skip', 'resume', 'restart'),
    }),
    { maxLength: 12 },
  )
  .map((list) =>
    list.map(
      ({ startMinute, minutes, ...rest }, index): Wish => ({
        ...rest,
        entryId: `e-${index}`,
        startAt: MIDNIGHT + startMinute * MINUTE_MS,
        durationMs: minutes * MINUTE_MS,
      }),
    ),
  );

const window = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 4, maxLength: 7 }),
    from: fc.integer({ min: 0, max: 1400 }),
    length: fc.integer({ min: 1, max: 900 }),
    volumeMaxPercent: fc.nat(100),
  })
  .map(({ days, from, length, volumeMaxPercent }) => ({
    days,
    fromMinute: from as never,
    toMinute: Math.min(1440, from + length) as never,
    volumeMaxPercent,
  }));

export const envelopes: fc.Arbitrary<SoundEnvelope | null> = fc.option(
  fc
    .record({
      windows: fc.array(window, { maxLength: 4 }),
      minutesPerDayMax: fc.constantFrom(0, 30, 120, 600, 1440),
      emergencyVolumeMaxPercent: fc.nat(100),
      expMinute: fc.constantFrom(600, 1500, 100_000),
    })
    .map(({ expMinute, ...rest }) =>
      envelopeOf(boxId(1), MIDNIGHT - DAY_MS, {
        ...rest,
        exp: instant(MIDNIGHT + expMinute * MINUTE_MS),
      }),
    ),
  { freq: 8 },
);
