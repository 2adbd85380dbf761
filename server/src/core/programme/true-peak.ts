/**
 * True peak — đỉnh thật.
 *
 * The highest place of the wave that samples stand for, between them as well: what an amplifier sees
 * and what clips. Source: ITU-R BS.1770-4 annex 2, four times oversampled. Promises the same figure
 * however the samples are cut.
 */

const OVERSAMPLING = 4;
/** Samples that a place between two others is read from. */
const TAPS = 16;
const BEFORE = TAPS / 2 - 1;

/**
 * A crest lower than this share of the highest peak so far hides nothing higher: what a codec leaves
 * of speech overshoots its samples by far less than 4 dB.
 */
const WORTH_A_LOOK = 0.6;

export type TruePeak = {
  push(samples: Float32Array): void;
  /** Highest so far, 1 = full scale; ends the sound. */
  end(): number;
};

export function createTruePeak(): TruePeak {
  const weights = betweenWeights();
  /** The last samples, which the next ones are read with, then the block at hand. */
  let line = new Float32Array(TAPS);
  let kept = TAPS;
  let highest = 0;
  function between(samples: Float32Array, at: number): number {
    let most = 0;
    for (let row = 0; row < weights.length; row += TAPS) {
      let sum = 0;
      for (let tap = 0; tap < TAPS; tap += 1) {
        sum += (weights[row + tap] as number) * (samples[at - BEFORE + tap] as number);
      }
      most = Math.max(most, Math.abs(sum));
    }
    return most;
  }
  function push(samples: Float32Array): void {
    const length = kept + samples.length;
    if (line.length < length) line = grown(line, length);
    line.set(samples, kept);
    const last = length - TAPS / 2;
    let peak = highest;
    let here = Math.abs(line[BEFORE] as number);
    for (let i = BEFORE + 1; i < last; i += 1) {
      const left = here;
      here = Math.abs(line[i] as number);
      if (here < WORTH_A_LOOK * peak || here < left || here === 0) continue;
      // Only a crest is worth it; the highest place lies on either side of its highest sample.
      if (here < Math.abs(line[i + 1] as number)) continue;
      peak = Math.max(peak, here, between(line, i - 1), between(line, i));
    }
    highest = peak;
    const from = Math.max(0, last - BEFORE - 1);
    line.copyWithin(0, from, length);
    kept = length - from;
  }
  return {
    push,
    end() {
      push(new Float32Array(TAPS));
      return highest;
    },
  };
}

function grown(line: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const longer = new Float32Array(length);
  longer.set(line);
  return longer;
}

/** Weights of the places a quarter, a half and three quarters of the way to the next sample. */
function betweenWeights(): Float64Array {
  const rows = Array.from({ length: OVERSAMPLING - 1 }, (_, row) => {
    const weights = Array.from({ length: TAPS }, (_, tap) => {
      const distance = tap - BEFORE - (row + 1) / OVERSAMPLING;
      return sinc(distance) * window(distance / (TAPS / 2));
    });
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  });
  return Float64Array.from(rows.flat());
}

const sinc = (x: number): number => Math.sin(Math.PI * x) / (Math.PI * x);

/** Side lobes of Kaiser's window 60 dB down. */
const SHARPNESS = 5.7;

/** Kaiser's window, −1..1. */
function window(x: number): number {
  if (Math.abs(x) >= 1) return 0;
  return bessel(SHARPNESS * Math.sqrt(1 - x * x)) / bessel(SHARPNESS);
}

/** Modified Bessel function of order zero, by its series. */
function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k <= 20; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
