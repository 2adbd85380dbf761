/** What is due while no plan is in force, or by an envelope that is replaced: core/permission, core/wants, core/plan. */
import { expect } from 'chai';
import { at, envelopeOf, item, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import { sealAs } from './sealing.js';

const heardOf = (rig: Rig): string[] =>
  rig.heard.map(({ playId, startAt, endAt }) => {
    const minutes = [startAt, endAt ?? at(0)].map((ms) => Math.round((ms - at(0)) / 60_000));
    return `${playId.split('.')[0]} ${minutes.join('-')}`;
  });

/** A box on line that holds the files of `a`. */
function online(options = {}): Rig {
  const rig = new Rig(options);
  rig.feed({ type: 'link-up' });
  return rig;
}

describe('edge-agent/core, a plan that is not in force', () => {
  for (const aheadMs of [300, 2_000, 59_000, 180_000]) {
    it(`lets sound what is due though its plan is dated ${aheadMs} ms ahead of the box`, () => {
      const rig = online();
      rig.message('plan', sealedPlan(planOf(1, [item('a', 500, 510)])));
      rig.passTo(at(301));
      const num2 = (at(301) + aheadMs) as never;
      const due = item('now', 300, 310, { parts: item('a', 500, 510).parts });
      rig.message('plan', sealedPlan(planOf(2, [due], { iat: num2, nbf: num2 })));
      rig.passTo(at(302.5));
      // Further ahead than clocks differ: as soon as that is over.
      const from = aheadMs > 60_000 ? 303 : 301;
      rig.passTo(at(320));
      expect(heardOf(rig)).to.deep.equal([`now ${from}-310`]);
      expect(rig.ledger()).to.deep.equal(['now completed']);
    });
  }

  it('goes on with an airing whose plan ran out, when the next plan comes', () => {
    const rig = online();
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 330)], { exp: at(310) })));
    rig.passTo(at(312));
    const again = { iat: at(312), nbf: at(312) };
    rig.message('plan', sealedPlan(planOf(2, [item('a', 300, 330)], again)));
    rig.passTo(at(400));
    expect(heardOf(rig)).to.deep.equal(['a 300-310', 'a 312-330']);
    expect(rig.ledger()).to.deep.equal(['a interrupted envelope', 'a completed']);
  });

  it('calls what a plan names after its own end forbidden', () => {
    const rig = online();
    const items = [item('a', 300, 305), item('b', 320, 330)];
    rig.message('plan', sealedPlan(planOf(1, items, { exp: at(310) })));
    rig.passTo(at(340));
    expect(rig.ledger()).to.deep.equal(['a completed', 'b missed envelope']);
  });

  it('begins what was forbidden when a new envelope lets it sound', () => {
    const shut = envelopeOf({ minutesPerDayMax: 0 });
    const rig = online({ envelope: shut });
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 330)])));
    rig.passTo(at(312));
    expect(heardOf(rig)).to.deep.equal([]);
    const open = { ...envelopeOf(), num: 2, iat: at(312) };
    rig.message('envelope', sealAs('envelope', 'envelope', open));
    rig.passTo(at(400));
    expect(heardOf(rig)).to.deep.equal(['a 312-330']);
    expect(rig.ledger()).to.deep.equal(['a completed']);
  });
});
