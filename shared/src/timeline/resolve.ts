/**
 * Timeline resolution — giải xung đột lịch phát.
 *
 * Overlapping wishes in, what sounds out: never two sounds at once, and sound exactly when somebody
 * who may sound wants to. The server previews with it, the box plays with it, the simulator runs
 * with it and coverage compares against it: one answer, four readers. No clock, no disk.
 */
import { compareStanding } from '../priority.js';
import type { Instant, Interval } from '../time.js';
import type { SoundEnvelope } from '../trust/sound-envelope.js';
import { type Closed, type DayCount, dayCount, type Heard } from './day-gate.js';
import { isInTheWay } from './may-return.js';
import type { Shut } from './sessions.js';
import { endOfReturn, isWhole, returnAt, spansOf, type Wish, wantsAll } from './wish.js';

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
  /** Why its day kept it silent last. */
  shut: Closed | null;
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
  const stretches = sweep(live, envelope, heard);
  const shut = live.flatMap(({ wish, shut: why }): [W, Shut][] =>
    why === null || why.kind === 'minutes-used' ? [] : [[wish, why]],
  );
  return { stretches, shut: new Map(shut) };
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

type Walk<W extends Wish> = {
  readonly envelope: SoundEnvelope | null;
  readonly opens: readonly Open<W>[];
  readonly borders: Instant[];
  readonly count: DayCount;
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
  const count = dayCount(envelope, heard);
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
  const playable = active.filter(({ one }) => !one.cut).sort((a, b) => a.order - b.order);
  const { winner, shut, until } = pickWinner(playable, { count, from, last: stretches.at(-1) });
  dismiss(playable, winner, shut);
  if (until !== null) insert(borders, index + 1, until);
  if (winner === undefined) return;
  const longer = returnOf(winner, from, { ...walk, until });
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
  let index = from;
  for (let border = borders[index]; border !== undefined && border < at; border = borders[index]) {
    index += 1;
  }
  if (borders[index] !== at) borders.splice(index, 0, at);
}

type Picked<W extends Wish> = {
  readonly winner: Open<W> | undefined;
  readonly shut: Closed | null;
  /** When the day gives another answer; null: never. */
  readonly until: Instant | null;
};

/**
 * The best of those still in the game. While the minutes or the sessions of the day are used up only an
 * emergency is in it, and with a last moment of a session left who sounds already.
 */
function pickWinner<W extends Wish>(
  playable: readonly Open<W>[],
  at: { readonly count: DayCount; readonly from: Instant; readonly last: Stretch<W> | undefined },
): Picked<W> {
  const { count, from, last } = at;
  const gate = count.at(from);
  const [best] = playable;
  const picked = { shut: gate?.shut ?? null, until: gate?.until ?? null };
  if (picked.shut === null || best?.one.wish.priority === 'emergency') {
    return { ...picked, winner: best };
  }
  const running = last?.endAt === from ? last.wish : null;
  const winner = playable.find(({ one }) => one.wish === running);
  const goesOn = winner === undefined ? null : count.at(from, true);
  if (goesOn?.shut !== null) return { ...picked, winner: undefined };
  return { ...picked, winner, until: goesOn.until };
}

/** The others are cut, or lose their late start. */
function dismiss<W extends Wish>(
  playable: readonly Open<W>[],
  winner: Open<W> | undefined,
  shut: Closed | null,
): void {
  for (const { one } of playable) {
    if (one === winner?.one) continue;
    const rule = one.sounded ? one.wish.afterCut : one.wish.lateStart;
    if (rule === 'skip') one.cut = true;
    if (one.wish.priority !== 'emergency') one.shut = shut ?? one.shut;
  }
}

/**
 * The longer time of a wish that was cut, is back at `from` and wants to be heard to its end; null
 * where it is not back, or goes on as if it had not been away.
 */
function returnOf<W extends Wish>(
  { one, order }: Open<W>,
  from: Instant,
  around: Pick<Walk<W>, 'opens' | 'envelope' | 'count'> & {
    /** The day leaves room to here at most; null: without end. */
    readonly until: Instant | null;
  },
): Open<W> | null {
  const { wish, sounded, heardAt, heardMs } = one;
  if (!sounded || heardAt === from || !wantsAll(wish.afterCut)) return null;
  const back = returnAt(wish, from, heardMs);
  const span = { startAt: from, endAt: endOfReturn(wish, back) };
  const fits = wish.priority === 'emergency' || span.endAt <= (around.until ?? span.endAt);
  if (!fits || !isWhole(wish, span, around.envelope)) return null;
  const longer = { wish, span, ownEndAt: (one.zeroAt + wish.durationMs) as Instant };
  const taken = around.opens.some(
    (other) =>
      other.one !== one &&
      !other.one.cut &&
      isInTheWay(longer, { ...other, wish: other.one.wish }, around.count),
  );
  if (taken) return null;
  one.zeroAt = from - back.fromMs;
  return { one, order, span };
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
