/** The relay of the amplifier as somebody beside the cabinet hears it click: core/amplifier. */

import { durationMs, type Instant } from '@loaso/shared/time';
import { expect } from 'chai';
import { amplifierOff } from '#edge-agent/core/amplifier-state';
import type { Settings } from '#edge-agent/core/settings';
import { statusOf } from '#edge-agent/core/status';
import { openTurn } from '#edge-agent/core/turn';
import { orderTo } from './orders.js';
import { at, item, planOf, sealedPlan } from './plans.js';
import type { Rig } from './rig.js';
import { sha, TOOLS } from './sealing.js';
import { heardOf, linked, sealedUrgent, urgentOf } from './urgents.js';

const RELAY = { leadMs: 2_000, holdMs: 30_000, onMaxMs: 4 * 3_600_000 };
const SETTINGS: Partial<Settings> = { amplifier: RELAY };

const relayed = (settings: Partial<Settings> = SETTINGS): Rig => linked({ settings });

/** A rig that already holds the file of `name`. */
function ready(name: string): Rig {
  const rig = relayed();
  rig.files.set(sha(name), 1_000);
  rig.kill();
  rig.boot();
  rig.feed({ type: 'link-up' });
  return rig;
}

/** What the relay did, seconds since `from`: `on -2`. A margin for late timers is taken out. */
const clicksOf = (rig: Rig, from: Instant): string[] =>
  rig.relay.map(
    ({ on, at: clickAt }) => `${on ? 'on' : 'off'} ${Math.round((clickAt - from) / 1000)}`,
  );

