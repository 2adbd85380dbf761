/**
 * Ranking of causes — xếp hạng nguyên nhân.
 *
 * Weighs the signs that were seen by the table of causes, and picks the answer: the likeliest, the one
 * that its own sign names, or that nobody can tell. Knows numbers, no words.
 */
import {
  CAUSES,
  type Cause,
  HEALTHY,
  NAMED_BY,
  PRIORS,
  TELLS,
  UNKNOWN_TELLS,
} from './diagnose-causes.js';
import { SIGN_NAMES, SIGNS, type Sign, type Signs } from './diagnose-signs.js';

export type Ranked = { readonly cause: Cause | 'unknown'; readonly share: number };

/** Below this the answer is that nobody can tell yet. */
export const LEAST_SHARE = 0.5;
/** Signs are not independent: two that come of one thing would count twice. */
const DAMPING = 0.8;
/** What is left of a cause whose measurement is missing. */
const UNMEASURED = 0.2;

/** Of each cause and of "something else", normalised, likeliest first. */
export function rank(signs: Signs): Ranked[] {
  const seen = SIGN_NAMES.filter((sign) => signs[sign] !== null);
  const scores = [...CAUSES, 'unknown' as const].map((cause) => {
    const weight = seen.reduce(
      (sum, sign) => sum + Math.log(oddsOf(cause, sign, signs[sign] ?? '')),
      0,
    );
    return { cause, score: Math.log(PRIORS[cause] * trustIn(cause, signs)) + DAMPING * weight };
  });
  const best = Math.max(...scores.map(({ score }) => score));
  const total = scores.reduce((sum, { score }) => sum + Math.exp(score - best), 0);
  return scores
    .map(({ cause, score }) => ({ cause, share: Math.exp(score - best) / total }))
    .sort((a, b) => b.share - a.share);
}

/** A cause that is named by a measurement keeps little of its weight where nobody measures. */
function trustIn(cause: Cause | 'unknown', signs: Signs): number {
  const sign = cause === 'unknown' ? undefined : NAMED_BY[cause];
  return sign !== undefined && signs[sign] === null ? UNMEASURED : 1;
}

export function oddsOf(cause: Cause | 'unknown', sign: Sign, value: string): number {
  const tells = cause === 'unknown' ? UNKNOWN_TELLS : TELLS[cause];
  const odds = tells[sign] ?? HEALTHY[sign];
  return odds[value] ?? 1 / SIGNS[sign].length;
}

/**
 * The likeliest; where two faults at once leave none of them likely, the one to mend first, if its own
 * sign was seen. For a box out of sight there is no such short cut: its faults need not explain that.
 */
export function answerOf(ranked: readonly Ranked[], signs: Signs): Ranked | undefined {
  const [top] = ranked;
  const likely = top !== undefined && top.cause !== 'unknown' && top.share >= LEAST_SHARE;
  if (likely || signs.contact === 'gone') return top;
  const plain = PLAIN.find(([sign, value]) => signs[sign] === value);
  return plain === undefined ? top : { cause: plain[2], share: LEAST_SHARE };
}

/** Signs that name their cause, in the order of mending. */
const PLAIN: readonly (readonly [Sign, string, Cause])[] = [
  ['twins', 'seen', 'cloned-card'],
  ['card', 'unwritable', 'storage'],
  ['plan', 'refused', 'plan-refused'],
  ['output', 'broken', 'sound-output'],
  ['horns', 'fault', 'horn-line'],
  ['clock', 'unknown', 'clock'],
  ['disk', 'full', 'storage'],
  ['volts', 'low', 'low-voltage'],
  ['heat', 'hot', 'overheating'],
  ['files', 'stuck', 'downloads-stuck'],
  ['clock', 'coarse', 'clock'],
];
