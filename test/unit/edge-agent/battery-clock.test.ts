/** What a battery clock is worth, alone and beside NTP: core/battery-clock, core/clock. */
import type { Instant } from '@loaso/shared/time';
import { expect } from 'chai';
import { advance, clockAtBoot, clockState, initialClock, timeAt } from '#edge-agent/core/clock';
import { withReply, withRequest } from '#edge-agent/core/signed-time';
import { known, reading } from './clock-days.js';
import { at } from './plans.js';
import { DEV } from './sealing.js';

describe('edge-agent/core/battery-clock', () => {
  it('takes a battery clock that was found right, less what it was found ahead, as holdover', () => {
    const day = clockAtBoot(
      null,
      'system-2',
      known(at(0), 4_000),
      reading(5, 1_000, false, at(1440)),
    );
    expect(timeAt(day, 1_000)).to.equal(at(1440) - 4_000);
    const errorMs = 600 + 500 + Math.ceil((1440 * 60_000 - 4_000) * 100e-6);
    expect(clockState(day, 1_000)).to.deep.equal({ trust: 'holdover', source: 'rtc', errorMs });
  });

  it('takes none that was never compared, is kept in local time, or has stood back since', () => {
    const hours = 7 * 3_600_000;
    const boot = (before: ReturnType<typeof known>, rtcMs: number) =>
      clockState(clockAtBoot(null, 'system-2', before, reading(5, 1_000, false, rtcMs)), 1_000);
    const floor = { trust: 'coarse', source: 'floor', errorMs: null };
    expect(boot(known(at(300)), at(400))).to.deep.equal(floor);
    expect(boot(known(at(300), hours), at(400) + hours)).to.deep.equal(floor);
    // Somebody has set it right since.
    expect(boot(known(at(300), hours), at(400))).to.deep.equal(floor);
    expect(boot({ ...known(0, 0), floorMs: at(200) }, at(100))).to.deep.equal(floor);
    expect(boot({ ...known(at(300), 0), floorMs: at(200) }, at(290))).to.deep.equal(floor);
    // A card that lay in a drawer for longer than the crystal is good for.
    expect(boot({ ...known(at(0), 0), floorMs: at(60_000) }, at(60_100))).to.deep.equal(floor);
  });

  it('is told the time more exactly by NTP that it agrees with, and trusts that no further', () => {
    const before = known(at(300), 0);
    const battery = advance(initialClock, before, reading(5, 1_000, false, at(400)));
    const { errorMs: alone } = clockState(battery, 2_000);
    const agreed = advance(battery, before, reading(at(400) + 4_000, 2_000, true, at(400) + 1_000));
    expect(timeAt(agreed, 2_000)).to.equal(at(400) + 4_000);
    const { trust, source, errorMs } = clockState(agreed, 2_000);
    expect([trust, source]).to.deep.equal(['holdover', 'rtc']);
    expect((errorMs ?? 0) - (alone ?? 0)).to.be.within(3_000, 3_001);
    // What NTP says again moves nothing, and widens no error.
    const again = advance(agreed, before, reading(at(401) + 4_050, 62_000, true, at(401) + 4_000));
    expect(again).to.equal(agreed);
  });

  it('knows no time where battery clock and NTP are minutes apart, and knows it when they agree', () => {
    const before = known(at(300), 0);
    for (const minutes of [6, 9, 60]) {
      const battery = advance(initialClock, before, reading(5, 1_000, false, at(400)));
      const apart = reading(at(400 + minutes), 2_000, true, at(400) + 1_000);
      const neither = advance(battery, before, apart);
      expect(neither.disagrees).to.equal(true);
      expect(timeAt(neither, 2_000)).to.equal(at(300));
      expect(clockState(neither, 2_000).trust).to.equal('coarse');
      // The system has set it by that NTP: they agree now, and it says nothing.
      const set = { ...apart, rtcMs: at(400 + minutes) };
      expect(advance(neither, before, { ...set, monoMs: 3_000 }).trusted).to.equal(false);
      const agreed = advance(neither, before, reading(at(400) + 3_000, 4_000, true, at(500)));
      expect(clockState(agreed, 4_000)).to.deep.include({ trust: 'holdover', source: 'rtc' });
    }
  });

  it('is sure of NTP again once the server has spoken', () => {
    const before = known(at(300), 0);
    const agreed = advance(initialClock, before, reading(at(400), 1_000, true, at(400)));
    const asked = withRequest(agreed, { nonce: 'nonce-01', t0: 2_000 });
    const t1 = (at(400) + 1_020) as Instant;
    const reply = { v: 1 as const, dev: DEV, nonce: 'nonce-01', t0: 2_000, t1, t2: t1 };
    const told = withReply(asked, reply, at(300), reading(0, 2_040));
    if (typeof told === 'string') throw new Error(told);
    expect(told.source).to.equal('server');
    const sure = advance(told, before, reading(at(400) + 2_000, 3_000, true, at(400)));
    expect(clockState(sure, 3_000)).to.deep.include({ trust: 'locked', source: 'ntp' });
  });
});