describe('edge-agent/core/amplifier', () => {
  it('is on before the first sample, which comes to the second, and off some time after the last', () => {
    const rig = relayed();
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 310)])));
    rig.passTo(at(330));
    expect(heardOf(rig, at(300))).to.deep.equal(['a 0-600']);
    expect(clicksOf(rig, at(300))).to.deep.equal(['on -2', 'off 630']);
    expect((rig.heard[0]?.startAt ?? 0) - (rig.relay[0]?.at ?? 0)).to.be.within(2_000, 2_500);
  });

  it('does not click between two airings that are near each other', () => {
    const rig = relayed();
    const items = [item('a', 300, 301), item('b', 301.4, 302), item('c', 305, 306)];
    rig.message('plan', sealedPlan(planOf(1, items)));
    rig.passTo(at(330));
    expect(clicksOf(rig, at(300))).to.deep.equal(['on -2', 'off 150', 'on 298', 'off 390']);
  });

  it('is switched the moment a warning comes, and no word of it is lost', () => {
    const rig = ready('dam');
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290, { plays: 1 })));
    rig.passTo(at(300));
    const [click] = rig.relay;
    expect((click?.at ?? 0) - at(290)).to.be.within(0, 50);
    expect((rig.heard[0]?.startAt ?? 0) - (click?.at ?? 0)).to.be.within(2_000, 2_300);
    expect(rig.heard[0]?.fromMs).to.equal(0);
    expect(clicksOf(rig, at(290))).to.deep.equal(['on 0', 'off 92']);
  });

  it('lets a warning cut in at once where it is on already', () => {
    const rig = relayed();
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 310)])));
    rig.files.set(sha('dam'), 1_000);
    rig.passTo(at(301));
    rig.message('urgent', sealedUrgent(urgentOf('dam', 301, { plays: 1 })));
    rig.passTo(at(303));
    const warning = rig.heard.find(({ playId }) => playId.startsWith('urgent-dam'));
    expect((warning?.startAt ?? 0) - at(301)).to.be.within(1, 500);
  });

  it('is on in time for every play of a warning, however far they lie apart', () => {
    const rig = ready('dam');
    rig.message(
      'urgent',
      sealedUrgent(urgentOf('dam', 290, { plays: 2, gapMs: durationMs(120_000) })),
    );
    rig.passTo(at(310));
    expect(clicksOf(rig, at(290))).to.deep.equal(['on 0', 'off 92', 'on 180', 'off 272']);
    expect(rig.heard.map(({ fromMs }) => fromMs)).to.deep.equal([0, 0]);
  });

  it('is what a test chime waits for', () => {
    const rig = linked({ settings: SETTINGS, startAt: at(310) });
    orderTo(rig, { kind: 'test-chime', volumePercent: 20 });
    rig.passTo(at(315));
    const [on, off] = rig.relay;
    expect((rig.heard[0]?.startAt ?? 0) - (on?.at ?? 0)).to.be.within(2_000, 2_300);
    expect((off?.at ?? 0) - (rig.heard[0]?.endAt ?? 0)).to.be.within(29_900, 30_100);
  });

  it('joins what is under way once it can be heard', () => {
    const rig = relayed();
    rig.passTo(at(300.5));
    rig.files.set(sha('a'), 1_000);
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 310)])));
    rig.passTo(at(301));
    const [heard] = rig.heard;
    expect((heard?.startAt ?? 0) - (rig.relay[0]?.at ?? 0)).to.be.at.least(2_000);
    expect(heard?.fromMs).to.equal((heard?.startAt ?? 0) - at(300));
  });

  it('rests for a minute when it has been on for as long as it may, and goes on', () => {
    const rig = relayed({ amplifier: { ...RELAY, onMaxMs: 300_000 } });
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 310)])));
    rig.passTo(at(320));
    expect(heardOf(rig, at(300))).to.deep.equal(['a 0-298', 'a 360-600 from 360']);
    expect(clicksOf(rig, at(300))).to.deep.equal(['on -2', 'off 298', 'on 358', 'off 630']);
    expect(rig.ledger()).to.deep.equal(['a interrupted output-failed', 'a completed']);
  });

  it('never rests from a warning', () => {
    const rig = ready('dam');
    rig.state = {
      ...rig.state,
      settings: { ...rig.state.settings, amplifier: { ...RELAY, onMaxMs: 30_000 } },
    };
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290, { plays: 1 })));
    rig.passTo(at(300));
    expect(heardOf(rig, at(290))).to.deep.equal(['urgent-dam 2-62']);
  });

  it('counts nothing as aired while the relay cannot be switched, and says so', () => {
    const rig = relayed();
    rig.feed({ type: 'amplifier-told', fault: 'EACCES' });
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 305), item('b', 310, 311)])));
    rig.passTo(at(306));
    expect(rig.heard).to.deep.equal([]);
    expect(rig.ledger()).to.deep.equal(['a missed output-failed']);
    expect(rig.last('status')?.['output']).to.deep.include({
      healthy: false,
      detail: 'amplifier: EACCES',
    });
    rig.feed({ type: 'amplifier-told', fault: null });
    rig.passTo(at(330));
    expect(rig.ledger()).to.deep.equal(['a missed output-failed', 'b completed']);
  });

  it('keeps a fault of the card and one of the relay apart', () => {
    const rig = relayed();
    const card = { kind: 'card', virtual: false, healthy: true, detail: 'rig' } as const;
    expect(rig.state.amplifier).to.deep.equal(amplifierOff(card));
    rig.feed({ type: 'amplifier-told', fault: 'EIO' });
    rig.feed({ type: 'output-changed', output: card });
    expect(rig.state.output.healthy).to.equal(false);
    rig.feed({ type: 'output-changed', output: { ...card, healthy: false, detail: 'gone' } });
    rig.feed({ type: 'amplifier-told', fault: null });
    expect(rig.state.output).to.deep.equal({ ...card, healthy: false, detail: 'gone' });
  });

  it('is told in the status, and is off before the agent ends', () => {
    const rig = relayed();
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 310)])));
    rig.passTo(at(301));
    const told = rig.last('status')?.['amplifier'] as { on: boolean; sinceAt: number };
    expect(told).to.deep.include({ on: true, fault: null });
    expect(told.sinceAt).to.be.closeTo(rig.relay.at(-1)?.at ?? 0, 5);
    rig.feed({ type: 'amplifier-told', fault: 'EACCES' });
    const broken = statusOf(openTurn(rig.state, rig.read(), TOOLS)).amplifier;
    expect(broken?.fault).to.equal('EACCES');
    rig.feed({ type: 'amplifier-told', fault: null });
    rig.feed({ type: 'shutdown', why: 'test' });
    rig.passTo((at(301) + 1_000) as Instant);
    expect(clicksOf(rig, at(301)).slice(1)).to.deep.equal(['off 0']);
  });

  it('does nothing at all in a box without a relay', () => {
    const rig = linked();
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 301)])));
    rig.passTo(at(310));
    expect(rig.relay).to.deep.equal([]);
    expect(rig.last('status')).to.not.have.property('amplifier');
  });
});
