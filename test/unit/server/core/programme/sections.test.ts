/**
 * Section tests — kiểm thử cắt đoạn.
 *
 * Cuts depend on the words near them, so an edit moves no far cut.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { endsSection, SPEECH_SECTION, WHOLE } from '#server/core/programme/sections';

const key = (seed: number): string => (Math.imul(seed + 1, 2_654_435_761) >>> 0).toString(16);

/** Numbers of the sentences after which a script of 5-second sentences is cut. */
function cuts(keys: readonly string[]): number[] {
  const places: number[] = [];
  let lengthMs = 0;
  for (const [place, each] of keys.entries()) {
    lengthMs += 5_000;
    if (!endsSection(lengthMs, each)) continue;
    places.push(place);
    lengthMs = 0;
  }
  return places;
}

describe('sections of a clip', () => {
  it('are never shorter than the least nor longer than the most length', () => {
    const places = cuts(Array.from({ length: 500 }, (_, i) => key(i)));
    const lengths = places.slice(1).map((place, i) => (place - (places[i] ?? 0)) * 5_000);
    expect(Math.min(...lengths)).to.be.at.least(SPEECH_SECTION.minMs);
    expect(Math.max(...lengths)).to.be.at.most(SPEECH_SECTION.maxMs);
    expect(places.length).to.be.greaterThan(10);
  });

  it('are cut at the same far places after an edit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), (edited) => {
        const before = Array.from({ length: 800 }, (_, i) => key(i));
        const after = before.with(edited, key(5_000 + edited));
        const late = (places: number[]) => places.filter((place) => place > 500);
        expect(late(cuts(after))).to.deep.equal(late(cuts(before)));
      }),
      { numRuns: 60 },
    );
  });

  it('are one where a codec cannot be laid end to end', () => {
    expect(endsSection(4 * 3_600_000, '0000', WHOLE)).to.equal(false);
  });
});
