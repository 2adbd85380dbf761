/**
 * Minutes of the day — số phút được phát trong ngày.
 *
 * Cuts a resolved timeline where the minutes of a local day are used up. Knows nothing of who wins.
 */
import type { Priority } from '../priority.js';
import { addDays, type Instant, type LocalDate, localDateOf, startOfDay } from '../time.js';
import type { Sessions } from './sessions.js';

/** What a box knows of its own day. */
export type Heard = {
  /** Before this, minutes and sessions are spent by what was heard and not by what was planned. */
  readonly from: Instant;
  /** Normal and priority sound really made and counted, per local day, milliseconds. */
  readonly soundedMs: ReadonlyMap<string, number>;
  /** And the sessions it made. */
  readonly sessions: ReadonlyMap<string, Sessions>;
};

/** As much of a stretch of sound as is read here. */
type Piece = {
  readonly wish: { readonly priority: Priority };
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly offsetMs: number;
  readonly resumed: boolean;
};

/**
 * Cuts what exceeds the day's minutes; emergencies neither count nor are cut, nor does what should
 * have sounded before `heard.from`: it is over, and the sums tell what it has spent.
 *
 * @param minutesOf a day; null: no day has a limit
 */
export function withinDailyMinutes<P extends Piece>(
  stretches: P[],
  minutesOf: ((date: LocalDate) => number) | null,
  heard: Heard | null,
): P[] {
  if (minutesOf === null) return stretches;
  const used = new Map(heard?.soundedMs);
  const kept: P[] = [];
  for (const piece of stretches.flatMap(splitAtMidnight)) {
    const day = localDateOf(piece.startAt);
    const minutes = minutesOf(day);
    const left = minutes * 60_000 - (used.get(day) ?? 0);
    const free = piece.wish.priority === 'emergency' || minutes >= 1440;
    const from = Math.max(piece.startAt, heard?.from ?? piece.startAt);
    const until = Math.max(from, from + left);
    const endAt = free ? piece.endAt : (Math.min(piece.endAt, until) as Instant);
    if (endAt <= piece.startAt) continue;
    if (!free) used.set(day, (used.get(day) ?? 0) + Math.max(0, endAt - from));
    rejoin(kept, { ...piece, endAt });
  }
  return kept;
}

function splitAtMidnight<P extends Piece>(stretch: P): P[] {
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

function rejoin<P extends Piece>(kept: P[], piece: P): void {
  const last = kept.at(-1);
  if (last !== undefined && last.wish === piece.wish && last.endAt === piece.startAt) {
    kept[kept.length - 1] = { ...last, endAt: piece.endAt };
  } else kept.push(piece);
}
