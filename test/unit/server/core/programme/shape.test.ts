/** Airings that are read together, again after a pause, or in turn. */
import type { AudioRef } from '@loaso/shared/audio';
import { BulletinId, Sha256 } from '@loaso/shared/ids';
import { durationMs } from '@loaso/shared/time';
import { expect } from 'chai';
import fc from 'fast-check';
import { PIECES_MAX } from '#server/core/programme/assemble';
import { type ShapeRequest, shapeProgramme } from '#server/core/programme/shape';

const clip = (seed: number, ms: number): AudioRef => ({
  sha256: Sha256.parse(seed.toString(16).padStart(64, '0')),
  sizeBytes: 1000,
  durationMs: durationMs(ms),
  codec: 'mp3',
});
const bulletin = (seed: number, ...lengths: number[]) => ({
  id: BulletinId.parse(`bt-${seed}`),
  audio: lengths.map((ms, index) => clip(seed * 10 + index, ms)),
});
const shaped = (request: Partial<ShapeRequest>) => {
  const answer = shapeProgramme({ bulletins: [], repeat: null, inTurn: false, ...request });
  return answer.ok ? answer.value : answer.error;
};

describe('the shape of a programme', () => {
  it('reads all bulletins in one airing, and all of it again after the pause', () => {
    const whole = shaped({
      bulletins: [bulletin(1, 60_000), bulletin(2, 30_000)],
      repeat: { times: 2, gapSeconds: 60 },
    });
    expect(whole).to.deep.include({ durationMs: 240_000, episodes: null });
    expect('parts' in whole && whole.parts.map(({ offsetMs }) => offsetMs)).to.deep.equal([
      0, 60_000, 150_000, 210_000,
    ]);
  });

  it('makes one airing of each bulletin in turn, in all its languages', () => {
    const series = shaped({
      bulletins: [bulletin(1, 60_000, 20_000), bulletin(2, 90_000)],
      inTurn: true,
    });
    if (!('episodes' in series)) throw new Error(series.code);
    expect(series.durationMs).to.equal(90_000);
    const lengths = series.episodes?.map((one) => [
      one.bulletinId,
      one.parts.length,
      one.durationMs,
    ]);
    expect(lengths).to.deep.equal([
      ['bt-1', 2, 80_000],
      ['bt-2', 1, 90_000],
    ]);
  });

  it('says both figures when an airing is too long or has too many pieces', () => {
    const long = { bulletins: [bulletin(1, 60_000)], repeat: { times: 2, gapSeconds: 5 } };
    expect(shaped({ ...long, slotMs: 120_000 })).to.deep.equal({
      code: 'programme-longer-than-slot',
      durationMs: 125_000,
      slotMs: 120_000,
    });
    const bulletins = Array.from({ length: 20 }, (_, seed) => bulletin(seed + 1, 1_000));
    expect(shaped({ bulletins, repeat: { times: 4, gapSeconds: 0 } })).to.deep.equal({
      code: 'programme-too-many',
      count: 80,
      max: PIECES_MAX,
    });
    expect(shaped({ inTurn: true })).to.deep.equal({ code: 'programme-empty' });
  });

  it('never lets two pieces overlap, and ends with the last', () => {
    const anyRequest = fc.record({
      bulletins: fc
        .array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 10 })
        .map((lengths) => lengths.map((ms, index) => bulletin(index + 1, ms))),
      repeat: fc.option(
        fc.record({
          times: fc.integer({ min: 2, max: 5 }),
          gapSeconds: fc.integer({ min: 0, max: 600 }),
        }),
      ),
      inTurn: fc.boolean(),
    });
    fc.assert(
      fc.property(anyRequest, (request) => {
        const whole = shaped(request);
        if (!('parts' in whole)) throw new Error(whole.code);
        const airings = whole.episodes ?? [whole];
        for (const { parts, durationMs: lengthMs } of airings) {
          let endMs = 0;
          for (const part of parts) {
            expect(part.offsetMs).to.be.at.least(endMs);
            endMs = part.offsetMs + part.durationMs;
          }
          expect(endMs).to.equal(lengthMs);
        }
        expect(whole.durationMs).to.equal(Math.max(...airings.map((one) => one.durationMs)));
      }),
    );
  });
});
