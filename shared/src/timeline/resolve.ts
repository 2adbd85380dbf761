/**
 * Timeline resolution — giải xung đột lịch phát.
 *
 * Overlapping wishes in, what sounds out: never two sounds at once, and sound exactly when somebody
 * who may sound wants to. The server previews with it, the box plays with it, the simulator runs
 * with it and coverage compares against it: one answer, four readers. No clock, no disk.
 */
import { compareStanding, type Origin, type Priority } from '../priority.js';
import type { Instant, Interval } from '../time.js';
import { limitedMinutes, permittedSpans, type SoundEnvelope } from '../trust/sound-envelope.js';
import type { AfterCut } from './after-cut.js';
import { type Heard, withinDailyMinutes } from './day-minutes.js';
import { type SessionCount, type Shut, sessionCount } from './sessions.js';

/** Back on the air at `at`, from this position inside the airing, milliseconds. */
export type Return = { readonly at: Instant; readonly fromMs: number };

/** What the resolver must know of an airing; a plan item is one. */
export type Wish = {
  readonly entryId: string;
  readonly startAt: number;
  readonly durationMs: number;
  readonly priority: Priority;
  readonly origin: Origin;
  readonly rank: number;
  readonly lateStart: 'join' | 'skip';
  readonly afterCut: AfterCut;
  /** Cut by something that was in no plan, and back on the air since: set by who heard it. */
  readonly back?: Return;
};

/** A stretch of sound: `offsetMs` is the position inside the airing at which it begins. */
export type Stretch<W extends Wish> = {
  readonly wish: W;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly offsetMs: number;
  /** True when this airing had sounded, or should have, before this stretch. */
  readonly resumed: boolean;
};

/** Most wishes one resolution accepts: ten plans' worth. */
export const WISHES_MAX = 10_000;

type Live<W extends Wish> = {
  readonly wish: W;
  readonly spans: Interval[];
  cut: boolean;
  sounded: boolean;
  /** When its first sample would have been heard for what sounds now to be at its position. */
  zeroAt: number;
  /** Position and instant at which it last fell silent. */
  heardMs: number;
  heardAt: number;
  /** Why the sessions of the day kept it silent last. */
  shut: Shut | null;
};

type Open<W extends Wish> = {
  readonly one: Live<W>;
  readonly order: number;
  readonly span: Interval;
};

/**
 * Resolves `wishes` under `envelope`.
 *
 * @param wishes      any order; (entryId, startAt) must be unique
 * @param envelope    null permits emergencies only
 * @param heard       of a box that has lived some of the day; without it, the plan is all there is
 * @returns ascending, disjoint stretches; the order of `wishes` has no influence
 */
export function resolveTimeline<W extends Wish>(
  wishes: readonly W[],
  envelope: SoundEnvelope | null,
  heard: Heard | null = null,
): Stretch<W>[] {
  return resolveWithShut(wishes, envelope, heard).stretches;
}

/** The same, with the wishes that the sessions of a day kept silent for a while, and why. */
export function resolveWithShut<W extends Wish>(
  wishes: readonly W[],
  envelope: SoundEnvelope | null,
  heard: Heard | null = null,
): { readonly stretches: Stretch<W>[]; readonly shut: ReadonlyMap<W, Shut> } {
  if (wishes.length > WISHES_MAX) throw new Error(`more than ${WISHES_MAX} wishes in one timeline`);
  const live = wishes
    .map((wish) => liveOf(wish, envelope))
    .filter((one) => one.spans.length > 0)
    .sort((a, b) => compareStanding(a.wish, b.wish));
  const swept = sweep(live, envelope, heard);
  return {
    stretches: withinDailyMinutes(swept, limitedMinutes(envelope), heard),
    shut: new Map(live.flatMap(({ wish, shut }) => (shut === null ? [] : [[wish, shut]]))),
  };
}

const liveOf = <W extends Wish>(wish: W, envelope: SoundEnvelope | null): Live<W> => ({
  wish,
  spans: spansOf(wish, envelope),
  cut: false,
  sounded: wish.back !== undefined,
  zeroAt: wish.back === undefined ? wish.startAt : wish.back.at - wish.back.fromMs,
  heardMs: wish.back?.fromMs ?? 0,
  heardAt: wish.back?.at ?? wish.startAt,
  shut: null,
});

