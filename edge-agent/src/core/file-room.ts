/**
 * Room for files — chỗ cho tệp âm thanh.
 *
 * What the cache holds, whether more fits beside what is kept free, and how a file goes. Which one goes
 * is not decided here.
 */
import type { Sha256 } from '@loaso/shared/ids';
import { change, emit, type Turn } from './turn.js';

export const cachedBytes = (turn: Turn): number => {
  let bytes = 0;
  for (const { state, sizeBytes } of turn.state.files.values()) {
    if (state !== 'absent' && state !== 'corrupt') bytes += sizeBytes;
  }
  return bytes;
};

/** Inside the quota, and beside the reserve and a release that is on its way. */
export function fits(turn: Turn, { sizeBytes }: { readonly sizeBytes: number }): boolean {
  const { freeBytes, release, settings } = turn.state;
  const keptBytes = settings.reserveBytes + (release?.sizeBytes ?? 0);
  return cachedBytes(turn) + sizeBytes <= settings.quotaBytes && freeBytes - sizeBytes >= keptBytes;
}

/** Takes a file off the disk that is here and at rest. */
export function drop(turn: Turn, sha256: Sha256, why: string): void {
  const file = turn.state.files.get(sha256);
  if (file?.state !== 'ready') return;
  const files = new Map(turn.state.files);
  files.delete(sha256);
  const freeBytes = turn.state.freeBytes + file.sizeBytes;
  change(turn, { files, freeBytes, readyCount: turn.state.readyCount - 1, timeline: null });
  emit(turn, { type: 'delete-file', sha256, why });
}
