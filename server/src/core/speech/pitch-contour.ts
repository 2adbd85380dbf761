/**
 * Pitch contour — đường nét cao độ.
 *
 * Melody, loudness and length of one spoken syllable, so that two tones can be compared by what an
 * ear hears and not sample by sample. Promises figures independent of level and sample rate. Knows
 * no Vietnamese.
 */

/** Points into which every contour is laid, whatever the length of the syllable. */
export const CONTOUR_POINTS = 24;

export type Contour = {
  /** Semitones above 55 Hz, evenly spaced over the voiced part; empty when nothing is voiced. */
  readonly semitones: readonly number[];
  /** Decibels under the loudest frame (≤ 0), evenly spaced over the sounding part. */
  readonly levelsDb: readonly number[];
  readonly soundingMs: number;
};

const RATE = 8_000;
const FRAME = 320;
const HOP = 80;
const LAG_MIN = Math.floor(RATE / 450);
const LAG_MAX = Math.ceil(RATE / 70);
/** Least likeness of a wave with itself a period later to be called voiced. */
const VOICED = 0.5;
/** A frame quieter than this share of the loudest is silence. */
const SILENT_SHARE = 0.05;
/** An octave error costs less than this advantage of the best lag over its half. */
const OCTAVE_LIKENESS = 0.93;

type Frame = { readonly level: number; readonly hertz: number | undefined };

/** Contour of one syllable: mono samples of any scale; `undefined` when it holds no sound. */
export function contourOf(samples: ArrayLike<number>, sampleRate: number): Contour | undefined {
  const wave = resample(samples, Math.round((samples.length * RATE) / sampleRate));
  const frames = framesOf(wave);
  const loudest = frames.reduce((most, { level }) => Math.max(most, level), 0);
  if (loudest === 0) return undefined;
  const isSounding = ({ level }: Frame): boolean => level >= loudest * SILENT_SHARE;
  const from = frames.findIndex(isSounding);
  const to = frames.findLastIndex(isSounding) + 1;
  const sounding = frames.slice(from, to);
  const melody = sounding.flatMap(({ hertz }) =>
    hertz === undefined ? [] : [12 * Math.log2(hertz / 55)],
  );
  return {
    semitones: melody.length < 3 ? [] : resample(melody, CONTOUR_POINTS),
    levelsDb: resample(
      sounding.map(({ level }) => 20 * Math.log10(Math.max(level / loudest, 0.001))),
      CONTOUR_POINTS,
    ),
    soundingMs: (sounding.length * HOP * 1000) / RATE,
  };
}

/** Linear interpolation onto `count` evenly spaced points. */
export function resample(values: ArrayLike<number>, count: number): number[] {
  const step = count > 1 ? (values.length - 1) / (count - 1) : 0;
  return Array.from({ length: Math.max(0, count) }, (_, i) => {
    const at = i * step;
    const below = Math.floor(at);
    const low = values[below] ?? 0;
    const high = values[Math.min(below + 1, values.length - 1)] ?? low;
    return low + (high - low) * (at - below);
  });
}

function framesOf(wave: readonly number[]): Frame[] {
  const frames: Frame[] = [];
  for (let from = 0; from + FRAME + LAG_MAX <= wave.length; from += HOP) {
    let power = 0;
    for (let i = from; i < from + FRAME; i += 1) power += (wave[i] ?? 0) ** 2;
    frames.push({ level: Math.sqrt(power / FRAME), hertz: pitchAt(wave, from, power) });
  }
  return frames;
}

/** Fundamental frequency by normalised autocorrelation; `undefined` when the frame is unvoiced. */
function pitchAt(wave: readonly number[], from: number, power: number): number | undefined {
  if (power === 0) return undefined;
  const likeness: number[] = [];
  for (let lag = LAG_MIN; lag <= LAG_MAX; lag += 1) {
    likeness[lag] = likenessAt(wave, from, { lag, power });
  }
  const best = likeness.reduce((most, alike) => Math.max(most, alike), 0);
  if (best < VOICED) return undefined;
  // The shortest period that is nearly as like is the true one; its multiples are like as well.
  const lag = likeness.findIndex((here, at) => {
    const isPeak = here >= (likeness[at - 1] ?? 1) && here >= (likeness[at + 1] ?? 1);
    return isPeak && here >= best * OCTAVE_LIKENESS;
  });
  return lag < 0 ? undefined : RATE / peakNear(likeness, lag);
}

function likenessAt(
  wave: readonly number[],
  from: number,
  { lag, power }: { readonly lag: number; readonly power: number },
): number {
  let product = 0;
  let shifted = 0;
  for (let i = from; i < from + FRAME; i += 1) {
    const later = wave[i + lag] ?? 0;
    product += (wave[i] ?? 0) * later;
    shifted += later * later;
  }
  return shifted === 0 ? 0 : product / Math.sqrt(power * shifted);
}

/** Peak between samples, by the parabola through three points. */
function peakNear(likeness: readonly number[], lag: number): number {
  const before = likeness[lag - 1];
  const here = likeness[lag] ?? 0;
  const after = likeness[lag + 1];
  if (before === undefined || after === undefined) return lag;
  const bend = before - 2 * here + after;
  return bend === 0 ? lag : lag + (0.5 * (before - after)) / bend;
}
