/**
 * Release on its way — bản phần mềm đang tải.
 *
 * A new program is fetched by the rules of the cache: at night, inside the month's data, into room that
 * is made by what no plan names. Nothing marks a release as urgent, so it waits as a file does that is
 * needed when the offer ends. Knows neither signatures nor files of a release.
 */
import { unnamed } from './cache-plan.js';
import type { AgentEvent } from './event.js';
import { heldBack } from './fetch-time.js';
import { drop } from './file-room.js';
import { change, log, type Turn } from './turn.js';

/** Answers in the state, with room made where it may come. */
export function releaseWanted(
  turn: Turn,
  { sizeBytes, exp, freeBytes }: Extract<AgentEvent, { type: 'release-wanted' }>,
): void {
  change(turn, { freeBytes, release: null });
  const need = { sizeBytes, startAt: exp, urgent: false, ordered: false };
  const hold = heldBack(turn, need) ?? (makeRoom(turn, sizeBytes) ? null : 'no-room');
  if (hold === 'no-room') log(turn, 'error', 'no-room', { sizeBytes, what: 'release' });
  change(turn, { release: { sizeBytes: hold === null ? sizeBytes : 0, hold } });
}

/** It has come, or will not: what was kept for it is free again. */
export function releaseOver(
  turn: Turn,
  { freeBytes }: Extract<AgentEvent, { type: 'release-over' }>,
): void {
  change(turn, { freeBytes, release: null, filesDueMonoMs: 0 });
}

function makeRoom(turn: Turn, sizeBytes: number): boolean {
  const fits = (): boolean => turn.state.freeBytes - sizeBytes >= turn.state.settings.reserveBytes;
  for (const sha256 of unnamed(turn)) {
    if (fits()) return true;
    drop(turn, sha256, 'room for a release');
  }
  return fits();
}
