/** Records that are neither lost nor doubled: core/sounds, core/judge, core/outbox, core/durable. */
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import { applyEntry, emptyDurable } from '#edge-agent/core/durable';
import { judgePassed } from '#edge-agent/core/judge';
import { pendingOf } from '#edge-agent/core/outbox';
import { addSound } from '#edge-agent/core/sounded';
import { recordPowerCuts } from '#edge-agent/core/sounds';
import { openTurn } from '#edge-agent/core/turn';
import { at, item, MONDAY, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import { serve } from './rig-server.js';
import { DEV, ROOT, sealAs, TOOLS } from './sealing.js';

const receipt = (rig: Rig, upToSeq: number, iat = rig.now): void =>
  rig.message(
    'receipt',
    sealAs('server', 'receipt', { v: 1, dev: DEV, iat: Math.round(iat), upToSeq }),
  );

const started = (...items: Parameters<typeof item>[]): Rig => {
  const rig = new Rig();
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
  rig.passTo(at(291));
  return rig;
};

describe('edge-agent/core/sounds', () => {
  it('records a power cut as a piece and rejoins at the elapsed position', () => {
    const rig = started(['a', 300, 315]);
    rig.passTo(at(303));
    rig.powerCut(at(305));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(320));
    expect(rig.ledger()).to.deep.equal(['a interrupted power', 'a completed']);
    const [first] = rig.records();
    const second = rig.records().at(-1);
    expect(first).to.include({ seq: 1, fromMs: 0, startedAt: at(300) });
    const playedMs = first?.outcome === 'interrupted' ? first.playedMs : -1;
    expect(playedMs).to.be.within(3 * 60_000 - 5_100, 3 * 60_000);
    expect(second).to.include({ seq: 2, startedAt: at(305) + 40, fromMs: 5 * 60_000 + 40 });
  });

  it('stays out after a cut where the airing may not be joined again', () => {
    const rig = started(['a', 300, 315, { afterCut: 'skip' }]);
    rig.passTo(at(303));
    rig.powerCut(at(305));
    rig.passTo(at(320));
    expect(rig.heard).to.have.length(1);
  });

  it('ends what sounds with a record when it is told to stop', () => {
    const rig = started(['a', 300, 315]);
    rig.passTo(at(303));
    rig.feed({ type: 'shutdown', why: 'SIGTERM' });
    rig.passTo(at(304));
    expect(rig.ledger()).to.deep.equal(['a interrupted operator']);
    expect(rig.state.sounds).to.have.length(0);
  });

  it('writes the beginning of a sound before its end is known', () => {
    const rig = started(['a', 300, 315]);
    rig.passTo(at(300.01));
    expect(rig.synced.at(-1)?.k).to.equal('begun');
  });

  it('marks the position of a sound at a bounded rate', () => {
    const rig = started(['a', 300, 315]);
    rig.passTo(at(320));
    const marks = rig.synced.filter(({ k }) => k === 'progress');
    expect(marks.length).to.be.within(150, 180);
  });

  it('gives up on an output that never answers, and says so', () => {
    const rig = started(['a', 300, 303]);
    const feed = rig.feed.bind(rig);
    rig.feed = (one) => (one.type === 'sound-started' ? undefined : feed(one));
    rig.passTo(at(310));
    expect(rig.ledger()).to.deep.equal(['a missed output-failed']);
  });

  it('has nothing to say of a start without unfinished sounds', () => {
    const rig = started();
    const turn = openTurn(rig.state, rig.read(), TOOLS);
    recordPowerCuts(turn);
    expect(turn.entries).to.deep.equal([]);
  });
});

describe('edge-agent/core/judge', () => {
  it('reports an airing that passed while the box was off, once', () => {
    const rig = started(['a', 300, 315], ['b', 330, 340]);
    serve(rig, 30);
    rig.passTo(at(295));
    rig.powerCut(at(320));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(345));
    rig.powerCut(at(350));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(360));
    expect(rig.ledger()).to.deep.equal(['a missed box-off', 'b completed']);
  });

  it('reports it too when a new plan comes before the clock is sure', () => {
    const rig = started(['a', 300, 315]);
    rig.ntpSynced = false;
    rig.noBattery = true;
    rig.powerCut(at(320));
    rig.feed({ type: 'link-up' });
    rig.message('plan', sealedPlan(planOf(2, [item('b', 330, 340)], { iat: at(318) })));
    rig.passTo(at(322));
    expect(rig.records()).to.have.length(0);
    rig.ntpSynced = true;
    rig.passTo(at(345));
    expect(rig.ledger()).to.deep.equal(['a missed box-off', 'b completed']);
  });

  it('calls an airing outranked when a better one took all its time', () => {
    const rig = started(['a', 300, 310], ['b', 300, 310, { priority: 'priority' }]);
    rig.passTo(at(320));
    expect(rig.ledger()).to.have.members(['b completed', 'a missed outranked']);
  });

  it('is silent without a trusted clock and gives that as the reason', () => {
    const rig = new Rig({ ntpSynced: false });
    rig.feed({ type: 'link-up' });
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 315)])));
    rig.passTo(at(320));
    expect(rig.heard).to.have.length(0);
    serve(rig, 20);
    rig.feed({ type: 'link-up' });
    rig.passTo(at(340));
    expect(rig.ledger()).to.deep.equal(['a missed clock-untrusted']);
  });

  it('has nothing to judge without a plan', () => {
    const turn = openTurn(new Rig().state, new Rig().read(), TOOLS);
    judgePassed(turn);
    expect(turn.entries).to.deep.equal([]);
  });
});

