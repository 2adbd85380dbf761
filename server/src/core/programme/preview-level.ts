/**
 * Preview level — mức âm lượng khi nghe thử.
 *
 * The one gain that makes a single sentence easy to hear at a desk: raised to an even level, never
 * into clipping. For an editor's ear only; what airs is mastered.
 */

/** Of the speaking parts, relative to full scale. */
const TARGET_RMS = 0.12;
const PEAK_MAX = 0.7;
const GAIN_MAX = 8;
/** Quieter than this is a pause, not speech. */
const SILENCE = 0.01;

/** @param samples −1..1 @returns factor, 0 < gain ≤ 8 */
export function previewGain(samples: readonly number[]): number {
  let peak = 0;
  let power = 0;
  let count = 0;
  for (const sample of samples) {
    const size = Math.abs(sample);
    if (size > peak) peak = size;
    if (size < SILENCE) continue;
    power += size * size;
    count += 1;
  }
  if (count === 0) return 1;
  return Math.min(GAIN_MAX, TARGET_RMS / Math.sqrt(power / count), PEAK_MAX / peak);
}
