/**
 * Section tests — kiểm thử cắt đoạn.
 *
 * Cuts depend on the words near them, so an edit moves no far cut.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import {
  batchesOf,
  nextSection,
  type QueuedSentence,
  SPEECH_SECTION,
  WHOLE,
} from '#server/core/programme/sections';

const sentence = (seed: number): QueuedSentence => ({
  key: (Math.imul(seed + 1, 2_654_435_761) >>> 0).toString(16).padStart(8, '0'),
  lengthMs: 2_000 + ((seed * 977) % 9_000),
});

/** Numbers of the sentences that end a section, in a script read in one go. */
function cuts(script: readonly QueuedSentence[]): number[] {
  const ends: number[] = [];
  let from = 0;
  for (let to = 1; to <= script.length; to += 1) {
    const count = nextSection(script.slice(from, to));
    if (count === 0) continue;
    from += count;
    ends.push(from);
  }
  return ends;
}

const SCRIPT = Array.from({ length: 400 }, (_, i) => sentence(i));

describe('sections of a clip', () => {
  it('are never shorter than the least nor longer than the most length', () => {
    const ends = [0, ...cuts(SCRIPT)];
    const lengths = ends
      .slice(1)
      .map((end, i) => SCRIPT.slice(ends[i], end).reduce((sum, each) => sum + each.lengthMs, 0));
    expect(Math.min(...lengths)).to.be.at.least(SPEECH_SECTION.minMs);
    expect(Math.max(...lengths)).to.be.at.most(SPEECH_SECTION.maxMs);
    expect(lengths.length).to.be.greaterThan(10);
  });

  it('are few other ones after an edit', () => {
    const before = new Set(cuts(SCRIPT));
    // Cuts find each other again by chance of the words: of every edit, how many are new.
    const moved = SCRIPT.flatMap((_, edited) =>
      [1, 2, 3].map((seed) => {
        const after = cuts(SCRIPT.with(edited, sentence(1_000 * seed + edited)));
        return after.filter((end) => !before.has(end)).length;
      }),
    ).sort((a, b) => a - b);
    const mean = moved.reduce((sum, one) => sum + one, 0) / moved.length;
    expect(mean, 'on average').to.be.below(0.5);
    expect(moved[Math.floor(moved.length * 0.95)], 'of 95 in 100').to.be.at.most(2);
    expect(moved.at(-1), 'of the worst').to.be.at.most(8);
  });

  it('hold a sentence longer than any section alone', () => {
    const long = { ...sentence(1), lengthMs: 200_000 };
    expect(nextSection([long])).to.equal(1);
    expect(nextSection([sentence(2), long])).to.equal(1);
  });

  it('are one where a codec cannot be laid end to end', () => {
    expect(nextSection(SCRIPT, WHOLE)).to.equal(0);
  });

  it('go to the workers in batches: all, in order, few, and alike in length', () => {
    const lengths = fc.array(fc.integer({ min: 200, max: 90_000 }), {
      minLength: 1,
      maxLength: 120,
    });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 16 }), (lengthsMs, workers) => {
        const batches = batchesOf(lengthsMs, workers);
        expect(batches.flat()).to.deep.equal(lengthsMs.map((_, place) => place));
        expect(batches.every((batch) => batch.length > 0)).to.equal(true);
        const totalMs = lengthsMs.reduce((sum, each) => sum + each, 0);
        const most = Math.max(1, Math.ceil(totalMs / (720_000 * workers))) * workers;
        expect(batches.length).to.be.at.most(most);
        const longest = Math.max(...lengthsMs);
        for (const batch of batches) {
          const batchMs = batch.reduce((sum, place) => sum + (lengthsMs[place] ?? 0), 0);
          expect(batchMs).to.be.at.most((1.4 * totalMs) / most + longest);
        }
      }),
    );
    expect(batchesOf([], 2)).to.deep.equal([]);
  });
});
