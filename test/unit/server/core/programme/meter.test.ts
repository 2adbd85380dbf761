/**
 * Meter tests — kiểm thử máy đo độ to và đỉnh thật.
 *
 * Signals whose loudness and true peak are known by arithmetic (EBU Tech 3341, BS.1770-4 annex 2),
 * and the law that cutting the samples otherwise changes nothing.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { createMeter } from '#server/core/programme/meter';

type Tone = { readonly hz: number; readonly dbfs: number; readonly seconds: number };

function tone(rate: number, { hz, dbfs, seconds }: Tone, phase = 0): Float32Array {
  const size = 10 ** (dbfs / 20);
  return Float32Array.from(
    { length: Math.round(rate * seconds) },
    (_, i) => size * Math.sin((2 * Math.PI * hz * i) / rate + phase),
  );
}

function read(rate: number, ...pieces: Float32Array[]) {
  const meter = createMeter(rate);
  for (const piece of pieces) meter.push(piece);
  return meter.end();
}

const silence = (rate: number, seconds: number): Float32Array =>
  new Float32Array(Math.round(rate * seconds));

describe('the meter', () => {
  it('reads a full tone of 997 Hz as −3.01 LUFS at every rate that a decoder gives', () => {
    for (const rate of [16_000, 24_000, 48_000]) {
      const { loudnessLufs } = read(rate, tone(rate, { hz: 997, dbfs: 0, seconds: 3 }));
      expect(loudnessLufs).to.be.closeTo(-3.01, 0.05);
    }
  });

  it('hears a low tone as quieter and a high one as louder than its energy', () => {
    const of = (hz: number): number =>
      read(24_000, tone(24_000, { hz, dbfs: -20, seconds: 3 })).loudnessLufs;
    expect(of(40)).to.be.below(-26);
    expect(of(5_000)).to.be.closeTo(-20 - 3.01 + 3.3, 0.3);
  });

  it('leaves silence and what is 10 LU quieter out of the loudness', () => {
    const loud = tone(24_000, { hz: 997, dbfs: -20, seconds: 20 });
    const quiet = tone(24_000, { hz: 997, dbfs: -45, seconds: 20 });
    const { loudnessLufs } = read(24_000, silence(24_000, 10), loud, quiet, silence(24_000, 10));
    expect(loudnessLufs).to.be.closeTo(-23.01, 0.15);
  });

  it('reads silence as silence', () => {
    const { loudnessLufs, truePeakDbtp, durationMs } = read(24_000, silence(24_000, 2));
    expect({ loudnessLufs, truePeakDbtp, durationMs }).to.deep.equal({
      loudnessLufs: -70,
      truePeakDbtp: -120,
      durationMs: 2_000,
    });
  });

  it('finds the peak between samples that all lie under it', () => {
    // A quarter of the rate, 45° off: every sample is 3 dB under the crest (EBU Tech 3341, case 16).
    const between = tone(48_000, { hz: 12_000, dbfs: -6, seconds: 0.5 }, Math.PI / 4);
    expect(Math.max(...between)).to.be.closeTo(10 ** (-9.01 / 20), 1e-3);
    expect(read(48_000, between).truePeakDbtp).to.be.within(-6.4, -5.8);
  });

  it('finds a peak above full scale, and the last sample', () => {
    const over = tone(24_000, { hz: 1_000, dbfs: 1.5, seconds: 0.5 });
    expect(read(24_000, over).truePeakDbtp).to.be.closeTo(1.5, 0.1);
    const last = silence(24_000, 0.5);
    last[last.length - 1] = -0.5;
    expect(read(24_000, last).truePeakDbtp).to.be.within(-6.03, -5.5);
  });

  it('gives the same figures however the samples are cut', () => {
    const sound = tone(24_000, { hz: 777, dbfs: -7, seconds: 1 }).map(
      (x, i) => x * (0.6 + 0.4 * Math.sin(i / 900)),
    );
    const whole = read(24_000, sound);
    fc.assert(
      fc.property(fc.array(fc.nat(sound.length), { maxLength: 12 }), (cuts) => {
        const borders = [0, ...cuts.toSorted((a, b) => a - b), sound.length];
        const pieces = borders.slice(1).map((to, i) => sound.subarray(borders[i], to));
        const cut = read(24_000, ...pieces);
        return (
          Math.abs(cut.loudnessLufs - whole.loudnessLufs) < 1e-9 &&
          Math.abs(cut.truePeakDbtp - whole.truePeakDbtp) < 1e-9
        );
      }),
      { numRuns: 40 },
    );
  });
});
