/**
 * The core and the real journal through a hundred power cuts on a disk that loses what was not synced;
 * `make prove-box` does a thousand. With one sync less the same count finds the fault.
 */
import { expect } from 'chai';
import { cutPower } from '../../support/cuts/power-cuts.js';

const SEED = 20_261_125;

describe('edge-agent through power cuts', function () {
  this.timeout(60_000);

  it('loses nothing, tells nothing twice and tears nothing', async () => {
    const { lost, duplicate, torn, ...figures } = await cutPower({
      cuts: 100,
      seed: SEED,
      missing: 'none',
    });
    expect({ lost, duplicate, torn }).to.deep.equal({ lost: 0, duplicate: 0, torn: 0 });
    expect(figures.midWrite).to.be.above(30);
    expect(figures.heard).to.be.above(50);
  });

  for (const missing of ['file-sync', 'folder-sync'] as const) {
    it(`would be caught if the ${missing} of the journal were left out`, async () => {
      const { lost, duplicate, torn } = await cutPower({ cuts: 100, seed: SEED, missing });
      expect(lost + duplicate + torn).to.be.above(0);
      expect(torn).to.be.above(0);
    });
  }
});
