/** What a listener hears of a plan: core/reduce, core/playback, core/timeline, core/permission. */
import type { Instant } from '@loaso/shared/time';
import { expect } from 'chai';
import { reconcileSounds } from '#edge-agent/core/playback';
import { filesReady } from '#edge-agent/core/timeline';
import { openTurn } from '#edge-agent/core/turn';
import { at, envelopeOf, item, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import { sha, TOOLS } from './sealing.js';

/** 'a 300-315' for what was heard of airing a, minutes of the day. */
const heardOf = (rig: Rig): string[] =>
  rig.heard.map(({ playId, startAt, endAt }) => {
    const minutes = [startAt, endAt].map((ms) => Number(((ms - at(0)) / 60_000).toFixed(2)));
    return `${playId.split('.')[0]} ${minutes.join('-')}`;
  });

const withPlan = (rig: Rig, ...items: Parameters<typeof item>[]): Rig => {
  rig.feed({ type: 'link-up' });
  rig.message(
    'plan',
    sealedPlan(
      planOf(
        1,
        items.map((one) => item(...one)),
      ),
    ),
  );
  return rig;
};

describe('edge-agent/core/playback', () => {
  it('orders nothing where nothing has changed', () => {
    const rig = withPlan(new Rig(), ['a', 300, 315]);
    rig.passTo(at(305));
    const turn = openTurn(rig.state, rig.read(), TOOLS);
    reconcileSounds(turn);
    expect(turn.effects).to.deep.equal([]);
    expect(turn.state.sounds).to.deep.equal(rig.state.sounds);
  });

  it('plays an airing from its instant to its end and reports it as completed', () => {
    const rig = withPlan(new Rig(), ['a', 300, 315]);
    rig.passTo(at(320));
    expect(heardOf(rig)).to.deep.equal(['a 300-315']);
    expect(rig.ledger()).to.deep.equal(['a completed']);
  });

  it('lets a priority programme cut a normal one, which goes on afterwards at its elapsed position', () => {
    const rig = withPlan(new Rig(), ['a', 300, 330], ['e', 310, 312, { priority: 'priority' }]);
    rig.passTo(at(340));
    expect(heardOf(rig)).to.deep.equal(['a 300-310', 'e 310-312', 'a 312-330']);
    expect(rig.ledger()).to.deep.equal([
      'a interrupted higher-priority',
      'e completed',
      'a completed',
    ]);
    expect(rig.heard[2]?.fromMs).to.equal(12 * 60_000);
  });

  it('cuts at once for a priority programme that comes in while another sounds', () => {
    const rig = withPlan(new Rig(), ['a', 300, 330]);
    rig.passTo(at(305));
    const items = [item('a', 300, 330), item('e', 305, 306, { priority: 'priority' })];
    rig.files.set(sha('e'), 1_000);
    rig.feed({ type: 'file-ready', sha256: sha('e'), sizeBytes: 1_000, freeBytes: 1e9 });
    rig.message('plan', sealedPlan(planOf(2, items)));
    rig.passTo(at(305.05));
    expect(rig.heard[1]?.playId).to.match(/^e\./);
    expect((rig.heard[1]?.startAt ?? 0) - at(305)).to.be.at.most(100);
    expect(rig.heard[0]?.endAt).to.be.at.most(rig.heard[1]?.startAt ?? 0);
  });

  it('plays the next lower airing where the file of the winner is missing, and says so', () => {
    const rig = new Rig();
    rig.broken.set(sha('a'), 'absent');
    withPlan(rig, ['a', 300, 315, { priority: 'priority' }], ['b', 300, 310]);
    rig.passTo(at(320));
    expect(heardOf(rig)).to.deep.equal(['b 300-310']);
    expect(rig.ledger()).to.deep.equal(['b completed', 'a missed file-absent']);
  });

  it('joins at the elapsed position when the file arrives in the middle', () => {
    const rig = new Rig({ downloads: false });
    withPlan(rig, ['a', 300, 315]);
    rig.passTo(at(305));
    rig.files.set(sha('a'), 1_000);
    rig.feed({ type: 'file-ready', sha256: sha('a'), sizeBytes: 1_000, freeBytes: 1e9 });
    rig.passTo(at(320));
    expect(heardOf(rig)).to.deep.equal(['a 305-315']);
    expect(rig.ledger()).to.deep.equal(['a completed']);
  });

  it('lets the winner go first whose file comes when the next lower one is ordered and has not begun', () => {
    const rig = new Rig({ downloads: false });
    const fileOf = (name: string): void => {
      rig.files.set(sha(name), 1_000);
      rig.feed({ type: 'file-ready', sha256: sha(name), sizeBytes: 1_000, freeBytes: 1e9 });
    };
    // The winner has a second left, so the lower one is near all the same.
    withPlan(rig, ['a', 301, 330], ['e', 300, 301 + 1 / 60, { priority: 'priority' }]);
    fileOf('a');
    rig.passTo((at(301) - 300) as Instant);
    fileOf('e');
    rig.passTo(at(340));
    const [first, second, ...others] = rig.heard;
    expect([first?.playId[0], second?.playId[0], others]).to.deep.equal(['e', 'a', []]);
    expect(second?.startAt).to.be.at.least(first?.endAt ?? Number.POSITIVE_INFINITY);
    expect(rig.ledger()).to.deep.equal(['e completed', 'a completed']);
  });

  it('leaves out an airing that may not start late', () => {
    const rig = new Rig({ downloads: false });
    withPlan(rig, ['a', 300, 315, { lateStart: 'skip' }]);
    rig.passTo(at(305));
    rig.files.set(sha('a'), 1_000);
    rig.feed({ type: 'file-ready', sha256: sha('a'), sizeBytes: 1_000, freeBytes: 1e9 });
    rig.passTo(at(320));
    expect(heardOf(rig)).to.deep.equal([]);
    expect(rig.ledger()).to.deep.equal(['a missed too-late']);
  });

  it('is silent outside the permitted hours and says so', () => {
    const rig = withPlan(new Rig(), ['a', 295, 305], ['b', 296, 298]);
    rig.passTo(at(320));
    expect(heardOf(rig)).to.deep.equal(['a 300-305']);
    expect(rig.ledger()).to.deep.equal(['b missed envelope', 'a completed']);
  });

  it('stops where the minutes of the day are used up', () => {
    const envelope = envelopeOf({ minutesPerDayMax: 10 });
    const rig = withPlan(new Rig({ envelope }), ['a', 300, 307], ['b', 310, 320]);
    rig.passTo(at(330));
    expect(heardOf(rig)).to.deep.equal(['a 300-307', 'b 310-313']);
    expect(rig.ledger()).to.deep.equal(['a completed', 'b interrupted envelope']);
  });

  it('counts minutes that an earlier plan has used', () => {
    const envelope = envelopeOf({ minutesPerDayMax: 10 });
    const rig = withPlan(new Rig({ envelope }), ['a', 300, 307]);
    rig.passTo(at(308));
    rig.message('plan', sealedPlan(planOf(2, [item('b', 310, 320)])));
    rig.passTo(at(330));
    expect(heardOf(rig)).to.deep.equal(['a 300-307', 'b 310-313']);
  });

  it('never sounds louder than the quietest hour it touches', () => {
    const quiet = {
      days: [1, 2, 3, 4, 5, 6, 7],
      fromMinute: 310,
      toMinute: 1200,
      volumeMaxPercent: 30,
    };
    const loud = { ...quiet, fromMinute: 300, toMinute: 310, volumeMaxPercent: 90 };
    const windows = [loud, quiet] as never;
    const rig = withPlan(
      new Rig({ envelope: envelopeOf({ windows }) }),
      ['a', 300, 305],
      ['b', 305, 315],
    );
    rig.passTo(at(330));
    expect(rig.heard.map(({ volumePercent }) => volumePercent)).to.deep.equal([90, 30]);
  });

  it('stops what a new plan no longer holds', () => {
    const rig = withPlan(new Rig(), ['a', 300, 315]);
    rig.passTo(at(305));
    rig.message('plan', sealedPlan(planOf(2, [item('b', 310, 312)])));
    rig.passTo(at(320));
    expect(heardOf(rig)).to.deep.equal(['a 300-305', 'b 310-312']);
    expect(rig.ledger()).to.deep.equal(['a interrupted replanned', 'b completed']);
  });

  it('goes on without a break when a new plan holds the same airing', () => {
    const rig = withPlan(new Rig(), ['a', 300, 315]);
    rig.passTo(at(305));
    rig.message('plan', sealedPlan(planOf(2, [item('a', 300, 315), item('b', 400, 410)])));
    rig.passTo(at(320));
    expect(heardOf(rig)).to.deep.equal(['a 300-315']);
  });

  it('falls silent when its plan expires', () => {
    const rig = new Rig();
    rig.feed({ type: 'link-up' });
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 315)], { exp: at(305) })));
    rig.passTo(at(320));
    expect(heardOf(rig)).to.deep.equal(['a 300-305']);
    expect(rig.ledger()).to.deep.equal(['a interrupted envelope']);
  });

  it('falls silent with its output and rejoins when it is back', () => {
    const rig = withPlan(new Rig(), ['a', 300, 315]);
    rig.passTo(at(303));
    const output = { kind: 'card', virtual: false, detail: 'unplugged' } as const;
    rig.feed({ type: 'output-changed', output: { ...output, healthy: false } });
    rig.passTo(at(306));
    rig.feed({ type: 'output-changed', output: { ...output, healthy: true } });
    rig.passTo(at(320));
    expect(heardOf(rig)).to.deep.equal(['a 300-303', 'a 306-315']);
    expect(rig.ledger()).to.deep.equal(['a interrupted output-failed', 'a completed']);
  });

  it('hashes a file again before its airing and fetches a rotten one anew', () => {
    const rig = withPlan(new Rig(), ['a', 300, 315]);
    rig.passTo(at(294.9));
    rig.broken.set(sha('a'), 'corrupt');
    rig.passTo(at(295.1));
    expect(rig.state.files.get(sha('a'))?.state).to.not.equal('ready');
    rig.broken.clear();
    rig.passTo(at(320));
    expect(heardOf(rig)).to.deep.equal(['a 300-315']);
  });

  it('knows whether every file of an airing is here', () => {
    const rig = withPlan(new Rig({ downloads: false }), ['a', 300, 315]);
    const [airing] = rig.state.durable.plan?.airings ?? [];
    expect(filesReady(rig.state, airing!)).to.equal(false);
  });
});
