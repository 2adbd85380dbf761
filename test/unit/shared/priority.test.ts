/** Who wins between two airings: one total order. */
import { compareStanding, type Standing } from '@loaso/shared/priority';
import { expect } from 'chai';
import fc from 'fast-check';

const standing = fc.record<Standing>({
  priority: fc.constantFrom('emergency', 'priority', 'normal'),
  origin: fc.constantFrom('central', 'province', 'commune'),
  rank: fc.integer({ min: 1, max: 3 }),
  startAt: fc.integer({ min: 0, max: 3 }),
  entryId: fc.constantFrom('a', 'b', 'c'),
});
const base: Standing = {
  priority: 'normal',
  origin: 'commune',
  rank: 5,
  startAt: 100,
  entryId: 'm',
};
const beats = (a: Partial<Standing>, b: Partial<Standing>): boolean =>
  compareStanding({ ...base, ...a }, { ...base, ...b }) < 0;

describe('the order of airings', () => {
  it('is total: two airings never tie, and no three go in a circle', () => {
    fc.assert(
      fc.property(standing, standing, standing, (a, b, c) => {
        expect(Math.sign(compareStanding(a, b))).to.equal(-Math.sign(compareStanding(b, a)) + 0);
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(compareStanding(a, b) === 0).to.equal(same);
        if (compareStanding(a, b) < 0 && compareStanding(b, c) < 0) {
          expect(compareStanding(a, c)).to.be.below(0);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('puts emergency over priority over normal, whoever speaks', () => {
    expect(beats({ priority: 'emergency' }, { priority: 'priority', origin: 'central' })).to.equal(
      true,
    );
    expect(beats({ priority: 'priority' }, { priority: 'normal', origin: 'central' })).to.equal(
      true,
    );
  });

  it('puts the higher body first, then the order of the commune, then the earlier', () => {
    expect(beats({ origin: 'central', rank: 9 }, { origin: 'province', rank: 1 })).to.equal(true);
    expect(beats({ rank: 1, startAt: 200 }, { rank: 2, startAt: 100 })).to.equal(true);
    expect(beats({ startAt: 100 }, { startAt: 200 })).to.equal(true);
  });

  it('lets the newest emergency speak, so that a correction is never blocked', () => {
    const urgent = { priority: 'emergency' } as const;
    expect(
      beats({ ...urgent, startAt: 200 }, { ...urgent, startAt: 100, origin: 'central', rank: 1 }),
    ).to.equal(true);
  });
});
