/**
 * Limits of the clock — giới hạn của đồng hồ.
 *
 * How far a clock may be off and still be believed: shared by all sources of time.
 */

/** A wall clock this far above the floor is not believed: no plan lives so long. */
const FLOOR_AHEAD_MS_MAX = 35 * 86_400_000;
/** Clocks of server and NTP may differ by this much without anybody lying. */
export const FLOOR_TOLERANCE_MS = 10_000;
/** NTP alone may move the first reckoning after a power cut by this much. */
export const UNSURE_STEP_MS_MAX = 10 * 60_000;
/** NTP that is further than this from the signed time is the one that lies. */
export const DISAGREE_MS = 5_000;
/** Without fresh word for this long a locked clock is called holdover. */
export const FRESH_MS = 2 * 3_600_000;
/** Worst crystal expected: 100 ppm. */
export const DRIFT_PER_MS = 100e-6;
/** Sound by schedule that may be further off than this is none. */
export const ERROR_MS_MAX = 5 * 60_000;

export const plausible = (timeMs: number, floorMs: number): boolean =>
  timeMs >= floorMs - FLOOR_TOLERANCE_MS &&
  (floorMs === 0 || timeMs <= floorMs + FLOOR_AHEAD_MS_MAX);
