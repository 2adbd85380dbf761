/**
 * Programme assembly tests — kiểm thử ghép chương trình.
 *
 * A programme lays out what it was given, in order, and says no with figures when it does not fit.
 */

import type { AudioRef } from '@loaso/shared/audio';
import { BulletinId, Sha256 } from '@loaso/shared/ids';
import { durationMs } from '@loaso/shared/time';
import { expect } from 'chai';
import fc from 'fast-check';
import { assembleProgramme, BULLETINS_MAX } from '#server/core/programme/assemble';

const clip = (seed: number, ms: number): AudioRef => ({
  sha256: Sha256.parse(seed.toString(16).padStart(64, '0')),
  sizeBytes: Math.max(1, ms * 6),
  durationMs: durationMs(ms),
  codec: 'mp3',
});
const bulletin = (seed: number, ms: number) => ({
  id: BulletinId.parse(`ban-tin-${seed}`),
  audio: clip(seed, ms),
});

describe('a programme', () => {
  it('lays chimes, bulletins and gaps end to end', () => {
    const chime = clip(99, 3_000);
    const result = assembleProgramme({
      bulletins: [bulletin(1, 60_000), bulletin(2, 30_000)],
      chimeIn: chime,
      chimeOut: chime,
      gapMs: 1_000,
    });
    if (!result.ok) throw new Error(result.error.code);
    expect(result.value.pieces.map((p) => [p.kind, p.offsetMs, p.durationMs])).to.deep.equal([
      ['chime', 0, 3_000],
      ['bulletin', 4_000, 60_000],
      ['bulletin', 65_000, 30_000],
      ['chime', 96_000, 3_000],
    ]);
    expect(result.value.durationMs).to.equal(99_000);
    expect(result.value.audio).to.have.length(3);
  });

  it('names both figures when it is longer than its slot', () => {
    const result = assembleProgramme({
      bulletins: [bulletin(1, 61_000)],
      gapMs: 0,
      slotMs: 60_000,
    });
    expect(result).to.deep.equal({
      ok: false,
      error: { code: 'programme-longer-than-slot', durationMs: 61_000, slotMs: 60_000 },
    });
  });

  it('fills its slot to the last millisecond', () => {
    const request = { bulletins: [bulletin(1, 60_000)], gapMs: 0, slotMs: 60_000 };
    expect(assembleProgramme(request).ok).to.equal(true);
  });

  it('is refused when empty, too full or without sound', () => {
    const many = Array.from({ length: BULLETINS_MAX + 1 }, (_, i) => bulletin(i, 1_000));
    const codes = [[], many, [bulletin(1, 0)]].map((bulletins) => {
      const result = assembleProgramme({ bulletins, gapMs: 0 });
      return result.ok ? 'ok' : result.error.code;
    });
    expect(codes).to.deep.equal([
      'programme-empty',
      'programme-too-many',
      'bulletin-without-sound',
    ]);
  });

  it('never overlaps pieces and is as long as its pieces and gaps', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 3_600_000 }), {
      minLength: 1,
      maxLength: BULLETINS_MAX,
    });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 0, max: 10_000 }), (ms, gapMs) => {
        const bulletins = ms.map((length, i) => bulletin(i, length));
        const result = assembleProgramme({ bulletins, gapMs });
        if (!result.ok) return false;
        const { pieces } = result.value;
        const apart = pieces.every((piece, i) => {
          const before = pieces[i - 1];
          return !before || piece.offsetMs === before.offsetMs + before.durationMs + gapMs;
        });
        const sum = ms.reduce((total, length) => total + length, 0) + gapMs * (ms.length - 1);
        return apart && result.value.durationMs === sum;
      }),
    );
  });
});
