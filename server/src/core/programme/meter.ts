/**
 * Meter — máy đo độ to và đỉnh thật.
 *
 * Integrated loudness and true peak of mono samples, block by block. Source: ITU-R BS.1770-4 (two
 * filters, blocks of 400 ms every 100 ms, gates at −70 LUFS and 10 LU under the mean; true peak four
 * times oversampled). Promises the same figures however the samples are cut. Knows no decoder.
 */
import { createTruePeak } from './true-peak.js';

export type Meter = {
  /** The next samples, −1..1 and beyond. */
  push(samples: Float32Array): void;
  /** Figures of all that was pushed: LUFS (−70: silence), dBTP (−120: silence), ms. */
  end(): {
    readonly loudnessLufs: number;
    readonly truePeakDbtp: number;
    readonly durationMs: number;
  };
};

/** Loudness of a mean square of 1, LUFS. */
const FULL_SCALE_LUFS = -0.691;
const SILENCE_LUFS = -70;
const SILENCE_DBTP = -120;
const RELATIVE_GATE_LU = 10;
const TENTHS_PER_BLOCK = 4;

export function createMeter(sampleRate: number): Meter {
  const powers = createPowers(sampleRate);
  const peak = createTruePeak();
  let count = 0;
  return {
    push(samples) {
      powers.push(samples);
      peak.push(samples);
      count += samples.length;
    },
    end: () => ({
      loudnessLufs: integrated(powers.tenths),
      truePeakDbtp: Math.max(SILENCE_DBTP, 20 * Math.log10(peak.end())),
      durationMs: (count / sampleRate) * 1000,
    }),
  };
}

/** Weighted mean square of every finished tenth of a second. */
function createPowers(sampleRate: number) {
  const head = headShelf(sampleRate);
  const high = lowCut(sampleRate);
  const tenth = Math.round(sampleRate / 10);
  const tenths: number[] = [];
  const state = new Float64Array(4);
  let sum = 0;
  let filled = 0;
  /** Filters samples of one tenth and adds their squares. */
  function add(samples: Float32Array, from: number, to: number): void {
    const { b0, b1, b2, a1, a2 } = head;
    const { a1: c1, a2: c2 } = high;
    let [h1 = 0, h2 = 0, l1 = 0, l2 = 0] = state;
    let squares = 0;
    for (let i = from; i < to; i += 1) {
      const x = samples[i] as number;
      const y = b0 * x + h1;
      h1 = b1 * x - a1 * y + h2;
      h2 = b2 * x - a2 * y;
      const z = y + l1;
      l1 = l2 - 2 * y - c1 * z;
      l2 = y - c2 * z;
      squares += z * z;
    }
    state.set([h1, h2, l1, l2]);
    sum += squares;
  }
  function push(samples: Float32Array): void {
    let from = 0;
    while (from < samples.length) {
      const to = Math.min(samples.length, from + tenth - filled);
      add(samples, from, to);
      filled += to - from;
      from = to;
      if (filled < tenth) return;
      tenths.push(sum / tenth);
      sum = 0;
      filled = 0;
    }
  }
  return { tenths, push };
}

/** y = b0·x + b1·x₋₁ + b2·x₋₂ − a1·y₋₁ − a2·y₋₂. */
type Biquad = {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
};

/** The shelf of a head, for any rate of samples; at 48 kHz the figures of BS.1770's table 1. */
function headShelf(rate: number): Biquad {
  const tan = Math.tan((Math.PI * 1681.974450955533) / rate);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + tan / q + tan * tan;
  return {
    b0: (high + (band * tan) / q + tan * tan) / a0,
    b1: (2 * (tan * tan - high)) / a0,
    b2: (high - (band * tan) / q + tan * tan) / a0,
    a1: (2 * (tan * tan - 1)) / a0,
    a2: (1 - tan / q + tan * tan) / a0,
  };
}

/** The high-pass that follows it; at 48 kHz the figures of table 2. */
function lowCut(rate: number): Biquad {
  const tan = Math.tan((Math.PI * 38.13547087602444) / rate);
  const q = 0.5003270373238773;
  const a0 = 1 + tan / q + tan * tan;
  const a1 = (2 * (tan * tan - 1)) / a0;
  return { b0: 1, b1: -2, b2: 1, a1, a2: (1 - tan / q + tan * tan) / a0 };
}

const loudnessOf = (power: number): number => FULL_SCALE_LUFS + 10 * Math.log10(power);

function integrated(tenths: readonly number[]): number {
  const blocks: number[] = [];
  for (let k = 0; k + TENTHS_PER_BLOCK <= tenths.length; k += 1) {
    let sum = 0;
    for (let i = k; i < k + TENTHS_PER_BLOCK; i += 1) sum += tenths[i] ?? 0;
    blocks.push(sum / TENTHS_PER_BLOCK);
  }
  const audible = blocks.filter((power) => loudnessOf(power) > SILENCE_LUFS);
  const gate = loudnessOf(mean(audible)) - RELATIVE_GATE_LU;
  const loudness = loudnessOf(mean(audible.filter((power) => loudnessOf(power) > gate)));
  return audible.length === 0 ? SILENCE_LUFS : loudness;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
