/**
 * Loudness — độ to.
 *
 * The arithmetic of mastering: from what was measured, which gain and ceiling to try next, and when
 * a clip is good. Promises to end (a stated number of rounds) and never to lower a ceiling upwards.
 * Knows no codec and measures nothing. Sources: ITU-R BS.1770-4 (mean of energies), EBU R 128.
 */

/** What a measured stretch of audio sounds like. */
export type Level = {
  readonly durationMs: number;
  /** Integrated loudness; -70 or lower means silence. */
  readonly loudnessLufs: number;
  readonly truePeakDbtp: number;
};

/** A stretch at or under this loudness holds nothing audible (absolute gate of BS.1770). */
export const SILENCE_LUFS = -70;

/**
 * Encoding rounds before a clip is given up. One or two do nearly always; a voice whose sound a codec
 * overshoots needs lower ceilings and then more gain, one after the other.
 */
export const MAX_ROUNDS = 5;

/** Outside this distance from the target another round is worth its time. */
const AIM_LU = 0.7;
/** A clip must be within 1 LU of its target; a tenth is left for the meters of others. */
const PASS_LU = 0.9;
/** From this round on what passes is good: coders that overshoot at random answer no finer aim. */
const CONTENT_ROUND = 3;

/** Before two rounds tell more: how much gain a missing LU takes, since the limiter eats a part. */
const GAIN_PER_LU = 1.6;
/** Bounds of what two rounds may tell: no limiting at all, and heavy limiting. */
const GAIN_PER_LU_BOUNDS = { min: 0.9, max: 4 };

/**
 * Coding lifted peaks by 1.1 dB in the median of 94 sections of the decision, by a little over 2 in
 * one; a stretch where it does more than this is done again alone.
 */
const CODEC_HEADROOM_DB = 2.3;

/** Gains are multiples of this, so that a small edit leaves the other sections as they were. */
const GAIN_STEP_DB = 0.5;

/** Gain bounds: more than this means the source is noise, less that it is broken. */
const GAIN_MAX_DB = 45;
const GAIN_MIN_DB = -30;

const energy = (lufs: number): number => 10 ** (lufs / 10);

/**
 * Joins measured stretches as one: loudness by mean energy of the audible ones (LUFS), the highest
 * true peak (dBTP), the sum of durations (ms).
 */
export function combineLevels(levels: readonly Level[]): Level {
  let audibleMs = 0;
  let sum = 0;
  let durationMs = 0;
  let truePeakDbtp = Number.NEGATIVE_INFINITY;
  for (const level of levels) {
    durationMs += level.durationMs;
    truePeakDbtp = Math.max(truePeakDbtp, level.truePeakDbtp);
    if (level.loudnessLufs > SILENCE_LUFS) {
      audibleMs += level.durationMs;
      sum += energy(level.loudnessLufs) * level.durationMs;
    }
  }
  const loudnessLufs = audibleMs === 0 ? SILENCE_LUFS : 10 * Math.log10(sum / audibleMs);
  return { durationMs, loudnessLufs, truePeakDbtp };
}

/** Nearest allowed gain, dB. */
export function boundGain(gainDb: number): number {
  const stepped = Math.round(gainDb / GAIN_STEP_DB) * GAIN_STEP_DB;
  return Math.min(GAIN_MAX_DB, Math.max(GAIN_MIN_DB, stepped));
}

/** What one round of encoding uses: one gain for the whole clip, one ceiling for each section. */
export type Setting = {
  readonly gainDb: number;
  readonly ceilingsDbfs: readonly number[];
};

export type Goal = { readonly targetLufs: number; readonly truePeakMaxDbtp: number };

/** Where the first round begins. */
export type FirstSetting = { readonly gainDb: number; readonly ceilingDbfs: number };

/** Ceiling to begin with: as much under the limit as coding noise mostly lifts a peak, dBFS. */
export const firstCeiling = (goal: Goal): number => goal.truePeakMaxDbtp - CODEC_HEADROOM_DB;

/** Loudness that a gain, and the limiter after it, was heard to give. */
export type Rehearsal = { readonly gainDb: number; readonly loudnessLufs: number };

/** More than what is missing, since the limiter takes a part of it; measured: about 1 dB on speech. */
const REHEARSED_ABOVE_DB = [0, 2];

/** What coding takes after the rehearsal: about this on one voice, MP3 at 48 kbit/s; rounds mend the rest. */
const CODING_LOSS_LU = 0.35;

