/**
 * Known time — giờ đã biết chắc.
 *
 * What a certificate may be judged by: the trusted clock, and below it the newest signed time, or the
 * time before which this program was not written. Never the clock of the system.
 */
import { timeAt } from './clock.js';
import type { AgentState } from './state.js';

/** The first instant of 2026, UTC: no box runs this program earlier. */
export const WRITTEN_MS = 1_767_225_600_000;

/** @param monoMs now */
export function knownTime(
  { clock, durable }: Pick<AgentState, 'clock' | 'durable'>,
  monoMs: number,
): { readonly atMs: number | null; readonly floorMs: number } {
  return {
    atMs: clock.trusted ? timeAt(clock, monoMs) : null,
    floorMs: Math.max(durable.floorMs, WRITTEN_MS),
  };
}
