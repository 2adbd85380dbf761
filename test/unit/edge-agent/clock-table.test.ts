/**
 * The clock table: the wall clock jumps, or the system's NTP lies, by one second to ten years at every
 * step of a box's life; it starts without any clock, with and without a line. Nothing sounds at another
 * time than it was signed for. Core of the box on virtual time.
 */
import { expect } from 'chai';
import { at, item, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import { serve } from './rig-server.js';

const SECOND_MS = 1_000;
const YEAR_MS = 365 * 86_400_000;
const JUMPS: readonly [string, number][] = [
  ['1 s', SECOND_MS],
  ['1 minute', 60 * SECOND_MS],
  ['11 minutes', 660 * SECOND_MS],
  ['1 hour', 3_600 * SECOND_MS],
  ['7 hours', 25_200 * SECOND_MS],
  ['1 day', 86_400 * SECOND_MS],
  ['30 days', 30 * 86_400 * SECOND_MS],
  ['1 year', YEAR_MS],
  ['10 years', 10 * YEAR_MS],
];
/** Signed time and NTP may differ by this much without anybody lying, see core/clock. */
const TOLERANCE_MS = 5_100;
/** One way to the server. */
const DELAY_MS = 150;
/** After a power cut nothing but the newest signed time is known: NTP may be off by this, not more. */
const UNSURE_MS = 10 * 60_000;

/** Every hour of a day and more, ten minutes each: a clock that is wrong by anything would be heard. */
const ITEMS = Array.from({ length: 36 }, (_, hour) =>
  item(`h${hour}`, hour * 60 + 5, hour * 60 + 15),
);

const startOf = (playId: string): number => Number(playId.slice(playId.lastIndexOf('.') + 1));

type Lie = { readonly byMs: number; readonly ntp: boolean };

function tell(rig: Rig, { byMs, ntp }: Lie): void {
  rig.wallErrorMs = byMs;
  rig.ntpSynced = ntp;
  rig.feed({ type: 'tick' });
}

/** A box without a battery clock; it holds the plan where `trusted`. */
function born(online: boolean, lie?: Lie): Rig {
  const rig = new Rig({ ntpSynced: false, wallErrorMs: -2 * YEAR_MS });
  rig.noBattery = true;
  serve(rig, DELAY_MS);
  if (lie !== undefined) tell(rig, lie);
  if (online) rig.feed({ type: 'link-up' });
  rig.message('plan', sealedPlan(planOf(1, ITEMS)));
  return rig;
}

/** Where the clock turns wrong, and how far a start may be off by what the box can know there. */
const STEPS: readonly { name: string; live: (lie: Lie) => Rig; mostMs: number; plays: boolean }[] =
  [
    {
      name: 'before its first start',
      live: (lie) => born(true, lie),
      mostMs: TOLERANCE_MS,
      plays: true,
    },
    {
      name: 'while nothing sounds',
      live: (lie) => {
        const rig = born(true);
        rig.passTo(at(330));
        tell(rig, lie);
        return rig;
      },
      mostMs: TOLERANCE_MS,
      plays: true,
    },
    {
      name: 'ten seconds before a start',
      live: (lie) => {
        const rig = born(true);
        rig.passTo(at(364 + 5 / 6));
        tell(rig, lie);
        return rig;
      },
      mostMs: TOLERANCE_MS,
      plays: true,
    },
    {
      name: 'in the middle of an airing',
      live: (lie) => {
        const rig = born(true);
        rig.passTo(at(370));
        tell(rig, lie);
        return rig;
      },
      mostMs: TOLERANCE_MS,
      plays: true,
    },
    {
      name: 'over a restart of the agent without a line',
      live: (lie) => {
        const rig = born(true);
        rig.passTo(at(350));
        rig.kill();
        rig.wallErrorMs = lie.byMs;
        rig.ntpSynced = lie.ntp;
        rig.boot();
        return rig;
      },
      mostMs: TOLERANCE_MS,
      plays: true,
    },
    {
      name: 'after an hour without a line',
      live: (lie) => {
        const rig = born(true);
        rig.passTo(at(330));
        rig.feed({ type: 'link-down' });
        rig.passTo(at(390));
        tell(rig, lie);
        return rig;
      },
      mostMs: TOLERANCE_MS,
      plays: true,
    },
    {
      name: 'over a power cut with a line',
      live: (lie) => {
        const rig = born(true);
        rig.passTo(at(350));
        rig.wallErrorMs = lie.byMs;
        rig.ntpSynced = lie.ntp;
        rig.powerCut(at(372));
        rig.feed({ type: 'link-up' });
        return rig;
      },
      mostMs: TOLERANCE_MS,
      plays: true,
    },
    {
      name: 'over a power cut without a line',
      live: (lie) => {
        const rig = born(true);
        rig.passTo(at(350));
        rig.wallErrorMs = lie.byMs;
        rig.ntpSynced = lie.ntp;
        rig.powerCut(at(352));
        return rig;
      },
      // Until signed time comes: the cut, and the age of the newest signed time before it, come on top.
      mostMs: UNSURE_MS + 62 * 60_000,
      plays: false,
    },
  ];

/** Plays that had begun by `from` are of the time before. */
function expectInTime(rig: Rig, mostMs: number, what: string): void {
  for (const { playId, startAt, fromMs } of rig.heard) {
    const offMs = startAt - fromMs - startOf(playId);
    expect(Math.abs(offMs), `${what}: ${playId}`).to.be.at.most(mostMs);
    const minute = ((startAt - at(0)) / 60_000) % 1_440;
    const slack = mostMs / 60_000;
    expect(minute, `${what}: ${playId}`).to.be.within(300 - slack, 1_200 + slack);
  }
}

const bothWays = ([size, ms]: readonly [string, number]): [string, number][] => [
  [`+${size}`, ms],
  [`-${size}`, -ms],
];

describe('edge-agent/core/clock, the table of jumps', function () {
  this.timeout(60_000);
  for (const { name, live, mostMs, plays } of STEPS) {
    for (const ntp of [false, true]) {
      const who = ntp ? 'an NTP that lies' : 'a wall clock that jumps';
      it(`plays nothing at a wrong time by ${who} ${name}, by 1 s to 10 years`, () => {
        for (const [size, ms] of JUMPS.flatMap(bothWays)) {
          const rig = live({ byMs: ms, ntp });
          const before = rig.heard.length;
          rig.passTo(at(1_440));
          expectInTime(rig, mostMs, size);
          // Silence would be in time, too: with a way to signed time the box goes on.
          expect(rig.heard.length - before, size).to.be.at.least(plays ? 10 : 0);
        }
      });
    }
  }
});

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

describe('edge-agent/core/clock, at boot without any clock', () => {
  it('stays silent without a line, however long', () => {
    const rig = born(true);
    rig.passTo(at(350));
    const before = rig.heard.length;
    rig.ntpSynced = false;
    rig.powerCut(at(400));
    rig.passTo(at(2 * 1_440));
    expect(rig.heard.length).to.equal(before);
    expect(rig.state.clock.trusted).to.equal(false);
  });

  it('trusts its clock one round trip after the line comes, and joins what is on', () => {
    for (const minutes of [1, 60, 1_000]) {
      const rig = born(true);
      rig.passTo(at(350));
      rig.powerCut(at(350 + minutes));
      rig.passTo(at(355 + minutes));
      const upMs = rig.now;
      rig.feed({ type: 'link-up' });
      let trustedMs = Number.NaN;
      for (let waited = 0; waited < 5_000 && !rig.state.clock.trusted; waited += 10) {
        rig.passTo((upMs + waited) as never);
        if (rig.state.clock.trusted) trustedMs = rig.now - upMs;
      }
      expect(trustedMs, `off for ${minutes} minutes`).to.be.within(2 * DELAY_MS, 2 * DELAY_MS + 20);
    }
  });
});
