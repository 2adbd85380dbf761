/**
 * Killed while publishing — bị giết giữa lúc phát hành.
 *
 * A few of the two hundred points of `make prove-kills`: server, signer or both end by `kill -9` in
 * the middle of a publication.
 */
import { expect } from 'chai';
import { killPoints } from '../support/kills/kill-points.js';

const POINTS = 10;

describe('e2e: the server is killed while it publishes', function () {
  this.timeout(300_000);

  it(`agrees with its boxes after each of ${POINTS} kills, and no number ever falls`, async () => {
    const { faults, midway, plansTaken } = await killPoints({ points: POINTS, seed: 7 });
    expect(faults).to.deep.equal([]);
    // Kills that all come after the answer would prove nothing.
    expect(midway).to.be.at.least(3);
    expect(plansTaken).to.be.above(POINTS);
  });
});
