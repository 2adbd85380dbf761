/** Every clip of a small run is as loud as promised; `make prove-mastering` runs two hundred. */
import { expect } from 'chai';
import { proveMastering, sentencesOf } from '../../bench/prove-mastering.js';

describe('the proof of mastering', () => {
  it('finds no miss in eight clips of every voice, codec and framing', async function () {
    this.timeout(180_000);
    const proof = await proveMastering(8);
    expect(proof).to.deep.include({ clips: 8, misses: [], refused: [] });
    expect(proof.loudnessOffMaxLu).to.be.at.most(1);
    expect(proof.truePeakMaxDbtp).to.be.at.most(-1);
  });

  it('has two hundred different sentences to speak', () => {
    expect(new Set(sentencesOf(200).map(({ spoken }) => spoken)).size).to.equal(200);
  });
});
