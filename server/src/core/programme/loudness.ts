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

/** Before two rounds tell more: how much gain a missing LU takes, since the limiter eats a part. */
const GAIN_PER_LU = 1.6;
/** Bounds of what two rounds may tell: no limiting at all, and heavy limiting. */
const GAIN_PER_LU_BOUNDS = { min: 0.9, max: 4 };

/** Coding noise lifts peaks by about 1 dB; a stretch where it does more is done again alone. */
const CODEC_HEADROOM_DB = 1.4;

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

/** What the limiter takes from speech that the horn chain has evened out, measured on espeak-ng. */
const LIMITER_LOSS_DB = 3;

export type FirstSetting = { readonly gainDb: number; readonly ceilingDbfs: number };

/** Gain and ceiling to begin with, from the levels of (some of) the speech before gain. */
export function firstSetting(unlevelled: readonly Level[], goal: Goal): FirstSetting {
  const gainDb = goal.targetLufs - combineLevels(unlevelled).loudnessLufs + LIMITER_LOSS_DB;
  return { gainDb: boundGain(gainDb), ceilingDbfs: goal.truePeakMaxDbtp - CODEC_HEADROOM_DB };
}

/** A pilot stands for the clip, so it must come closer than the clip may stay away. */
const PILOT_AIM_LU = 0.5;

/**
 * Next gain after a pilot (a few stretches tried alone) came out of the decoder at `decoded`;
 * the same gain when it is near enough.
 */
export function pilotGain(gainDb: number, decoded: Level, goal: Goal): number {
  const miss = goal.targetLufs - decoded.loudnessLufs;
  return Math.abs(miss) <= PILOT_AIM_LU ? gainDb : boundGain(gainDb + GAIN_PER_LU * miss);
}

/** An edited clip keeps its gain while the gain it would get anew is no farther than this. */
const KEEP_GAIN_DB = 0.75;

/** Whether a clip mastered before at `beforeDb` keeps that gain, so that its stretches stay good. */
export function staysWith(beforeDb: number, anewDb: number): boolean {
  return Math.abs(beforeDb - anewDb) <= KEEP_GAIN_DB;
}

/** Pilot stretches of a clip. */
const PILOTS = 3;

/**
 * Which speech stretches, by their keys, speak for all: up to three, those with the least keys. Such
 * a choice is as good as chance and stays the same when another stretch is edited.
 */
export function pilotPlaces(keys: readonly string[]): readonly number[] {
  const places = keys.map((_, place) => place);
  const byKey = (a: number, b: number): number => ((keys[a] ?? '') < (keys[b] ?? '') ? -1 : 1);
  return places.sort(byKey).slice(0, PILOTS);
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
  return Math.min(GAIN_PER_LU_BOUNDS.max, Math.max(GAIN_PER_LU_BOUNDS.min, perLu));
}

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
  if (peakFits && Math.abs(miss) <= (last ? PASS_LU : AIM_LU)) return { kind: 'good', level };
  if (last) return { kind: peakFits ? 'loudness-missed' : 'peak-exceeded', level };
  const gainDb =
    Math.abs(miss) > AIM_LU ? boundGain(used.gainDb + gainPerLu(round, level) * miss) : used.gainDb;
  const ceilingsDbfs = used.ceilingsDbfs.map((ceiling, i) => {
    const excess = (decoded[i]?.truePeakDbtp ?? 0) - goal.truePeakMaxDbtp;
    return excess > 0 ? ceiling - excess - 0.3 : ceiling;
  });
  return { kind: 'again', setting: { gainDb, ceilingsDbfs } };
}
