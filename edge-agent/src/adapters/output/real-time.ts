/**
 * Real-time priority — ưu tiên thời gian thực.
 *
 * Asks the system to let a sound process go before everything else: a fixed real-time priority where
 * it is permitted, a better niceness where only that is, else nothing. Never fails a start, and what
 * the process starts itself does not inherit it: a decoder must wait for the sound, not the sound for
 * it; a better niceness is enough there.
 */
import { execFile } from 'node:child_process';
import { setPriority } from 'node:os';
import type { Priority } from './player-wire.js';

/** Below the kernel's own threads, above every ordinary process. The unit permits up to 10. */
const LEVEL = 5;
const NICENESS = -10;
/** Of util-linux, which every Debian has. */
const TOOL = 'chrt';
const ASK_MS_MAX = 2_000;

/** @param pid process whose every thread is meant; @returns what was granted */
export function askPriority(pid: number): Promise<Priority> {
  const { promise, resolve } = Promise.withResolvers<Priority>();
  const words = ['--all-tasks', '--reset-on-fork', '--rr', '--pid', String(LEVEL), String(pid)];
  execFile(TOOL, words, { timeout: ASK_MS_MAX }, (cause) => {
    resolve(cause === null ? 'real-time' : raisePriority(pid));
  });
  return promise;
}

/** A better niceness where it is permitted; for what must be ready soon and not at once. */
export function raisePriority(pid: number): Priority {
  try {
    setPriority(pid, NICENESS);
    return 'raised';
  } catch {
    // Not permitted, or the process has gone: it sounds as everybody else does.
    return 'normal';
  }
}
