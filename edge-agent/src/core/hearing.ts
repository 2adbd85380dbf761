/**
 * Hearing — tự nghe lại.
 *
 * Whether what was sent to the horns is in what a microphone heard: the loudness of both in three bands,
 * twenty times a second, laid over one another. Works on these features alone; no sound is kept and none
 * could be made of them. Where it cannot tell, it says why, never that nothing was heard.
 */

import {
  FRAME_MS,
  type HearingFrame as Frame,
  type HearingDoubt,
  type HearingVerdict,
  LAG_FRAMES_MAX,
} from '@loaso/shared/wire/hearing';

/** Less does not tell one text from another. */
const FRAMES_MIN = 80;

export type Hearing = {
  readonly verdict: HearingVerdict;
  readonly why: HearingDoubt | null;
  /** Likeness of the two courses of loudness, -1 to 1. */
  readonly match: number;
  /** Heard over sent, dB; null where nothing was recognised. */
  readonly gainDb: number | null;
  readonly lagMs: number | null;
};

/** Below this a microphone gives nothing but its own zero. */
const DEAD_DB = -78;
/** A course that moves less than this looks like every other, dB. */
const MOVES_DB_MIN = 3;
/** An echo lets loudness fall no faster than this, dB a frame: none, one second, two and a half. */
const FALLS_DB = [100, 3, 1.2] as const;
const MATCH_MIN = 0.45;
/** By so much the best place must stand out of places where nothing can be. */
const ABOVE_DECOYS_MIN = 0.12;
const DECOY_STEP = 5;
/** Softer than usual by more than this is weak. */
const WEAK_DB = 5;
/** So little above the noise nothing can be expected to be recognised, dB. */
const OVER_NOISE_DB_MIN = 3;

const unknown = (why: Hearing['why'], match = 0): Hearing => ({
  verdict: 'unknown',
  why,
  match,
  gainDb: null,
  lagMs: null,
});

/**
 * Judges one play.
 *
 * @param sent  frames of what was sent
 * @param heard frames of the same time and after it
 * @param usualGainDb of earlier plays that were heard; null before the first
 */
export function judgeHearing(
  sent: readonly Frame[],
  heard: readonly Frame[],
  usualGainDb: number | null,
): Hearing {
  const count = Math.min(sent.length, heard.length - LAG_FRAMES_MAX);
  if (count < FRAMES_MIN) return unknown('too-short');
  const own = sent.slice(0, count);
  if (spreadOf(own.map(loudnessOf)) < MOVES_DB_MIN) return unknown('too-even');
  const loud = heard.map(loudnessOf);
  if (quantileOf(loud, 0.95) < DEAD_DB || spreadOf(loud) < 0.05) return unknown('microphone-dead');
  const best = bestOf(own, heard);
  const stands = best.match >= MATCH_MIN && best.match >= best.decoy + ABOVE_DECOYS_MIN;
  if (!stands) return unheard(own, loud, usualGainDb, best.match);
  const gainDb = gainOf(own, heard, best.lag);
  const weak = usualGainDb !== null && gainDb < usualGainDb - WEAK_DB;
  return {
    verdict: weak ? 'weak' : 'heard',
    why: null,
    match: best.match,
    gainDb,
    lagMs: best.lag * FRAME_MS,
  };
}

/** Nothing is recognised: silence where it would have been loud enough, else nobody knows. */
function unheard(
  sent: readonly Frame[],
  loud: readonly number[],
  usualGainDb: number | null,
  match: number,
): Hearing {
  if (usualGainDb === null) return unknown('never-heard', match);
  const expected = quantileOf(sent.map(loudnessOf), 0.8) + usualGainDb;
  if (expected < quantileOf(loud, 0.5) + OVER_NOISE_DB_MIN) return unknown('too-noisy', match);
  return { verdict: 'not-heard', why: null, match, gainDb: null, lagMs: null };
}

type Best = { readonly match: number; readonly lag: number; readonly decoy: number };

/** The place and the echo under which both are most alike, and how alike they are elsewhere. */
function bestOf(sent: readonly Frame[], heard: readonly Frame[]): Best {
  const ears = bandsOf(heard);
  let best = { match: -1, lag: 0, bands: bandsOf(sent) };
  for (const fall of FALLS_DB) {
    const bands = bandsOf(echoed(sent, fall));
    for (let lag = 0; lag <= LAG_FRAMES_MAX; lag += 1) {
      const match = likenessAt(bands, ears, lag);
      if (match > best.match) best = { match, lag, bands };
    }
  }
  // For the best alone: it is the dearest part, and the loop of a slow board stands still for it.
  const { match, lag, bands } = best;
  return { match, lag, decoy: decoyOf(bands, ears) };
}

/** The likeness at places where the sound cannot be: the heard course turned around its own end. */
function decoyOf(sent: Bands, heard: Bands): number {
  const length = heard[0].length;
  let most = -1;
  for (let turn = 2 * LAG_FRAMES_MAX; turn < length - LAG_FRAMES_MAX; turn += DECOY_STEP) {
    most = Math.max(most, likenessAt(sent, heard, turn));
  }
  return most;
}

type Bands = readonly [readonly number[], readonly number[], readonly number[]];

const bandsOf = (frames: readonly Frame[]): Bands => [
  frames.map(([low]) => low),
  frames.map(([, mid]) => mid),
  frames.map(([, , high]) => high),
];

/** Of three bands the two that fit best: a horn has no low, a windy place no high. */
function likenessAt(sent: Bands, heard: Bands, lag: number): number {
  const each = sent.map((band, index) => correlationOf(band, heard[index] ?? [], lag));
  const [, second = 0, first = 0] = [...each].sort((a, b) => a - b);
  return (first + second) / 2;
}

/** Pearson's, of `sent` against `heard` from `lag` on, around its end. */
function correlationOf(sent: readonly number[], heard: readonly number[], lag: number): number {
  const count = sent.length;
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    const x = sent[index] ?? 0;
    const y = heard[(index + lag) % heard.length] ?? 0;
    a += x;
    b += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  const spread = Math.sqrt((aa - (a * a) / count) * (bb - (b * b) / count));
  return spread > 0 ? (ab - (a * b) / count) / spread : 0;
}

/** As an echo would leave it: loudness falls by `fallDb` a frame at most. */
function echoed(frames: readonly Frame[], fallDb: number): Frame[] {
  let last: Frame = [-100, -100, -100];
  return frames.map(([low, mid, high]) => {
    last = [
      Math.max(low, last[0] - fallDb),
      Math.max(mid, last[1] - fallDb),
      Math.max(high, last[2] - fallDb),
    ];
    return last;
  });
}

/** Heard over sent in the loud frames, without the noise that is there in the silent ones. */
function gainOf(sent: readonly Frame[], heard: readonly Frame[], lag: number): number {
  const loud = sent.map(loudnessOf);
  const limit = quantileOf(loud, 0.7);
  const ears = heard.map(loudnessOf);
  const noise = 10 ** (quantileOf(ears, 0.1) / 10);
  const gains: number[] = [];
  for (const [index, level] of loud.entries()) {
    if (level < limit) continue;
    const over = 10 ** ((ears[index + lag] ?? -100) / 10) - noise;
    gains.push(10 * Math.log10(Math.max(over, 1e-10)) - level);
  }
  return quantileOf(gains, 0.5);
}

/** All bands together, dB. */
export const loudnessOf = ([low, mid, high]: Frame): number =>
  10 * Math.log10(10 ** (low / 10) + 10 ** (mid / 10) + 10 ** (high / 10));

function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
