/**
 * The clock table: the wall clock jumps, or the system's NTP lies, by one second to ten years at every
 * step of a box's life; it starts without any clock, with and without a line. Nothing sounds at another
 * time than it was signed for. Core of the box on virtual time.
 */
import { expect } from 'chai';
import {
  born,
  bothWays,
  DELAY_MS,
  expectInTime,
  JUMPS,
  type Lie,
  TOLERANCE_MS,
  tell,
} from './clock-days.js';
import { at } from './plans.js';
import type { Rig } from './rig.js';

/** After a power cut nothing but the newest signed time is known: NTP may be off by this, not more. */
const UNSURE_MS = 10 * 60_000;

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
