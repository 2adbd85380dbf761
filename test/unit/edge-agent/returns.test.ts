/** What is heard of an airing after an order, a fault or a power cut has silenced it: core/returns. */
import { expect } from 'chai';
import { at, item, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';

type Item = Parameters<typeof item>;

/** 'a 300-315 from 0', minutes of the day, for everything that was heard. */
const heardOf = (rig: Rig): string[] =>
  rig.heard.map(({ playId, startAt, endAt, fromMs }) => {
    const minute = (ms: number): number => Number((ms / 60_000).toFixed(1));
    const [from, to] = [minute(startAt - at(0)), minute(endAt - at(0))];
    return `${playId.split('.')[0]} ${from}-${to} from ${minute(fromMs)}`;
  });

const withPlan = (...items: Item[]): Rig => {
  const rig = new Rig();
  const all = items.map((one) => item(...one));
  rig.feed({ type: 'link-up' });
  rig.message('plan', sealedPlan(planOf(1, all)));
  return rig;
};

/** The output is out of order from minute `from` to minute `to`. */
function broken(rig: Rig, from: number, to: number): void {
  const say = (healthy: boolean) =>
    rig.feed({
      type: 'output-changed',
      output: { kind: 'card', virtual: false, healthy, detail: 'card' },
    });
  rig.passTo(at(from));
  say(false);
  rig.passTo(at(to));
  say(true);
}

describe('edge-agent/core/returns', () => {
  it('goes on where it was cut and ends later, where it asks for that', () => {
    const rig = withPlan(['a', 300, 320, { afterCut: 'resume' }]);
    broken(rig, 305, 308);
    rig.passTo(at(340));
    expect(heardOf(rig)).to.deep.equal(['a 300-305 from 0', 'a 308-323 from 5']);
    expect(rig.ledger()).to.deep.equal(['a interrupted output-failed', 'a completed']);
  });

  it('begins again from its beginning, where it asks for that', () => {
    const rig = withPlan(['a', 300, 320, { afterCut: 'restart' }]);
    broken(rig, 305, 308);
    rig.passTo(at(340));
    expect(heardOf(rig)).to.deep.equal(['a 300-305 from 0', 'a 308-328 from 0']);
    expect(rig.ledger()).to.deep.equal(['a interrupted output-failed', 'a completed']);
  });

  it('keeps nobody waiting: with something due after it, it goes on at its elapsed position', () => {
    const rig = withPlan(['a', 300, 320, { afterCut: 'restart' }], ['b', 325, 330]);
    broken(rig, 305, 308);
    rig.passTo(at(340));
    expect(heardOf(rig)).to.deep.equal([
      'a 300-305 from 0',
      'a 308-320 from 8',
      'b 325-330 from 0',
    ]);
  });

  it('does not come back once its own time is over', () => {
    const rig = withPlan(['a', 300, 320, { afterCut: 'restart' }]);
    broken(rig, 305, 321);
    rig.passTo(at(360));
    expect(heardOf(rig)).to.deep.equal(['a 300-305 from 0']);
  });

  it('knows after a power cut how far it had come', () => {
    const rig = withPlan(['a', 300, 320, { afterCut: 'resume' }]);
    rig.passTo(at(305));
    rig.powerCut(at(307));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(340));
    const [, second] = rig.heard;
    // The journal marks the position every five seconds.
    expect(second?.fromMs).to.be.within(5 * 60_000 - 5_500, 5 * 60_000);
    expect(rig.ledger().at(-1)).to.equal('a completed');
  });

  it('gives way to what a new plan brings after its own end', () => {
    const rig = withPlan(['a', 300, 320, { afterCut: 'restart' }]);
    broken(rig, 305, 308);
    rig.passTo(at(312));
    const items = [item('a', 300, 320, { afterCut: 'restart' }), item('b', 322, 330)];
    rig.message('plan', sealedPlan(planOf(2, items)));
    rig.passTo(at(340));
    expect(heardOf(rig)).to.deep.equal([
      'a 300-305 from 0',
      'a 308-320 from 0',
      'b 322-330 from 0',
    ]);
  });
});
