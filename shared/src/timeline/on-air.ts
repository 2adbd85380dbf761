/**
 * On air — đang phát.
 *
 * Reads a resolved timeline at one instant: what sounds, from which position, and when to look
 * again. The caller sleeps until `nextChangeAt`; nobody polls.
 */
import type { Instant } from '../time.js';
import type { Stretch } from './resolve.js';
import type { Wish } from './wish.js';

export type OnAir<W extends Wish> = {
  readonly stretch: Stretch<W> | null;
  /** Position inside the airing, milliseconds; 0 when silent. */
  readonly positionMs: number;
  /** The next stretch to begin, if any. */
  readonly next: Stretch<W> | null;
  /** When the answer changes; null when it never will. */
  readonly nextChangeAt: Instant | null;
};

/** @param stretches ascending and disjoint, as `resolveTimeline` returns them */
export function onAirAt<W extends Wish>(stretches: readonly Stretch<W>[], now: Instant): OnAir<W> {
  const index = firstEndingAfter(stretches, now);
  const candidate = stretches[index];
  if (candidate === undefined)
    return { stretch: null, positionMs: 0, next: null, nextChangeAt: null };
  if (candidate.startAt > now) {
    return { stretch: null, positionMs: 0, next: candidate, nextChangeAt: candidate.startAt };
  }
  return {
    stretch: candidate,
    positionMs: candidate.offsetMs + now - candidate.startAt,
    next: stretches[index + 1] ?? null,
    nextChangeAt: candidate.endAt,
  };
}

/** Binary search: the ends of disjoint ascending stretches ascend too. */
function firstEndingAfter<W extends Wish>(stretches: readonly Stretch<W>[], now: Instant): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const stretch = stretches[middle];
    if (stretch !== undefined && stretch.endAt <= now) low = middle + 1;
    else high = middle;
  }
  return low;
}
