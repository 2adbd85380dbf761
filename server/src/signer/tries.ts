/**
 * Tries of a person — số lần thử mã.
 *
 * Who guesses waits, seconds or half a minute, and nobody is ever locked out. In memory only: a
 * restart of this process is not in the hands of who guesses.
 */
import type { Refused } from './publication.js';

export type Tries = {
  /** How long this person still has to wait, or null. */
  wait(user: string): Refused | null;
  note(user: string, right: boolean): void;
};

const TRY_GAP_MS = 2_000;
const WRONG_MAX = 5;
const WRONG_GAP_MS = 30_000;

/** @param now UTC milliseconds */
export function createTries(now: () => number): Tries {
  const known = new Map<string, { at: number; wrong: number }>();
  return {
    wait(user) {
      const last = known.get(user);
      if (last === undefined) return null;
      const gap = last.wrong >= WRONG_MAX ? WRONG_GAP_MS : TRY_GAP_MS;
      const left = last.at + gap - now();
      if (left <= 0 || left > gap) return null;
      const retryAfterS = Math.ceil(left / 1000);
      return { code: 'factor-wait', detail: `next try in ${retryAfterS} s`, retryAfterS };
    },
    note(user, right) {
      const wrong = right ? 0 : (known.get(user)?.wrong ?? 0) + 1;
      known.set(user, { at: now(), wrong });
    },
  };
}
