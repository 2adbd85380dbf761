/**
 * Tone test — thử sáu thanh điệu.
 *
 * A voice that drops tones says "ma" for "má, mà, mả, mã, mạ", and nobody at the desk may notice
 * before a whole commune has heard it. Compares the six by waveform and by contour of pitch, level
 * and length. Promises a verdict in words; does not know how beautiful a voice is.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import { type Contour, contourOf, resample } from './pitch-contour.js';

/** One syllable, six tones: ngang, sắc, huyền, hỏi, ngã, nặng. */
export const TONE_SYLLABLES = ['ma', 'má', 'mà', 'mả', 'mã', 'mạ'] as const;

/** Mono samples of one syllable, any scale. */
export type ToneTake = { readonly samples: ArrayLike<number>; readonly sampleRate: number };

/** Waves of equal length that are alike beyond this are one wave. */
const SAME_WAVE = 0.98;
const WAVE_POINTS = 8_000;
/** Enough to show what is wrong. */
const PAIRS_SHOWN = 3;
/**
 * Contours as near as this in all three respects are one contour. espeak-ng's central accent, whose
 * "má" and "mả" are nearest of all that people can still tell apart, differs by 0.17 and 0.12.
 */
const SAME_SEMITONES = 0.1;
const SAME_LEVEL_DB = 0.1;
const SAME_LENGTH_SHARE = 0.03;

type Heard = { readonly syllable: string; readonly wave: number[]; readonly contour: Contour };

/** `takes` in the order of {@link TONE_SYLLABLES}; refuses with the syllables that coincide. */
export function judgeTones(takes: readonly ToneTake[]): Result<null, string> {
  const heard: Heard[] = [];
  for (const [i, syllable] of TONE_SYLLABLES.entries()) {
    const take = takes[i];
    const contour = take === undefined ? undefined : contourOf(take.samples, take.sampleRate);
    if (take === undefined || contour === undefined) return err(`tiếng “${syllable}” không có âm`);
    if (contour.semitones.length === 0) return err(`tiếng “${syllable}” không có thanh`);
    heard.push({ syllable, wave: resample(take.samples, WAVE_POINTS), contour });
  }
  const same = heard.flatMap((one, i) =>
    heard.slice(i + 1).flatMap((two) => (coincide(one, two) ? [namesOf(one, two)] : [])),
  );
  return same.length === 0 ? ok(null) : err(`không phân biệt được ${listOf(same)}`);
}

function listOf(pairs: readonly string[]): string {
  const shown = pairs.slice(0, PAIRS_SHOWN).join(', ');
  const more = pairs.length - PAIRS_SHOWN;
  return more > 0 ? `${shown} và ${more} cặp khác` : shown;
}

const namesOf = (one: Heard, two: Heard): string => `“${one.syllable}” với “${two.syllable}”`;

function coincide(one: Heard, two: Heard): boolean {
  if (correlation(one.wave, two.wave) > SAME_WAVE) return true;
  const length = Math.abs(1 - one.contour.soundingMs / two.contour.soundingMs);
  return (
    apart(one.contour.semitones, two.contour.semitones) < SAME_SEMITONES &&
    apart(one.contour.levelsDb, two.contour.levelsDb) < SAME_LEVEL_DB &&
    length < SAME_LENGTH_SHARE
  );
}

/** Root of the mean squared difference. */
function apart(one: readonly number[], two: readonly number[]): number {
  const sum = one.reduce((total, value, i) => total + (value - (two[i] ?? 0)) ** 2, 0);
  return Math.sqrt(sum / one.length);
}

function correlation(one: readonly number[], two: readonly number[]): number {
  let product = 0;
  let first = 0;
  let second = 0;
  for (const [i, a] of one.entries()) {
    const b = two[i] ?? 0;
    product += a * b;
    first += a * a;
    second += b * b;
  }
  return product / Math.sqrt(first * second);
}
