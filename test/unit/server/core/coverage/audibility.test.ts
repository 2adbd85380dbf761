/**
 * How far a horn is heard — bán kính nghe rõ.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { levelAt, MARGIN_DB, reachOf, SILENT, TERRAINS } from '#server/core/coverage/audibility';

const terrain = fc.constantFrom(...TERRAINS);

describe('The reach of a cluster', () => {
  it('is where the level by hand meets noise and margin', () => {
    // 25 W: 106 + 14 = 120 dB at 1 m. Open land, 42 dBA: 52 dB are needed, 68 dB may be lost:
    // 20 log r + r/100 = 68, r = 1,083 m (60.7 + 10.8 = 71.5 is too much); r = 1,000: 60 + 10 = 70;
    // r = 850: 58.6 + 8.5 = 67.1; r = 900: 59.1 + 9 = 68.1.
    const { likely } = reachOf([{ powerW: 25, heightM: 8 }], { terrain: 'open' });
    expect(likely).to.be.within(885, 900);
    const level = levelAt(106 + 10 * Math.log10(25), likely, 'open');
    expect(level).to.be.closeTo(42 + MARGIN_DB, 0.05);
  });

  it('falls by 6 dB per doubling before the ground takes its part', () => {
    expect(levelAt(120, 1, 'open') - levelAt(120, 2, 'open')).to.be.closeTo(6.02 + 0.01, 0.01);
  });

  it('is stated with its uncertainty and grows with power, height and silence around', () => {
    fc.assert(
      fc.property(
        terrain,
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 30, max: 70 }),
        (ground, powerW, noiseDba) => {
          const horn = { powerW, heightM: 8 };
          const around = { terrain: ground, noiseDba };
          const reach = reachOf([horn], around);
          expect(reach.low).to.be.at.most(reach.likely);
          expect(reach.likely).to.be.at.most(reach.high);
          expect(reachOf([{ ...horn, powerW: powerW * 2 }], around).likely).to.be.at.least(
            reach.likely,
          );
          expect(reachOf([{ ...horn, heightM: 2 }], around).likely).to.be.at.most(reach.likely);
          const louder = { ...around, noiseDba: noiseDba + 5 };
          expect(reachOf([horn], louder).likely).to.be.at.most(reach.likely);
          expect(reachOf([horn, horn], around)).to.deep.equal(reach);
        },
      ),
    );
  });

  it('is nothing without a horn, and nothing beside a road louder than the horn', () => {
    expect(reachOf([], { terrain: 'open' })).to.deep.equal(SILENT);
    expect(reachOf([{ powerW: 0, heightM: 8 }], { terrain: 'open' })).to.deep.equal(SILENT);
    const road = { terrain: 'town', noiseDba: 120 } as const;
    expect(reachOf([{ powerW: 10, heightM: 8 }], road)).to.deep.equal(SILENT);
  });
});
