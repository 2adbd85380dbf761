/** What a technician sees and presses at the box: core/lights, core/local-stop. */
import type { Status } from '@loaso/shared/wire/status';
import { expect } from 'chai';
import { type Hindrance, hindrancesOf, lightsOf } from '#edge-agent/core/lights';
import { localStop } from '#edge-agent/core/local-stop';
import { statusOf } from '#edge-agent/core/status';
import { openTurn } from '#edge-agent/core/turn';
import { at, item, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import { TOOLS } from './sealing.js';
import { sealedUrgent, urgentOf } from './urgents.js';

const withPlan = (): Rig => {
  const rig = new Rig();
  rig.feed({ type: 'link-up' });
  rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 310), item('b', 320, 330)])));
  return rig;
};
const statusNow = (rig: Rig): Status => statusOf(openTurn(rig.state, rig.read(), TOOLS));

describe('edge-agent/core/lights', () => {
  it('lights connected, ready and sounding, each for itself', () => {
    const rig = withPlan();
    rig.passTo(at(295));
    expect(lightsOf(statusNow(rig), true)).to.deep.equal({ link: true, ready: true, air: false });
    rig.passTo(at(305));
    expect(lightsOf(statusNow(rig), false)).to.deep.equal({ link: false, ready: true, air: true });
  });

  it('names everything that hinders the box', () => {
    const rig = withPlan();
    rig.passTo(at(295));
    const good = statusNow(rig);
    const faults: [Partial<Status>, Hindrance[]][] = [
      [{}, []],
      [{ plan: null }, ['no-plan']],
      [{ cache: { ...good.cache, have: 1, needed: 2 } }, ['files-missing']],
      [{ clock: { trust: 'coarse', source: 'floor', errorMs: null } }, ['clock']],
      [{ output: { ...good.output, healthy: false }, plan: null }, ['no-plan', 'output']],
    ];
    for (const [part, hindrances] of faults) {
      const status = { ...good, ...part };
      expect(hindrancesOf(status)).to.deep.equal(hindrances);
      expect(lightsOf(status, true).ready).to.equal(hindrances.length === 0);
    }
  });
});

describe('edge-agent/core/local-stop', () => {
  it('ends what sounds at once and for good, also over a power cut, and tells the office', () => {
    const rig = withPlan();
    rig.passTo(at(302));
    rig.feed({ type: 'local-stop' });
    rig.passTo(at(303));
    rig.powerCut(at(304));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(335));
    expect(rig.heard.map(({ playId }) => playId.split('.')[0])).to.deep.equal(['a', 'b']);
    expect((rig.heard[0]?.endAt ?? 0) - at(302)).to.be.below(100);
    expect(rig.ledger()).to.deep.equal(['a interrupted operator', 'b completed']);
    const told = rig.sent.flatMap(({ topic, body }) =>
      topic === 'status' ? (body['refusals'] as { code: string }[]) : [],
    );
    expect(told.some(({ code }) => code === 'local-button')).to.equal(true);
  });

  it('ends urgent messages, those that wait between two plays too', () => {
    const rig = withPlan();
    rig.passTo(at(291));
    rig.message('urgent', sealedUrgent(urgentOf('x', 291, { plays: 3 })));
    rig.passTo(at(292));
    const before = rig.heard.length;
    expect(before).to.be.above(0);
    rig.feed({ type: 'local-stop' });
    rig.passTo(at(299));
    expect(rig.heard.length).to.equal(before);
    expect(rig.state.durable.orders.live.size).to.equal(0);
  });

  it('does nothing, and says nothing, while the box is silent', () => {
    const rig = withPlan();
    rig.passTo(at(295));
    const turn = openTurn(rig.state, rig.read(), TOOLS);
    localStop(turn);
    expect(turn.entries).to.deep.equal([]);
    expect(turn.state.refusals).to.deep.equal(rig.state.refusals);
  });
});