/** Where `wish` may sound by itself, were nobody else there: the envelope and its own two rules. */
export function spansOf(wish: Wish, envelope: SoundEnvelope | null): Interval[] {
  const { startAt, fromMs } =
    wish.back === undefined
      ? { startAt: wish.startAt as Instant, fromMs: 0 }
      : { startAt: wish.back.at, fromMs: wish.back.fromMs };
  const endAt = (startAt + wish.durationMs - fromMs) as Instant;
  const spans = permittedSpans(envelope, wish.priority, { startAt, endAt });
  const late = spans[0] !== undefined && spans[0].startAt > startAt;
  if (late && wish.back === undefined && wish.lateStart === 'skip') return [];
  return wish.afterCut === 'skip' ? spans.slice(0, 1) : spans;
}

type Walk<W extends Wish> = {
  readonly envelope: SoundEnvelope | null;
  readonly opens: readonly Open<W>[];
  readonly borders: Instant[];
  readonly count: SessionCount;
  readonly stretches: Stretch<W>[];
};

/** Walks the borders in time; between two borders the best-standing wish sounds. */
function sweep<W extends Wish>(
  live: Live<W>[],
  envelope: SoundEnvelope | null,
  heard: Heard | null,
): Stretch<W>[] {
  const opens = live
    .flatMap((one, order) => one.spans.map((span): Open<W> => ({ one, order, span })))
    .sort((a, b) => a.span.startAt - b.span.startAt || a.order - b.order);
  const borders = bordersOf(opens, heard);
  const count = sessionCount(envelope, heard);
  const walk: Walk<W> = { envelope, opens, borders, count, stretches: [] };
  let active: Open<W>[] = [];
  let next = 0;
  for (let index = 0; index + 1 < borders.length; index += 1) {
    const from = borders[index] as Instant;
    active = active.filter(({ span }) => span.endAt > from);
    for (let open = opens[next]; open?.span.startAt === from; open = opens[next]) {
      active.push(open);
      next += 1;
    }
    if (active.length > 0) sound(walk, active, index);
  }
  return walk.stretches;
}

/** What sounds from one border on; one that comes back joins `active` for its longer time. */
function sound<W extends Wish>(walk: Walk<W>, active: Open<W>[], index: number): void {
  const { borders, count, stretches } = walk;
  const from = borders[index] as Instant;
  const gate = count.at(from);
  if (gate !== null) insert(borders, index + 1, gate.until);
  const winner = pickWinner(active, gate?.shut ?? null);
  if (winner === undefined) return;
  const longer = returnOf(winner, from, { ...walk, until: gate?.until ?? null });
  if (longer !== null) {
    active.push(longer);
    insert(borders, index + 1, longer.span.endAt);
  }
  const span = { startAt: from, endAt: borders[index + 1] as Instant };
  append(stretches, winner.one, span);
  if (winner.one.wish.priority !== 'emergency') count.sounded(span);
}

/** Where the answer may change, and where what was heard takes the place of what was planned. */
function bordersOf<W extends Wish>(opens: readonly Open<W>[], heard: Heard | null): Instant[] {
  const borders = new Set(opens.flatMap(({ span }) => [span.startAt, span.endAt]));
  if (heard !== null) borders.add(heard.from);
  return [...borders].sort((a, b) => a - b);
}

function insert(borders: Instant[], from: number, at: Instant): void {
  const later = borders.findIndex((border, index) => index >= from && border >= at);
  if (later < 0) borders.push(at);
  else if (borders[later] !== at) borders.splice(later, 0, at);
}

/**
 * The best of those still in the game; the others are cut, or lose their late start. While the
 * sessions are shut only an emergency is in it.
 */
