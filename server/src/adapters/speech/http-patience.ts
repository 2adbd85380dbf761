/**
 * Patience with a service — thử lại và ngắt mạch.
 *
 * Tries again after a random pause that may grow (full jitter, so that many servers do not knock in
 * step), and leaves a service alone for a while once it keeps failing. Clock and chance are handed
 * in. Knows no service.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { err, type Result } from '@loaso/shared/result';
import type { SpeechFault } from '../../ports/speech.js';

/** `again`: the same call may succeed later. */
export type TryFault = SpeechFault & { readonly again: boolean };

export type Patience = {
  readonly attempts: number;
  readonly baseMs: number;
  readonly capMs: number;
  /** 0..1. */
  readonly random: () => number;
};

/** Runs `job` until it succeeds, refuses for good, or has had all its attempts. */
export async function persist<T>(
  job: () => Promise<Result<T, TryFault>>,
  patience: Patience,
  signal: AbortSignal,
): Promise<Result<T, TryFault>> {
  for (let tried = 1; ; tried += 1) {
    const outcome = await job();
    if (outcome.ok || !outcome.error.again || tried >= patience.attempts) return outcome;
    const longest = Math.min(patience.capMs, patience.baseMs * 2 ** (tried - 1));
    if (!(await paused(patience.random() * longest, signal))) return err(CANCELLED);
  }
}

const CANCELLED: TryFault = { code: 'cancelled', detail: 'đã huỷ', again: false };

/** False when called off meanwhile. */
export async function paused(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await pause(ms, undefined, { signal });
    return true;
  } catch (cause) {
    if (signal.aborted) return false;
    throw cause;
  }
}

export type Breaker = {
  /** Milliseconds until the service may be asked again; 0 now. */
  restMs(): number;
  note(succeeded: boolean): void;
};

export type BreakerOptions = {
  readonly failures: number;
  readonly restMs: number;
  readonly now: () => number;
};

/** Opens after so many failures in a row; after the rest each new failure opens it again. */
export function createBreaker({ failures, restMs, now }: BreakerOptions): Breaker {
  let failed = 0;
  let openUntil = 0;
  return {
    restMs: () => Math.max(0, openUntil - now()),
    note(succeeded) {
      failed = succeeded ? 0 : failed + 1;
      if (failed >= failures) openUntil = now() + restMs;
    },
  };
}
