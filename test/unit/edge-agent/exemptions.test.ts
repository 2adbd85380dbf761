/** Exempted days on a box: what it may sound then, after a power cut, and without the time. */
import { addDays } from '@loaso/shared/time';
import type { EnvelopeExemption } from '@loaso/shared/trust/sound-envelope';
import { expect } from 'chai';
import { ceilingOf } from '#edge-agent/core/permission';
import { at, envelopeOf, item, MONDAY, planOf, sealedPlan } from './plans.js';
import { Rig, type RigOptions } from './rig.js';
import { serve } from './rig-server.js';
import { sealAs } from './sealing.js';

const windows = (fromMinute: number, toMinute: number, volumeMaxPercent = 60) =>
  [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute, toMinute, volumeMaxPercent }] as never;

const onMonday = (change: Partial<EnvelopeExemption> = {}): EnvelopeExemption => ({
  fromDate: MONDAY,
  toDate: MONDAY,
  windows: windows(300, 1380),
  minutesPerDayMax: 1440,
  ...change,
});

const FESTIVAL = envelopeOf({ exemptions: [onMonday()] });
/** 22:30 of Monday and of Tuesday. */
const NIGHTS = [item('festival', 1350, 1360), item('after', 2790, 2800)];

function box(options: RigOptions, items = NIGHTS): Rig {
  const rig = new Rig({ startAt: at(290), ...options });
  rig.feed({ type: 'link-up' });
  rig.message('plan', sealedPlan(planOf(1, items)));
  return rig;
}

describe('edge-agent/core, exempted days', () => {
  it('sounds into the night of the festival at the volume of that day, and not on the next', () => {
    const rig = box({ envelope: FESTIVAL });
    rig.passTo(at(2850));
    expect(rig.heard.map(({ volumePercent }) => volumePercent)).to.deep.equal([60]);
    expect(rig.ledger()).to.deep.equal(['festival completed', 'after missed envelope']);
  });

  it('keeps its exemptions over a power cut, out of the journal', () => {
    const rig = box({});
    serve(rig, 30);
    const next = envelopeOf({ num: 2, exemptions: [onMonday()] });
    rig.message('envelope', sealAs('envelope', 'envelope', next));
    rig.passTo(at(600));
    rig.powerCut(at(700));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(2850));
    expect(rig.state.durable.envelope?.envelope.exemptions).to.deep.equal([onMonday()]);
    expect(rig.ledger()).to.deep.equal(['festival completed', 'after missed envelope']);
  });

  it('is silent on a day that is narrower, in the middle of what began before it', () => {
    const open = { windows: windows(0, 1440), minutesPerDayMax: 1440 };
    const shut = onMonday({
      fromDate: addDays(MONDAY, 1),
      toDate: addDays(MONDAY, 1),
      windows: [],
    });
    const rig = box({ envelope: envelopeOf({ ...open, exemptions: [shut] }) }, [
      item('over-midnight', 1430, 1450),
    ]);
    rig.passTo(at(1500));
    expect(rig.heard[0]?.endAt).to.be.within(at(1440) - 50, at(1440) + 50);
    expect(rig.ledger()).to.deep.equal(['over-midnight interrupted envelope']);
  });

  it('counts the minutes and sessions of such a day by its own figures', () => {
    const exemptions = [onMonday({ minutesPerDayMax: 15, sessionsPerDayMax: 2 })];
    const lines = [360, 480, 600, 1800, 1920, 2040].map((from) =>
      item(`l-${from}`, from, from + 10),
    );
    const rig = box({ envelope: envelopeOf({ exemptions }) }, lines);
    rig.passTo(at(2100));
    expect(rig.ledger()).to.deep.equal([
      'l-360 completed',
      'l-480 interrupted envelope',
      'l-600 missed envelope',
      'l-1800 completed',
      'l-1920 completed',
      'l-2040 completed',
    ]);
  });

  it('sounds nothing planned without the time, and gives a warning the ceiling that no day changes', () => {
    const loud = onMonday({ windows: windows(0, 1440, 100) });
    const envelope = envelopeOf({ emergencyVolumeMaxPercent: 45, exemptions: [loud] });
    const rig = box({ envelope, ntpSynced: false });
    rig.passTo(at(1400));
    expect(rig.heard).to.deep.equal([]);
    const span = { startAt: at(600), endAt: at(610) };
    expect(rig.state.clock.trusted).to.equal(false);
    expect(ceilingOf(rig.state, { priority: 'emergency' }, span)).to.equal(45);
  });

  it('refuses an envelope that says more than it understands, and keeps what it has', () => {
    const rig = box({ envelope: FESTIVAL });
    const strange = { ...envelopeOf({ num: 2, exemptions: [onMonday()] }), lunar: true };
    rig.message('envelope', sealAs('envelope', 'envelope', strange));
    expect(rig.last('ack')).to.deep.include({
      what: 'envelope',
      outcome: 'refused',
      code: 'malformed',
    });
    rig.passTo(at(1400));
    expect(rig.ledger()).to.deep.equal(['festival completed']);
  });
});
