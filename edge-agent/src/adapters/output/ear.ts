/**
 * Ear — đo độ lớn theo ba dải.
 *
 * Samples in, loudness of low, middle and high out, one frame each 50 ms. Two one-pole filters, so that
 * a small board can do it beside the sound it makes; keeps no sample.
 */
import { FRAME_MS, type HearingFrame } from '@loaso/shared/wire/hearing';

/** Samples a second that an ear takes. */
export const EAR_RATE = 12_000;
const FRAME_SAMPLES = (EAR_RATE * FRAME_MS) / 1000;
/** Corners between the bands, hertz. */
const LOW_HZ = 500;
const HIGH_HZ = 2_000;
const FULL = 32_768 ** 2;
/** Far below the noise of any microphone, dB. */
const FLOOR_DB = -100;

const poleOf = (hertz: number): number => 1 - Math.exp((-2 * Math.PI * hertz) / EAR_RATE);
const [LOW_POLE, HIGH_POLE] = [poleOf(LOW_HZ), poleOf(HIGH_HZ)];

export type Ear = {
  /** Takes what follows what it took before. */
  hear(samples: Int16Array): void;
  /** Whole frames so far. */
  frames(): readonly HearingFrame[];
};

/** @param framesMax what comes after so many is left out */
export function createEar(framesMax: number): Ear {
  const frames: HearingFrame[] = [];
  let [below, under, count] = [0, 0, 0];
  let [low, mid, high] = [0, 0, 0];
  const dbOf = (sum: number): number => {
    const db = 10 * Math.log10(sum / FRAME_SAMPLES / FULL + 1e-10);
    return Math.round(Math.max(FLOOR_DB, db) * 10) / 10;
  };
  return {
    hear: (samples) => {
      if (frames.length >= framesMax) return;
      for (const sample of samples) {
        below += LOW_POLE * (sample - below);
        under += HIGH_POLE * (sample - under);
        low += below * below;
        mid += (under - below) ** 2;
        high += (sample - under) ** 2;
        count += 1;
        if (count < FRAME_SAMPLES) continue;
        frames.push([dbOf(low), dbOf(mid), dbOf(high)]);
        [low, mid, high, count] = [0, 0, 0, 0];
      }
    },
    frames: () => frames,
  };
}

/** Every two samples as their mean: from the rate of the player to that of the ear. */
export function halved(samples: Int16Array): Int16Array {
  const out = new Int16Array(samples.length >> 1);
  for (let index = 0; index < out.length; index += 1) {
    out[index] = ((samples[2 * index] ?? 0) + (samples[2 * index + 1] ?? 0)) >> 1;
  }
  return out;
}