function pickWinner<W extends Wish>(
  active: readonly Open<W>[],
  shut: Shut | null,
): Open<W> | undefined {
  const playable = active.filter(({ one }) => !one.cut).sort((a, b) => a.order - b.order);
  const best = playable[0];
  const winner = shut === null || best?.one.wish.priority === 'emergency' ? best : undefined;
  for (const { one } of playable) {
    if (one === winner?.one) continue;
    const rule = one.sounded ? one.wish.afterCut : one.wish.lateStart;
    if (rule === 'skip') one.cut = true;
    if (one.wish.priority !== 'emergency') one.shut = shut ?? one.shut;
  }
  return winner;
}

/**
 * The longer time of a wish that was cut, is back at `from` and wants to be heard to its end; null
 * where it is not back, or goes on as if it had not been away.
 */
function returnOf<W extends Wish>(
  { one, order }: Open<W>,
  from: Instant,
  around: {
    readonly opens: readonly Open<W>[];
    readonly envelope: SoundEnvelope | null;
    /** The session lasts to here at most; null: without end. */
    readonly until: Instant | null;
  },
): Open<W> | null {
  const { wish, sounded, heardAt, heardMs } = one;
  if (!sounded || heardAt === from || !wantsAll(wish.afterCut)) return null;
  const back = returnAt(wish, from, heardMs);
  const ownEndAt = one.zeroAt + wish.durationMs;
  const span = { startAt: from, endAt: endOfReturn(wish, back) };
  const fits = wish.priority === 'emergency' || span.endAt <= (around.until ?? span.endAt);
  if (!fits || !isWhole(wish, span, around.envelope)) return null;
  const taken = around.opens.some(
    (other) =>
      other.one !== one &&
      !other.one.cut &&
      other.span.startAt < span.endAt &&
      other.span.endAt > (other.order < order ? from : ownEndAt),
  );
  if (taken) return null;
  one.zeroAt = from - back.fromMs;
  return { one, order, span };
}

export const wantsAll = (rule: AfterCut): boolean => rule === 'resume' || rule === 'restart';

/** Where `wish` goes on at `at`, had it been heard up to `heardMs` when it was cut. */
export const returnAt = (wish: Wish, at: Instant, heardMs: number): Return => ({
  at,
  fromMs: wish.afterCut === 'restart' ? 0 : Math.min(heardMs, wish.durationMs),
});

export const endOfReturn = (wish: Wish, { at, fromMs }: Return): Instant =>
  (at + wish.durationMs - fromMs) as Instant;

const isWhole = (wish: Wish, span: Interval, envelope: SoundEnvelope | null): boolean => {
  const [first] = permittedSpans(envelope, wish.priority, span);
  return first?.startAt === span.startAt && first.endAt === span.endAt;
};

/**
 * True when `wish`, cut by something that was in no plan, may be heard to its end from `back` on:
 * it is back before its own time was over, the envelope holds to the end, nobody who stands above
 * it comes meanwhile, and nobody at all after its own time. The rule of the sweep, for a box.
 */
export function mayReturn<W extends Wish>(
  wish: W,
  back: Return,
  { wishes, envelope }: { readonly wishes: readonly W[]; readonly envelope: SoundEnvelope | null },
): boolean {
  const ownEndAt = wish.startAt + wish.durationMs;
  const span = { startAt: back.at, endAt: endOfReturn(wish, back) };
  if (back.at >= ownEndAt || !isWhole(wish, span, envelope)) return false;
  return !wishes.some((other) => {
    if (other === wish) return false;
    const from = compareStanding(other, wish) < 0 ? back.at : ownEndAt;
    return spansOf(other, envelope).some(
      ({ startAt, endAt }) => startAt < span.endAt && endAt > from,
    );
  });
}

function append<W extends Wish>(stretches: Stretch<W>[], winner: Live<W>, span: Interval): void {
  const last = stretches.at(-1);
  const offsetMs = span.startAt - winner.zeroAt;
  if (last?.wish === winner.wish && last.endAt === span.startAt) {
    stretches[stretches.length - 1] = { ...last, endAt: span.endAt };
  } else {
    const resumed = offsetMs > 0 || winner.sounded;
    stretches.push({ wish: winner.wish, ...span, offsetMs, resumed });
  }
  winner.sounded = true;
  winner.heardMs = span.endAt - winner.zeroAt;
  winner.heardAt = span.endAt;
}
