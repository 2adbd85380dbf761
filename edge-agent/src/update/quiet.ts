/**
 * Quiet hour of a box — lúc cụm được đổi phần mềm.
 *
 * When a box may end its program for a new one: nothing sounds, nothing is about to, no warning is
 * under way. The box judges it by itself, whatever the server thought when it offered. Pure.
 */
import { MINUTE_MS } from '@loaso/shared/time';

/** Longer than a trial: a release that fails has been left before the next airing. */
const CLEAR_AHEAD_MS = 15 * MINUTE_MS;
/** A plan without a gap must not keep a box from its update for ever. */
const PATIENCE_MS = 24 * 3_600_000;

export type Hush = {
  readonly sounds: number;
  /** Urgent messages that still have to sound. */
  readonly warnings: number;
  /** Of the next airing by the plan, UTC; null for none. */
  readonly nextStartAt: number | null;
  readonly nowMs: number;
  /** So long has it waited already. */
  readonly waitedMs: number;
};

export function isQuiet({ sounds, warnings, nextStartAt, nowMs, waitedMs }: Hush): boolean {
  if (sounds > 0 || warnings > 0) return false;
  return nextStartAt === null || waitedMs >= PATIENCE_MS || nextStartAt - nowMs > CLEAR_AHEAD_MS;
}
