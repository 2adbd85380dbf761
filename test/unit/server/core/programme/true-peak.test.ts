/** True peak — đỉnh thật: no lower than any sample, no higher than a band-limited wave can be. */
import { expect } from 'chai';
import fc from 'fast-check';
import { createTruePeak } from '#server/core/programme/true-peak';

function peakOf(samples: Float32Array): number {
  const peak = createTruePeak();
  peak.push(samples);
  return peak.end();
}

describe('the true peak', () => {
  it('of a tone is its crest, wherever the samples fall', () => {
    const phases = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
    fc.assert(
      fc.property(phases, fc.integer({ min: 200, max: 6_000 }), (phase, hz) => {
        const wave = (_: unknown, i: number) => Math.sin((2 * Math.PI * hz * i) / 24_000 + phase);
        // Fades, since a cut wave has crests of its own.
        const tone = Float32Array.from({ length: 2_400 }, wave).map(
          (x, i) => x * Math.sin((Math.PI * i) / 2_400) ** 2,
        );
        return Math.abs(peakOf(tone) - 1) < 0.06;
      }),
      { numRuns: 60 },
    );
  });

  it('is never under the highest sample', () => {
    const sample = fc.float({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 200 }), (samples) => {
        const highest = Math.max(...samples.map((x) => Math.abs(Math.fround(x))));
        return peakOf(Float32Array.from(samples)) >= highest;
      }),
    );
    expect(peakOf(new Float32Array(0))).to.equal(0);
  });
});
