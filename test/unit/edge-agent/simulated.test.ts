/** Mistakes that the simulator found, each held by a small case: core/reduce, core/playback, core/clock. */
import { expect } from 'chai';
import { timeAt } from '#edge-agent/core/clock';
import { at, item, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';

const withPlan = (rig: Rig): Rig => {
  rig.feed({ type: 'link-up' });
  rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 315)])));
  return rig;
};

const alarms = (rig: Rig): number[] =>
  rig.effects.flatMap((effect) => (effect.type === 'wake-at' ? [effect.monoMs] : []));

/** A box that knows the time by a battery clock which is off by `wallErrorMs`. */
function withBattery(wallErrorMs: number): Rig {
  const rig = new Rig({ startAt: at(280) });
  rig.passTo(at(281));
  rig.ntpSynced = false;
  rig.rtc = true;
  rig.rtcErrorMs = wallErrorMs;
  rig.wallErrorMs = wallErrorMs;
  rig.powerCut(at(290));
  return rig;
}

describe('edge-agent/core, found by simulation', () => {
  it('sets the alarm anew after it has gone off a moment early', () => {
    const rig = withPlan(new Rig());
    rig.passTo(at(298));
    const alarm = alarms(rig).at(-1) ?? 0;
    rig.monoMs = alarm - 0.4;
    const before = alarms(rig).length;
    rig.feed({ type: 'tick' });
    expect(alarms(rig).length).to.equal(before + 1);
    rig.passTo(at(320));
    expect(rig.ledger()).to.deep.equal(['a completed']);
  });

  it('ends a sound at its right instant although the clock was set right in the middle of it', () => {
    const rig = withPlan(withBattery(-20_000));
    rig.passTo(at(305));
    rig.ntpSynced = true;
    rig.wallErrorMs = 0;
    rig.feed({ type: 'tick' });
    rig.passTo(at(320));
    const [heard] = rig.heard;
    expect((heard?.startAt ?? 0) - at(300)).to.be.within(19_900, 20_100);
    expect((heard?.endAt ?? 0) - at(315)).to.be.within(-100, 100);
  });

  it('reads the battery clock once: a wall clock that somebody moves moves nothing', () => {
    const rig = withPlan(withBattery(0));
    rig.passTo(at(295));
    rig.wallErrorMs = 2 * 3_600_000;
    rig.feed({ type: 'tick' });
    expect(timeAt(rig.state.clock, rig.monoMs) - at(295)).to.be.within(-10, 10);
    rig.passTo(at(320));
    expect((rig.heard[0]?.startAt ?? 0) - at(300)).to.be.within(-100, 100);
  });

  it('lets no lying NTP move the clock of a restarted agent by days, and so mute a week', () => {
    const rig = withPlan(new Rig());
    rig.passTo(at(295));
    rig.kill();
    rig.wallErrorMs = 10 * 86_400_000;
    rig.boot();
    expect(rig.state.clock.disagrees).to.equal(true);
    rig.feed({ type: 'link-up' });
    rig.passTo(at(320));
    expect((rig.heard[0]?.startAt ?? 0) - at(300)).to.be.within(-200, 200);
    expect(rig.ledger()).to.deep.equal(['a completed']);
  });

  /** a, then b without a pause; the clock is set right by `errorMs` at `whenMs` after b's instant. */
  function setRightBetween(errorMs: number, whenMs: number): Rig {
    const rig = new Rig({ wallErrorMs: errorMs });
    rig.feed({ type: 'link-up' });
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 305), item('b', 305, 310)])));
    rig.passTo((at(305) + whenMs) as never);
    rig.wallErrorMs = 0;
    rig.feed({ type: 'tick' });
    rig.passTo(at(312));
    return rig;
  }

  it('orders a sound anew when the clock is set back between the order and the start', () => {
    const { heard } = setRightBetween(400, -600);
    expect(heard.map(({ playId }) => playId[0])).to.deep.equal(['a', 'b']);
    expect((heard[1]?.startAt ?? 0) - at(305)).to.be.within(-50, 50);
    expect(heard[0]?.endAt).to.be.at.most((heard[1]?.startAt ?? 0) + 20);
  });

  it('ends a sound at once when the clock is set forward over its end', () => {
    const { heard } = setRightBetween(-500, 10);
    expect(heard.map(({ playId }) => playId[0])).to.deep.equal(['a', 'b']);
    expect((heard[0]?.endAt ?? 0) - at(305)).to.be.within(0, 60);
  });

  /** b cuts a; a battery clock ahead by `errorMs` is set right `afterMs` after it let b begin. */
  function setBackAfter(errorMs: number, afterMs: number): Rig {
    const rig = withBattery(errorMs);
    rig.feed({ type: 'link-up' });
    const b = item('b', 305, 310, { priority: 'priority' });
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 310), b])));
    rig.passTo((at(305) - errorMs + afterMs) as never);
    rig.ntpSynced = true;
    rig.wallErrorMs = 0;
    rig.feed({ type: 'tick' });
    rig.passTo(at(312));
    return rig;
  }

  const namesOf = ({ heard }: Rig): string => heard.map(({ playId }) => playId[0]).join('');
  const told = (rig: Rig) => rig.state.durable.records.map(({ seq, clock, ...record }) => record);

  for (const [errorMs, names] of [
    [400, 'ab'],
    [1_900, 'ab'],
    [3_000, 'abab'],
    [19_000, 'abab'],
  ] as const) {
    it(`has one sound at a time where a clock ${errorMs} ms ahead has begun the next`, () => {
      const rig = setBackAfter(errorMs, 200);
      expect(namesOf(rig)).to.equal(names);
      for (const [index, { endAt }] of rig.heard.entries()) {
        expect(endAt).to.be.at.most(rig.heard[index + 1]?.startAt ?? at(311));
      }
      expect(told(rig).at(-1)).to.deep.include({ outcome: 'completed', fromMs: 0 });
    });
  }

  it('takes back what has begun far too early, and says when that was by the right clock', () => {
    const rig = setBackAfter(12_000, 600);
    const [, early, , b] = rig.heard;
    expect((b?.startAt ?? 0) - at(305)).to.be.within(-50, 50);
    expect(b?.fromMs).to.equal(0);
    const piece = told(rig).find(({ playId }) => playId.startsWith('b'));
    if (piece?.outcome !== 'interrupted') throw new Error('no piece of b was told');
    expect(piece.reason).to.equal('replanned');
    expect(piece.startedAt - (early?.startAt ?? 0)).to.be.within(-10, 10);
  });

  it('does not call an output silent because the clock was set forward over an end', () => {
    const rig = withBattery(-60_000);
    rig.feed({ type: 'link-up' });
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 305), item('b', 305.5, 310)])));
    rig.passTo(at(305.7));
    rig.ntpSynced = true;
    rig.wallErrorMs = 0;
    rig.feed({ type: 'tick' });
    expect(rig.state.outputRetryMonoMs).to.equal(0);
    rig.passTo(at(312));
    expect(told(rig).map(({ outcome }) => outcome)).to.deep.equal(['interrupted', 'completed']);
    expect((rig.heard[1]?.startAt ?? 0) - at(305.7)).to.be.within(0, 200);
  });

  it('leaves a word on an airing that was taken back under way without having sounded', () => {
    const rig = new Rig({ downloads: false });
    rig.feed({ type: 'link-up' });
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 315), item('b', 300, 315)])));
    rig.passTo(at(305));
    const rest = [item('b', 300, 320)];
    rig.message('plan', sealedPlan(planOf(2, rest, { iat: at(305) })));
    rig.passTo(at(314));
    expect(rig.ledger()).to.deep.equal([]);
    rig.passTo(at(316));
    expect(rig.ledger()).to.deep.equal(['a missed file-absent']);
    rig.passTo(at(330));
    expect(rig.ledger()).to.deep.equal(['a missed file-absent', 'b missed file-absent']);
  });

  it('does not cut what is on air when a new plan comes that still has it', () => {
    const rig = new Rig();
    rig.feed({ type: 'link-up' });
    const on = item('a', 300, 315, { afterCut: 'skip' });
    rig.message('plan', sealedPlan(planOf(1, [on])));
    rig.passTo(at(305));
    // As every publication is: valid from now on, with what is not over yet.
    const now = { iat: at(305), nbf: at(305) };
    rig.message('plan', sealedPlan(planOf(2, [on, item('b', 400, 410)], now)));
    rig.passTo(at(320));
    expect(rig.heard.length).to.equal(1);
    expect(rig.ledger()).to.deep.equal(['a completed']);
  });

  it('says once what became of an airing that was taken back while it sounded', () => {
    const rig = withPlan(new Rig());
    rig.passTo(at(305));
    rig.message('plan', sealedPlan(planOf(2, [], { iat: at(305) })));
    rig.passTo(at(320));
    expect(rig.ledger()).to.deep.equal(['a interrupted replanned']);
  });
});
