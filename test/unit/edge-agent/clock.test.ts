/** What time the box believes it is: core/clock, core/ask. */
import type { Instant } from '@loaso/shared/time';
import { expect } from 'chai';
import { linkUp } from '#edge-agent/core/ask';
import { advance, clockAtBoot, clockState, initialClock, timeAt } from '#edge-agent/core/clock';
import { withReply, withRequest } from '#edge-agent/core/signed-time';
import { openTurn } from '#edge-agent/core/turn';
import { known, reading } from './clock-days.js';
import { at, item, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import { DEV, sealAs, TOOLS } from './sealing.js';

const YEAR_MS = 365 * 86_400_000;

/** Answers the newest ask as a server with the true time would, over a line of `delayMs` each way. */
function answerTime(rig: Rig, delayMs = 20): void {
  const time = rig.last('ask')?.['time'] as { nonce: string; t0: number };
  const sentAt = rig.trueOffsetMs + time.t0;
  const t1 = Math.round(sentAt + delayMs);
  rig.monoMs = time.t0 + 2 * delayMs + 1;
  rig.message('time', sealAs('server', 'time', { v: 1, dev: DEV, ...time, t1, t2: t1 + 1 }));
}

describe('edge-agent/core/clock', () => {
  it('believes NTP of the system', () => {
    const clock = advance(initialClock, known(at(295)), reading(at(300), 5_000, true));
    expect(timeAt(clock, 5_000)).to.equal(at(300));
    expect(clockState(clock, 5_000)).to.deep.equal({
      trust: 'locked',
      source: 'ntp',
      errorMs: 100,
    });
  });

  it('knows no time without any source, and only the floor with a signed time behind it', () => {
    const none = clockAtBoot(null, 'system-2', known(0), reading(5, 1_000));
    expect(clockState(none, 1_000).trust).to.equal('unknown');
    const floor = clockAtBoot(null, 'system-2', known(at(300)), reading(5, 1_000));
    expect(clockState(floor, 1_000)).to.deep.equal({
      trust: 'coarse',
      source: 'floor',
      errorMs: null,
    });
    expect(timeAt(floor, 61_000)).to.equal(at(301));
  });

  for (const years of [-10, -1, 1, 10]) {
    it(`does not believe NTP or a battery clock that is ${years} years off`, () => {
      const wrong = at(300) + years * YEAR_MS;
      for (const source of [reading(wrong, 1_000, true), reading(5, 1_000, false, wrong)]) {
        expect(advance(initialClock, known(at(300), 0), source).trusted).to.equal(false);
      }
    });
  }

  it('does not believe the first NTP after a power cut that is over ten minutes ahead of signed time', () => {
    for (const minutes of [11, 60, 1_440, 30 * 1_440]) {
      const ahead = reading(at(300 + minutes), 1_000, true);
      const clock = clockAtBoot(null, 'system-2', known(at(300)), ahead);
      expect(clock.trusted, `${minutes} minutes`).to.equal(false);
      expect(clockState(clock, 1_000).trust).to.equal('coarse');
      expect(timeAt(clock, 61_000)).to.equal(at(301));
    }
    const near = clockAtBoot(null, 'system-2', known(at(300)), reading(at(309), 1_000, true));
    expect(near.trusted).to.equal(true);
    const agreed = reading(at(400), 1_000, true, at(401));
    expect(clockAtBoot(null, 'system-2', known(at(300), 0), agreed).source).to.equal('rtc');
    const first = clockAtBoot(null, 'system-2', known(0), reading(at(400), 1_000, true));
    expect(first.trusted).to.equal(true);
  });

  it('keeps its time over a restart of the process, not over one of the system', () => {
    const anchor = {
      systemBootId: 'system-1',
      monoMs: 1_000,
      timeMs: at(300),
      errorMs: 5,
      source: 'server' as const,
    };
    const same = clockAtBoot(anchor, 'system-1', known(at(0)), reading(5, 61_000));
    expect(timeAt(same, 61_000)).to.equal(at(301));
    const other = clockAtBoot(anchor, 'system-2', known(at(0)), reading(5, 61_000));
    expect(other.trusted).to.equal(false);
  });

  it('takes the quickest of several answers, and half its round trip as the error', () => {
    const asked = withRequest(initialClock, { nonce: 'nonce-01', t0: 100 });
    const reply = { v: 1 as const, dev: DEV, nonce: 'nonce-01', t0: 100, t1: at(300), t2: at(300) };
    const slow = withReply(asked, reply, at(0), reading(0, 500));
    if (typeof slow === 'string') throw new Error(slow);
    const again = withRequest(slow, { nonce: 'nonce-02', t0: 1_000 });
    const quick = {
      ...reply,
      nonce: 'nonce-02',
      t0: 1_000,
      t1: (at(300) + 700) as never,
      t2: (at(300) + 700) as never,
    };
    const clock = withReply(again, quick, at(0), reading(0, 1_020));
    if (typeof clock === 'string') throw new Error(clock);
    expect(timeAt(clock, 1_020)).to.equal(at(300) + 710);
    expect(clockState(clock, 1_020).errorMs).to.equal(10);
  });

  it('refuses an answer that it has not asked for, a second one, and one from before the floor', () => {
    const reply = { v: 1 as const, dev: DEV, nonce: 'nonce-01', t0: 100, t1: at(300), t2: at(300) };
    expect(withReply(initialClock, reply, at(0), reading(0, 120))).to.equal('unasked');
    const asked = withRequest(initialClock, { nonce: 'nonce-01', t0: 100 });
    expect(withReply(asked, reply, at(400), reading(0, 120))).to.equal('before-floor');
    expect(withReply(asked, reply, at(0), reading(0, 60_000))).to.equal('too-slow');
    const once = withReply(asked, reply, at(0), reading(0, 120));
    if (typeof once === 'string') throw new Error(once);
    expect(withReply(once, reply, at(0), reading(0, 130))).to.equal('unasked');
  });

  it('grows less sure with time', () => {
    const clock = advance(initialClock, known(at(295)), reading(at(300), 0, true));
    const later = clockState(clock, 30 * 86_400_000);
    expect(later.trust).to.equal('holdover');
    expect(later.errorMs).to.be.within(52_000, 300_000);
  });
});

describe('edge-agent/core/clock-limits', () => {
  it('trusts its time no longer where that may be off by more than five minutes', () => {
    const boot = clockAtBoot(null, 'system-1', known(at(299)), reading(at(300), 0, true));
    const days = (count: number) => reading(5, count * 86_400_000);
    expect(advance(boot, known(at(299)), days(34)).trusted).to.equal(true);
    const lost = advance(boot, known(at(299)), days(34.9));
    expect(clockState(lost, days(34.9).monoMs).trust).to.equal('coarse');
    // What it thinks is still the best guess there is.
    expect(timeAt(lost, days(34.9).monoMs)).to.equal(at(300) + 34.9 * 86_400_000);
    const again = advance(lost, known(at(299)), {
      ...days(34.9),
      ntpSynced: true,
      wallMs: at(301) + 34.9 * 86_400_000,
    });
    expect(again.source).to.equal('ntp');
  });
});

describe('edge-agent/core/ask', () => {
  it('gets a trusted clock from signed answers and plays by it, whatever the wall clock says', () => {
    const rig = new Rig({ ntpSynced: false, wallErrorMs: -9 * YEAR_MS });
    rig.feed({ type: 'link-up' });
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 310)])));
    expect(rig.state.clock.trusted).to.equal(false);
    answerTime(rig);
    expect(rig.state.clock.trusted).to.equal(true);
    rig.passTo(at(305));
    rig.wallErrorMs = 3 * 3_600_000;
    rig.passTo(at(320));
    expect(rig.heard[0]?.startAt).to.be.closeTo(at(300), 25);
    expect(rig.ledger()).to.deep.equal(['a completed']);
  });

  it('believes the signed time over an NTP that lies', () => {
    const rig = new Rig({ ntpSynced: false });
    rig.feed({ type: 'link-up' });
    answerTime(rig);
    rig.ntpSynced = true;
    rig.wallErrorMs = 3_600_000;
    rig.feed({ type: 'tick' });
    expect(timeAt(rig.state.clock, rig.monoMs)).to.be.closeTo(rig.now, 25);
    expect(rig.state.clock.disagrees).to.equal(true);
  });

  it('stays silent after a power cut by NTP alone, and plays as soon as the server says the time', () => {
    const rig = new Rig();
    rig.feed({ type: 'link-up' });
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 310), item('b', 320, 330)])));
    rig.passTo(at(291));
    rig.noBattery = true;
    rig.powerCut(at(299));
    rig.passTo(at(315));
    expect(rig.heard).to.deep.equal([]);
    rig.feed({ type: 'link-up' });
    answerTime(rig);
    rig.passTo(at(335));
    expect(rig.ledger()).to.deep.equal(['a missed clock-untrusted', 'b completed']);
  });

  it('keeps what the server said over a crash, where only a battery clock had spoken before', () => {
    const rig = new Rig({ ntpSynced: false, wallErrorMs: 600 });
    rig.rtc = true;
    rig.powerCut(at(300));
    rig.passTo(at(301));
    rig.feed({ type: 'link-up' });
    answerTime(rig);
    rig.passTo(at(302));
    rig.kill();
    rig.boot();
    expect(timeAt(rig.state.clock, rig.monoMs)).to.be.closeTo(rig.now, 25);
    expect(clockState(rig.state.clock, rig.monoMs).source).to.equal('server');
  });

  it('stays silent after a power cut where NTP had set the battery clock wrong a minute before', () => {
    const rig = new Rig({ ntpSynced: false });
    rig.rtc = true;
    rig.feed({ type: 'link-up' });
    rig.message('plan', sealedPlan(planOf(1, [item('a', 350, 360)])));
    answerTime(rig);
    rig.passTo(at(297));
    rig.feed({ type: 'link-down' });
    rig.passTo(at(298));
    rig.rtcErrorMs = 21 * 60_000;
    rig.passTo((at(299) + 100) as Instant);
    rig.powerCut(at(330));
    rig.passTo(at(345));
    expect(rig.heard).to.deep.equal([]);
    expect(rig.state.clock.trusted).to.equal(false);
  });

  it('asks for everything at each connect and then for the time a few times', () => {
    const rig = new Rig();
    rig.feed({ type: 'link-up' });
    rig.passTo(at(291));
    const asks = rig.sent
      .filter(({ topic }) => topic === 'ask')
      .map(({ body }) => (body['want'] as string[]).join());
    expect(asks).to.deep.equal(['plan,envelope,receipt,time', 'time', 'time', 'time', 'time']);
  });

  it('asks nothing twice with one nonce', () => {
    const rig = new Rig();
    rig.feed({ type: 'link-up' });
    rig.passTo(at(400));
    const nonces = rig.sent
      .filter(({ topic }) => topic === 'ask')
      .map(({ body }) => (body['time'] as { nonce: string }).nonce);
    expect(new Set(nonces).size).to.equal(nonces.length);
  });

  it('notes that the link is up', () => {
    const rig = new Rig();
    const turn = openTurn(rig.state, rig.read(), TOOLS);
    linkUp(turn);
    expect(turn.state.linkUp).to.equal(true);
  });
});
