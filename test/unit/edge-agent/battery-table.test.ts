/**
 * The table of battery clocks: wrong by one second to ten years, set by somebody, contradicted by NTP. What
 * such a clock alone says is played by where it was found right, and written off by nobody.
 */
import { expect } from 'chai';
import { bothWays, DELAY_MS, expectInTime, ITEMS, JUMPS, TOLERANCE_MS } from './clock-days.js';
import { at, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import { serve } from './rig-server.js';

/** A box whose battery clock is off by `aheadMs`, that knows the time by its line alone. */
function withBattery(aheadMs: number): Rig {
  const rig = new Rig({ ntpSynced: false, wallErrorMs: aheadMs });
  rig.rtc = true;
  rig.rtcErrorMs = aheadMs;
  serve(rig, DELAY_MS);
  rig.feed({ type: 'link-up' });
  rig.message('plan', sealedPlan(planOf(1, ITEMS)));
  rig.passTo(at(350));
  return rig;
}

const missedOf = ({ synced }: Rig): number =>
  synced.filter((entry) => entry.k === 'record' && entry.record.outcome === 'missed').length;

/** A battery clock tells whole seconds and may drift over a cut. */
const BATTERY_MS = 10_000;

describe('edge-agent/core/battery-clock, the table', function () {
  this.timeout(60_000);

  it('plays in time or not at all after cuts without a line, by one that is off by 1 s to 10 years', () => {
    for (const [size, ms] of JUMPS.flatMap(bothWays)) {
      const rig = withBattery(ms);
      const before = rig.heard.length;
      for (const cut of [372, 700, 1_020]) {
        rig.powerCut(at(cut));
        rig.passTo(at(cut + 200));
      }
      rig.passTo(at(2_100));
      expectInTime(rig, BATTERY_MS, size);
      expect(rig.heard.length > before, size).to.equal(Math.abs(ms) <= 15 * 60_000);
    }
  });

  it('plays nothing by one that somebody has set since the box was last told the time', () => {
    for (const [size, ms] of JUMPS.flatMap(bothWays).filter(([, ms]) => Math.abs(ms) > 900_000)) {
      const rig = withBattery(ms);
      const before = rig.heard.length;
      rig.rtcErrorMs = 0;
      rig.powerCut(at(372));
      rig.passTo(at(1_440));
      expect(rig.heard.length, size).to.equal(before);
    }
  });

  it('writes nothing off by one that somebody has set ahead, and plays it when signed time comes', () => {
    for (const [size, ms] of JUMPS.filter(([, ms]) => ms > 900_000)) {
      const rig = withBattery(0);
      const before = missedOf(rig);
      rig.rtcErrorMs = ms;
      rig.powerCut(at(372));
      rig.passTo(at(400));
      expect(missedOf(rig), size).to.equal(before);
      const heard = rig.heard.length;
      rig.feed({ type: 'link-up' });
      rig.passTo(at(1_440));
      expect(rig.heard.length - heard, size).to.be.at.least(7);
    }
  });

  it('judges what passed while a right one alone told the time, as soon as somebody tells it', () => {
    const rig = withBattery(0);
    const before = missedOf(rig);
    rig.powerCut(at(600));
    rig.passTo(at(700));
    expect([rig.state.clock.source, missedOf(rig)]).to.deep.equal(['rtc', before]);
    rig.feed({ type: 'link-up' });
    rig.passTo(at(701));
    expect(rig.state.clock.source).to.equal('server');
    // At 365, 425, 485 and 545 minutes the power was off; at 605 and 665 it sounded.
    expect(missedOf(rig) - before).to.equal(4);
  });

  it('is silent and says so where NTP contradicts the battery clock, until signed time comes', () => {
    for (const [size, ms] of JUMPS.flatMap(bothWays).filter(([, ms]) => Math.abs(ms) > 600_000)) {
      const rig = withBattery(0);
      const before = rig.heard.length;
      rig.wallErrorMs = ms;
      rig.ntpSynced = Math.abs(ms) < 30 * 86_400_000;
      rig.powerCut(at(372));
      rig.passTo(at(700));
      // Years off is no NTP at all.
      expect(rig.heard.length > before, size).to.equal(!rig.ntpSynced || ms < -300 * 60_000);
      rig.feed({ type: 'link-up' });
      rig.passTo(at(1_440));
      expectInTime(rig, TOLERANCE_MS, size);
      expect(rig.heard.length - before, size).to.be.at.least(7);
    }
  });

  it('plays by NTP and a battery clock that agree, as by the battery alone: nothing is written off', () => {
    for (const [size, ms] of JUMPS.flatMap(bothWays).filter(
      ([, ms]) => Math.abs(ms) < 86_400_000,
    )) {
      const rig = withBattery(0);
      const before = missedOf(rig);
      // While the box had no power, somebody who answers for NTP has set both.
      rig.wallErrorMs = ms;
      rig.rtcErrorMs = ms;
      rig.ntpSynced = true;
      rig.powerCut(at(372));
      rig.passTo(at(700));
      expect([missedOf(rig), rig.state.clock.source], size).to.deep.equal([
        before,
        ms < -10_000 ? rig.state.clock.source : 'rtc',
      ]);
      rig.feed({ type: 'link-up' });
      rig.passTo(at(701));
      expect(rig.state.clock.source, size).to.not.equal('rtc');
      const heard = rig.heard.length;
      rig.passTo(at(1_440));
      // What the lie has sounded ahead of its time is over.
      expect(rig.heard.length - heard, size).to.be.at.least(2);
    }
  });

  it('plays nothing by one that an NTP, which it contradicted, has set since, over restarts and power cuts', () => {
    for (const [size, ms] of JUMPS.filter(([, ms]) => ms > 900_000 && ms <= 30 * 86_400_000)) {
      const rig = withBattery(0);
      rig.wallErrorMs = ms;
      rig.ntpSynced = true;
      rig.powerCut(at(372));
      rig.passTo(at(380));
      const before = rig.heard.length;
      // The system sets it, as every eleven minutes.
      rig.rtcErrorMs = ms;
      rig.passTo(at(500));
      rig.kill();
      rig.boot();
      rig.passTo(at(600));
      rig.ntpSynced = false;
      rig.powerCut(at(601));
      rig.passTo(at(900));
      expect(rig.heard.length, size).to.equal(before);
      rig.feed({ type: 'link-up' });
      rig.passTo(at(1_440));
      expectInTime(rig, TOLERANCE_MS, size);
      expect(rig.heard.length - before, size).to.be.at.least(4);
    }
  });

  it('stops what sounds when NTP shows that nobody knows the time', () => {
    const rig = withBattery(0);
    rig.wallErrorMs = 3_600_000;
    rig.powerCut(at(364));
    rig.passTo(at(370));
    rig.ntpSynced = true;
    rig.feed({ type: 'tick' });
    rig.passTo(at(371));
    expect(rig.state.sounds).to.deep.equal([]);
    expect(rig.state.clock.trusted).to.equal(false);
    const told = rig.effects.flatMap((one) => (one.type === 'log' ? [one.event] : []));
    expect(told).to.include('clock-doubted');
  });
});
