/**
 * Battery clock — đồng hồ có pin.
 *
 * What it is worth after a power cut: as much as it was found right when the time was last known. One
 * that was never compared, or kept in local time, says nothing; the box may not set it, so it stays as
 * wrong as somebody left it, and whoever sets it right tells nobody.
 */
import { DRIFT_PER_MS, ERROR_MS_MAX, FLOOR_TOLERANCE_MS, plausible } from './clock-limits.js';

/** It tells whole seconds; error of one look, milliseconds. */
const LOOK_ERROR_MS = 500;
/** Further off than any crystal brings it between two visits: a time zone, or a hand. */
const AHEAD_MS_MAX = 15 * 60_000;
/** Less is how finely it can be read. */
const MOVED_MS = 2_000;

/** When it was last held against a time that was known. */
export type BatteryCheck = {
  /** The known time, UTC milliseconds. */
  readonly atMs: number;
  /** Battery clock minus known time. */
  readonly aheadMs: number;
  /** Error of that difference. */
  readonly errorMs: number;
};

/** What was known before this start: newest signed time, and the battery clock as last compared. */
export type KnownTime = { readonly floorMs: number; readonly battery: BatteryCheck | null };

/** The time by the battery clock, and its error; null where it is not to be believed. */
export function timeByBattery(
  rtcMs: number | null,
  { floorMs, battery }: KnownTime,
): { readonly timeMs: number; readonly errorMs: number } | null {
  if (rtcMs === null || battery === null) return null;
  if (Math.abs(battery.aheadMs) > AHEAD_MS_MAX) return null;
  const timeMs = rtcMs - battery.aheadMs;
  const sinceMs = timeMs - battery.atMs;
  if (sinceMs < -FLOOR_TOLERANCE_MS || !plausible(timeMs, floorMs)) return null;
  const errorMs = battery.errorMs + LOOK_ERROR_MS + Math.max(0, sinceMs) * DRIFT_PER_MS;
  return errorMs > ERROR_MS_MAX ? null : { timeMs, errorMs: Math.ceil(errorMs) };
}

/** @param errorMs of the known time */
export const checkBattery = (rtcMs: number, timeMs: number, errorMs: number): BatteryCheck => ({
  atMs: Math.round(timeMs),
  aheadMs: Math.round(rtcMs - timeMs),
  errorMs: Math.ceil(errorMs) + LOOK_ERROR_MS,
});

/** True when it stands elsewhere than it was found before: somebody has set it. */
export const batteryMoved = (before: BatteryCheck | null, now: BatteryCheck): boolean =>
  before === null || Math.abs(now.aheadMs - before.aheadMs) > MOVED_MS;

/**
 * As it was found before, and by how much somebody has set it since, whatever the time is; null where nobody
 * has. So an NTP that lies, and sets it, is not found to agree with it after the next power cut.
 *
 * @param byMs further from the monotonic clock than it was
 */
export const checkSet = (before: BatteryCheck | null, byMs: number): BatteryCheck | null =>
  before === null || Math.abs(byMs) <= MOVED_MS
    ? null
    : { ...before, aheadMs: Math.round(before.aheadMs + byMs) };