describe('edge-agent/core/outbox', () => {
  it('sends a record only when the disk has it', () => {
    const rig = new Rig({ syncMs: 2_000 });
    rig.feed({ type: 'link-up' });
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 301)])));
    rig.passTo((at(301) + 1_500) as never);
    expect(rig.records()).to.have.length(0);
    rig.passTo((at(301) + 4_500) as never);
    expect(rig.records()).to.have.length(1);
    expect(rig.synced.some(({ k }) => k === 'record')).to.equal(true);
  });

  it('keeps records over weeks without a link and sends them in parts', () => {
    const items = Array.from(
      { length: 120 },
      (_, index): Parameters<typeof item> => [`a${index}`, 300 + index * 5, 302 + index * 5],
    );
    const rig = started(...items);
    rig.feed({ type: 'link-down' });
    rig.passTo(at(905));
    expect(rig.records()).to.have.length(0);
    rig.feed({ type: 'link-up' });
    receipt(rig, 0);
    expect(rig.records()).to.have.length(50);
    receipt(rig, 50);
    expect(rig.records()).to.have.length(100);
    receipt(rig, 100);
    receipt(rig, 120);
    expect(rig.records().map(({ seq }) => seq)).to.deep.equal(items.map((_, index) => index + 1));
    expect(pendingOf(rig.state)).to.deep.equal([]);
  });

  it('sends again until the server answers, ever more slowly', () => {
    const rig = started(['a', 300, 301]);
    rig.passTo(at(330));
    const count = rig.records().length;
    expect(count).to.be.within(6, 12);
    receipt(rig, 1);
    rig.passTo(at(360));
    expect(rig.records()).to.have.length(count);
  });

  it('sends again what a server has lost that came back from an old copy', () => {
    const rig = started(['a', 300, 301], ['b', 302, 303], ['c', 310, 311]);
    rig.passTo(at(305));
    receipt(rig, 2);
    rig.passTo(at(306));
    receipt(rig, 0);
    expect(
      rig
        .records()
        .slice(-2)
        .map(({ seq }) => seq),
    ).to.deep.equal([1, 2]);
  });

  it('ignores a receipt that somebody repeats', () => {
    const rig = started(['a', 300, 301], ['b', 302, 303]);
    rig.passTo(at(305));
    receipt(rig, 2, at(305));
    const count = rig.records().length;
    receipt(rig, 0, at(302));
    rig.passTo(at(307));
    expect(rig.records()).to.have.length(count);
    expect(rig.state.refusals.at(-1)?.what).to.equal('receipt');
  });

  it('gives all that the server has not stored new numbers when its own journal is younger', () => {
    const rig = new Rig();
    rig.message(
      'plan',
      sealedPlan(planOf(1, [item('a', 300, 305), item('b', 310, 315), item('c', 700, 705)])),
    );
    rig.passTo(at(320));
    const server = new Map<number, string>();
    let upToSeq = 500;
    // Under a number that it holds it keeps what it has.
    const take = ({ seq, playId }: PlayRecord): void => {
      if (seq > upToSeq) server.set(seq, playId.split('.')[0] ?? '');
      upToSeq = Math.max(upToSeq, seq);
    };
    rig.onSent = (topic, body) => {
      if (topic === 'records') (body['records'] as PlayRecord[]).forEach(take);
      if (topic === 'records' || topic === 'ask')
        rig.later(100, () => receipt(rig, upToSeq, rig.now));
    };
    rig.feed({ type: 'link-up' });
    rig.passTo(at(800));
    expect([...server]).to.deep.equal([
      [501, 'a'],
      [502, 'b'],
      [503, 'c'],
    ]);
  });

  it('sends its records without an answer of the server after a while', () => {
    const rig = started(['a', 300, 301]);
    rig.feed({ type: 'link-down' });
    rig.passTo(at(302));
    rig.feed({ type: 'link-up' });
    rig.passTo((at(302) + 4_900) as never);
    expect(rig.records()).to.have.length(0);
    rig.passTo((at(302) + 5_100) as never);
    expect(rig.records()).to.have.length(1);
  });

  it('counts on from the number of the server when its own journal is younger', () => {
    const rig = started(['a', 300, 301]);
    rig.feed({ type: 'link-down' });
    rig.passTo(at(302));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(303));
    const before = rig.records().length;
    expect(before).to.be.above(0);
    receipt(rig, 40);
    rig.message('plan', sealedPlan(planOf(2, [item('b', 310, 311)])));
    rig.passTo(at(312));
    expect(rig.records().at(-1)).to.include({ seq: 41, outcome: 'completed' });
  });
});

describe('edge-agent/core/durable', () => {
  it('adds sound to the days it touched', () => {
    const days = addSound(new Map([[MONDAY, 1_000]]), at(1430), 20 * 60_000);
    expect([...days]).to.deep.equal([
      ['2026-11-23', 601_000],
      ['2026-11-24', 600_000],
    ]);
  });

  it('lets the floor of the clock only rise', () => {
    const high = applyEntry(emptyDurable(ROOT), { k: 'clock', floorMs: 9, anchor: null });
    expect(applyEntry(high, { k: 'clock', floorMs: 5, anchor: null }).floorMs).to.equal(9);
  });
});