/** Gains to rehearse for speech of this loudness before gain, dB. */
export const rehearsedGains = (unlevelledLufs: number, goal: Goal): readonly number[] =>
  REHEARSED_ABOVE_DB.map((above) => goal.targetLufs - unlevelledLufs + above);

/** Gain that meets the target after coding, by the straight line through the rehearsals nearest to it, dB. */
export function gainFrom(rehearsals: readonly Rehearsal[], goal: Goal): number {
  const aimLufs = goal.targetLufs + CODING_LOSS_LU;
  const [first, second] = rehearsals.toSorted(
    (a, b) => Math.abs(a.loudnessLufs - aimLufs) - Math.abs(b.loudnessLufs - aimLufs),
  );
  if (first === undefined) throw new Error('nothing was rehearsed');
  const gained = second === undefined ? 0 : first.loudnessLufs - second.loudnessLufs;
  const perLu = second === undefined || gained === 0 ? 1 : (first.gainDb - second.gainDb) / gained;
  const miss = aimLufs - first.loudnessLufs;
  return boundGain(first.gainDb + boundPerLu(perLu) * miss);
}

/** Speech stretches that are rehearsed: the first ones, so that it is done while others are spoken. */
export const REHEARSED_STRETCHES = 2;

/** A stretch longer than four such windows is rehearsed by these windows, ms. */
const WINDOW_MS = 30_000;
const WINDOWS = 4;

/** What to listen to of a stretch: from and length, ms. */
export function rehearsedWindows(
  durationMs: number,
): readonly { readonly fromMs: number; readonly lengthMs: number }[] {
  if (durationMs <= WINDOWS * WINDOW_MS) return [{ fromMs: 0, lengthMs: durationMs }];
  const share = durationMs / WINDOWS;
  return Array.from({ length: WINDOWS }, (_, i) => ({
    fromMs: Math.round(share * i + (share - WINDOW_MS) / 2),
    lengthMs: WINDOW_MS,
  }));
}

export type Verdict =
  | { readonly kind: 'good'; readonly level: Level }
  | { readonly kind: 'again'; readonly setting: Setting }
  | { readonly kind: 'loudness-missed'; readonly level: Level }
  | { readonly kind: 'peak-exceeded'; readonly level: Level };

/** One encoding round: which (from 1), with what, and what came out of the decoder, by section. */
export type Round = {
  readonly number: number;
  readonly used: Setting;
  readonly decoded: readonly Level[];
  /** Gain and outcome of the round before; absent in the first. */
  readonly before?: { readonly gainDb: number; readonly loudnessLufs: number } | undefined;
};

/** What a LU costs on this material, from the last two rounds when they differ. */
function gainPerLu({ before, used }: Round, level: Level): number {
  const gained = before === undefined ? 0 : level.loudnessLufs - before.loudnessLufs;
  if (before === undefined || Math.abs(gained) < 0.05) return GAIN_PER_LU;
  const perLu = (used.gainDb - before.gainDb) / gained;
  // More gain and less loudness: a lowered ceiling is what spoke, and the rounds tell nothing.
  if (perLu <= 0) return GAIN_PER_LU;
  return boundPerLu(perLu);
}

const boundPerLu = (perLu: number): number =>
  Math.min(GAIN_PER_LU_BOUNDS.max, Math.max(GAIN_PER_LU_BOUNDS.min, perLu));

/**
 * Judges a round by what came out of the decoder: good, again with another setting, or given up.
 * A section whose peak is too high gets a ceiling lower by the excess and 0.3 dB; the others stay.
 */
export function judgeRound(round: Round, goal: Goal): Verdict {
  const { number, used, decoded } = round;
  const level = combineLevels(decoded);
  const miss = goal.targetLufs - level.loudnessLufs;
  const peakFits = level.truePeakDbtp <= goal.truePeakMaxDbtp;
  const last = number >= MAX_ROUNDS;
  const aimLu = number >= CONTENT_ROUND ? PASS_LU : AIM_LU;
  if (peakFits && Math.abs(miss) <= aimLu) return { kind: 'good', level };
  if (last) return { kind: peakFits ? 'loudness-missed' : 'peak-exceeded', level };
  const gainDb =
    Math.abs(miss) > aimLu ? boundGain(used.gainDb + gainPerLu(round, level) * miss) : used.gainDb;
  const ceilingsDbfs = used.ceilingsDbfs.map((ceiling, i) => {
    const excess = (decoded[i]?.truePeakDbtp ?? 0) - goal.truePeakMaxDbtp;
    return excess > 0 ? ceiling - excess - 0.3 : ceiling;
  });
  return { kind: 'again', setting: { gainDb, ceilingsDbfs } };
}
