/**
 * Timeline resolution — giải xung đột lịch phát.
 *
 * Overlapping wishes in, what sounds out: never two sounds at once, and sound exactly when somebody
 * who may sound wants to. The server previews with it, the box plays with it, the simulator runs
 * with it and coverage compares against it: one answer, four readers. No clock, no disk.
 */
import { compareStanding, type Origin, type Priority } from '../priority.js';
import { addDays, type Instant, type Interval, localDateOf, startOfDay } from '../time.js';
import { permittedSpans, type SoundEnvelope } from '../trust/sound-envelope.js';

/** What the resolver must know of an airing; a plan item is one. */
export type Wish = {
  readonly entryId: string;
  readonly startAt: number;
  readonly durationMs: number;
  readonly priority: Priority;
  readonly origin: Origin;
  readonly rank: number;
  readonly lateStart: 'join' | 'skip';
  readonly afterCut: 'join' | 'skip';
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
};

/**
 * Resolves `wishes` under `envelope`.
 *
 * @param wishes      any order; (entryId, startAt) must be unique
 * @param envelope    null permits emergencies only
 * @param soundedMs   normal and priority sound already made per local day, milliseconds
 * @returns ascending, disjoint stretches; the order of `wishes` has no influence
 */
export function resolveTimeline<W extends Wish>(
  wishes: readonly W[],
  envelope: SoundEnvelope | null,
  soundedMs: ReadonlyMap<string, number> = new Map(),
): Stretch<W>[] {
  if (wishes.length > WISHES_MAX) throw new Error(`more than ${WISHES_MAX} wishes in one timeline`);
  const live = wishes
    .map((wish) => ({ wish, spans: spansOf(wish, envelope), cut: false, sounded: false }))
    .filter((one) => one.spans.length > 0)
    .sort((a, b) => compareStanding(a.wish, b.wish));
  return withinDailyMinutes(sweep(live), envelope, soundedMs);
}

/** Where `wish` may sound by itself, were nobody else there: the envelope and its own two rules. */
export function spansOf(wish: Wish, envelope: SoundEnvelope | null): Interval[] {
  const span = {
    startAt: wish.startAt as Instant,
    endAt: (wish.startAt + wish.durationMs) as Instant,
  };
  const spans = permittedSpans(envelope, wish.priority, span);
  const late = spans[0] !== undefined && spans[0].startAt > wish.startAt;
  if (late && wish.lateStart === 'skip') return [];
  return wish.afterCut === 'skip' ? spans.slice(0, 1) : spans;
}

/** Walks the borders in time; between two borders the best-standing wish sounds. */
function sweep<W extends Wish>(live: Live<W>[]): Stretch<W>[] {
  const stretches: Stretch<W>[] = [];
  const opens = live
    .flatMap((one, order) => one.spans.map((span) => ({ one, order, span })))
    .sort((a, b) => a.span.startAt - b.span.startAt || a.order - b.order);
  const borders = [...new Set(opens.flatMap(({ span }) => [span.startAt, span.endAt]))].sort(
    (a, b) => a - b,
  );
  let active: typeof opens = [];
  let next = 0;
  for (const [index, from] of borders.entries()) {
    const to = borders[index + 1];
    if (to === undefined) break;
    active = active.filter(({ span }) => span.endAt > from);
    for (
      let open = opens[next];
      open !== undefined && open.span.startAt === from;
      open = opens[next]
    ) {
      active.push(open);
      next += 1;
    }
    const winner = pickWinner(active);
    if (winner !== undefined)
      append(stretches, winner, { startAt: from as Instant, endAt: to as Instant });
  }
  return stretches;
}

/** The best of those still in the game; the others are cut, or lose their late start. */
function pickWinner<W extends Wish>(
  active: { one: Live<W>; order: number }[],
): Live<W> | undefined {
  const playable = active.filter(({ one }) => !one.cut).sort((a, b) => a.order - b.order);
  const winner = playable[0]?.one;
  if (winner === undefined) return undefined;
  for (const { one } of playable.slice(1)) {
    const rule = one.sounded ? one.wish.afterCut : one.wish.lateStart;
    if (rule === 'skip') one.cut = true;
  }
  return winner;
}

function append<W extends Wish>(stretches: Stretch<W>[], winner: Live<W>, span: Interval): void {
  const last = stretches.at(-1);
  if (last !== undefined && last.wish === winner.wish && last.endAt === span.startAt) {
    stretches[stretches.length - 1] = { ...last, endAt: span.endAt };
  } else {
    const offsetMs = span.startAt - winner.wish.startAt;
    stretches.push({ wish: winner.wish, ...span, offsetMs, resumed: offsetMs > 0 });
  }
  winner.sounded = true;
}

/** Cuts what exceeds the day's minutes; emergencies neither count nor are cut. */
function withinDailyMinutes<W extends Wish>(
  stretches: Stretch<W>[],
  envelope: SoundEnvelope | null,
  soundedMs: ReadonlyMap<string, number>,
): Stretch<W>[] {
  if (envelope === null || envelope.minutesPerDayMax >= 1440) return stretches;
  const used = new Map(soundedMs);
  const kept: Stretch<W>[] = [];
  for (const piece of stretches.flatMap(splitAtMidnight)) {
    const day = localDateOf(piece.startAt);
    const left = envelope.minutesPerDayMax * 60_000 - (used.get(day) ?? 0);
    const free = piece.wish.priority === 'emergency';
    const endAt = free ? piece.endAt : (Math.min(piece.endAt, piece.startAt + left) as Instant);
    if (endAt <= piece.startAt) continue;
    if (!free) used.set(day, (used.get(day) ?? 0) + endAt - piece.startAt);
    rejoin(kept, { ...piece, endAt });
  }
  return kept;
}

function splitAtMidnight<W extends Wish>(stretch: Stretch<W>): Stretch<W>[] {
  const midnight = startOfDay(addDays(localDateOf(stretch.startAt), 1));
  if (stretch.endAt <= midnight) return [stretch];
  const rest = {
    ...stretch,
    startAt: midnight,
    offsetMs: stretch.offsetMs + midnight - stretch.startAt,
    resumed: true,
  };
  return [{ ...stretch, endAt: midnight }, ...splitAtMidnight(rest)];
}

function rejoin<W extends Wish>(kept: Stretch<W>[], piece: Stretch<W>): void {
  const last = kept.at(-1);
  if (last !== undefined && last.wish === piece.wish && last.endAt === piece.startAt) {
    kept[kept.length - 1] = { ...last, endAt: piece.endAt };
  } else kept.push(piece);
}
