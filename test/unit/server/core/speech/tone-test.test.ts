/**
 * Tone test — thử sáu thanh điệu.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { contourOf } from '#server/core/speech/pitch-contour';
import { judgeTones, TONE_SYLLABLES, type ToneTake } from '#server/core/speech/tone-test';

const RATE = 16_000;

/** A sung syllable: semitones above `root` at share 0..1 of its course. */
function sing(
  glide: (share: number) => number,
  { root = 150, ms = 350, gain = 0.5 } = {},
): ToneTake {
  const samples = new Float32Array((ms * RATE) / 1000);
  let phase = 0;
  for (let i = 0; i < samples.length; i += 1) {
    phase += (2 * Math.PI * root * 2 ** (glide(i / samples.length) / 12)) / RATE;
    samples[i] = gain * (Math.sin(phase) + 0.5 * Math.sin(2 * phase));
  }
  return { samples, sampleRate: RATE };
}

const SIX = [
  sing(() => 0),
  sing((share) => 5 * share),
  sing((share) => -5 * share),
  sing((share) => Math.abs(share - 0.5) * 6 - 3),
  sing((share) => 2 + 6 * share),
  sing((share) => -3 * share, { ms: 200 }),
];

const verdict = (takes: readonly ToneTake[]): string => {
  const judged = judgeTones(takes);
  return judged.ok ? 'passed' : judged.error;
};

describe('the tone test', () => {
  it('passes six tones that differ', () => {
    expect(verdict(SIX)).to.equal('passed');
  });

  it('names the two that coincide, whichever they are', () => {
    const pair = fc.tuple(fc.nat(5), fc.nat(5)).filter(([a, b]) => a < b);
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const takes = SIX.with(b, SIX[a] as ToneTake);
        expect(verdict(takes)).to.equal(
          `không phân biệt được “${TONE_SYLLABLES[a]}” với “${TONE_SYLLABLES[b]}”`,
        );
      }),
      { numRuns: 15 },
    );
  });

  it('is not fooled by another level, start of the wave or a little hiss', () => {
    const quiet = sing(() => 0, { gain: 0.1 });
    expect(verdict(SIX.with(1, quiet))).to.include('“ma” với “má”');
    const late = sing(() => 0).samples;
    const shifted = Float32Array.from(late as Float32Array, (_, i) => late[i + 37] ?? 0);
    expect(verdict(SIX.with(1, { samples: shifted, sampleRate: RATE }))).to.include(
      '“ma” với “má”',
    );
    const hissing = Float32Array.from(late as Float32Array, (x, i) => x + 0.004 * Math.sin(i * i));
    expect(verdict(SIX.with(1, { samples: hissing, sampleRate: RATE }))).to.include(
      '“ma” với “má”',
    );
  });

  it('refuses a syllable without sound, without voice or without samples', () => {
    const mute = { samples: new Int16Array(8_000), sampleRate: RATE };
    expect(verdict(SIX.with(3, mute))).to.equal('tiếng “mả” không có âm');
    let seed = 1;
    const chance = (): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647 - 0.5;
    };
    const noise = { samples: Float32Array.from({ length: 6_000 }, chance), sampleRate: RATE };
    expect(verdict(SIX.with(4, noise))).to.equal('tiếng “mã” không có thanh');
    expect(verdict(SIX.slice(0, 5))).to.equal('tiếng “mạ” không có âm');
  });

  it('hears the pitch that was sung, at any level and rate', () => {
    const root = fc.integer({ min: 80, max: 400 });
    fc.assert(
      fc.property(root, fc.constantFrom(0.01, 0.5, 3000), (hertz, gain) => {
        const { samples } = sing(() => 0, { root: hertz, gain });
        const middle = contourOf(samples, RATE)?.semitones[12] ?? 0;
        expect(middle).to.be.closeTo(12 * Math.log2(hertz / 55), 0.15);
      }),
      { numRuns: 40 },
    );
  });
});
