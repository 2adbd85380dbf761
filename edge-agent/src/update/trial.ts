/**
 * Trial — thời gian thử bản mới.
 *
 * Decides whether a new release is healthy: everything that was well before must be well again,
 * without a break for a while, within a stated time. Pure; whoever watches brings the clock.
 */
import type { Needs } from './planner.js';

export type TrialLimits = {
  /** Healthy must come within this time. */
  readonly limitMs: number;
  /** And last this long. */
  readonly holdMs: number;
};

export type Verdict =
  | { readonly is: 'waiting' }
  | { readonly is: 'healthy' }
  | { readonly is: 'failed'; readonly why: string };

export type Trial = {
  /** @param monoMs since the start of the trial */
  look(monoMs: number, health: Needs): Verdict;
};

const NAMES = ['link', 'plan', 'output'] as const;

export function createTrial(needs: Needs, { limitMs, holdMs }: TrialLimits): Trial {
  let wellSinceMs: number | null = null;
  return {
    look: (monoMs, health) => {
      const missing = NAMES.filter((name) => needs[name] && !health[name]);
      wellSinceMs = missing.length > 0 ? null : (wellSinceMs ?? monoMs);
      if (wellSinceMs !== null && monoMs - wellSinceMs >= holdMs) return { is: 'healthy' };
      if (monoMs < limitMs) return { is: 'waiting' };
      const lacking = missing.length > 0 ? missing.join(', ') : 'nothing for long enough';
      return { is: 'failed', why: `after ${Math.round(limitMs / 1000)} s without ${lacking}` };
    },
  };
}
