/** The error that a box states of its clock covers the true one, whatever it last heard from whom: core/clock. */
import { expect } from 'chai';
import fc from 'fast-check';
import { advance, type Clock, clockAtBoot, clockState, timeAt } from '#edge-agent/core/clock';
import type { Reading } from '#edge-agent/core/event';
import { withReply, withRequest } from '#edge-agent/core/signed-time';
import { bestSample, withSample } from '#edge-agent/core/time-sample';
import { at } from './plans.js';
import { DEV } from './sealing.js';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const NTP_ERROR_MS = 100;

/** A crystal that is `ppm` off, a wall clock that NTP set now and then, a server that knows the time. */
class Bench {
  clock: Clock;
  floorMs = 0;
  #trueMs = at(300) as number;
  readonly #rate: number;
  readonly #bootMs = this.#trueMs - 10_000;
  #wallOffset = 0;
  #syncedMs: number | null = null;
  #asked = 0;

  constructor(ppm: number) {
    this.#rate = 1 + ppm * 1e-6;
    this.clock = clockAtBoot(null, 'system-1', { floorMs: 0, battery: null }, this.read());
  }

  get #mono(): number {
    return (this.#trueMs - this.#bootMs) * this.#rate;
  }

  read(): Reading {
    const monoMs = this.#mono;
    const ntpSynced = this.#syncedMs !== null;
    const ntpAgeMs = ntpSynced ? this.#trueMs - (this.#syncedMs ?? 0) : 0;
    const wallMs = Math.round(monoMs + this.#wallOffset);
    return { wallMs, monoMs, ntpSynced, ntpAgeMs, rtcMs: null };
  }

  pass(ms: number): void {
    this.#trueMs += ms;
    this.clock = advance(this.clock, { floorMs: this.floorMs, battery: null }, this.read());
  }

  ntp(errorMs: number): void {
    this.#wallOffset = this.#trueMs + errorMs - this.#mono;
    this.#syncedMs = this.#trueMs;
    this.pass(0);
  }

  server(thereMs: number, backMs: number): void {
    this.#asked += 1;
    const asked = { nonce: `nonce-${String(this.#asked).padStart(16, '0')}`, t0: this.#mono };
    this.clock = withRequest(this.clock, asked);
    this.pass(thereMs);
    const t1 = Math.round(this.#trueMs) as never;
    this.floorMs = Math.max(this.floorMs, t1);
    this.pass(backMs);
    const reply = { v: 1 as const, dev: DEV, ...asked, t1, t2: t1 };
    const taken = withReply(this.clock, reply, this.floorMs, this.read());
    if (typeof taken !== 'string') this.clock = taken;
    this.pass(0);
  }

  /** How much further off the clock is than it says; not above 0 where it tells the truth. */
  lieMs(): number {
    const { errorMs } = clockState(this.clock, this.#mono);
    if (errorMs === null) return 0;
    // Times are told in whole milliseconds.
    return Math.abs(timeAt(this.clock, this.#mono) - this.#trueMs) - errorMs - 1;
  }

  stated(): number | null {
    return clockState(this.clock, this.#mono).errorMs;
  }
}

const step = fc.oneof(
  fc.record({ what: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 40 * DAY_MS }) }),
  fc.record({
    what: fc.constant('pass' as const),
    ms: fc.integer({ min: 0, max: 20 * MINUTE_MS }),
  }),
  fc.record({ what: fc.constant('ntp' as const), ms: fc.integer({ min: -95, max: 95 }) }),
  fc.record({
    what: fc.constant('server' as const),
    ms: fc.integer({ min: 1, max: 4_000 }),
    backMs: fc.integer({ min: 1, max: 4_000 }),
  }),
);

function take(bench: Bench, one: typeof step extends fc.Arbitrary<infer T> ? T : never): void {
  if (one.what === 'pass') bench.pass(one.ms);
  else if (one.what === 'ntp') bench.ntp(one.ms);
  else bench.server(one.ms, one.backMs);
}

describe('edge-agent/core/clock, the error it states', () => {
  it('covers the true error after every step of any life', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100, max: 100 }),
        fc.array(step, { maxLength: 12 }),
        (ppm, steps) => {
          const bench = new Bench(ppm);
          for (const one of steps) {
            take(bench, one);
            expect(bench.lieMs(), JSON.stringify(one)).to.be.at.most(0);
          }
        },
      ),
      { numRuns: 1_000, seed: 5 },
    );
  });

  it('counts a quick answer from when it came, however slow the next one is', () => {
    const bench = new Bench(100);
    bench.server(20, 1);
    bench.pass(14 * MINUTE_MS);
    bench.server(2_000, 2_000);
    expect(bench.lieMs()).to.be.at.most(0);
    expect(bench.stated()).to.be.below(200);
  });

  it('forgets an answer that is too old to say anything of now', () => {
    const quick = { offsetMs: 0, roundTripMs: 10, monoMs: 0 };
    const slow = { offsetMs: 5, roundTripMs: 90, monoMs: 10 * MINUTE_MS };
    const both = withSample([quick], slow);
    expect(bestSample(both, 15 * MINUTE_MS)).to.equal(quick);
    expect(bestSample(both, 16 * MINUTE_MS)).to.equal(slow);
    expect(bestSample(both, 26 * MINUTE_MS)).to.equal(null);
  });

  it('is what NTP tells of itself, and does not grow while NTP is followed', () => {
    const read = (minutes: number): Reading => ({
      wallMs: (at(300) as number) + minutes * MINUTE_MS,
      monoMs: (minutes + 1) * MINUTE_MS,
      ...{ ntpSynced: true, ntpAgeMs: 0, ntpErrorMs: 12, rtcMs: null },
    });
    const known = { floorMs: 0, battery: null };
    let clock = clockAtBoot(null, 'system-1', known, read(0));
    for (let minute = 5; minute <= 600; minute += 5) {
      clock = advance(clock, known, read(minute));
      expect(clockState(clock, read(minute).monoMs).errorMs).to.be.within(12, 62);
    }
    expect(clockState(clock, read(600).monoMs).trust).to.equal('locked');
  });

  it('grows while NTP has not been heard, and falls when it has been', () => {
    const bench = new Bench(60);
    bench.ntp(20);
    expect(bench.stated()).to.equal(NTP_ERROR_MS);
    bench.pass(30 * DAY_MS);
    expect(bench.stated()).to.be.within(259_000, 260_000);
    expect(clockState(bench.clock, bench.read().monoMs).trust).to.equal('holdover');
    bench.ntp(20);
    expect(bench.stated()).to.equal(NTP_ERROR_MS);
  });

  it('takes signed time where NTP was last heard long ago, without calling it a liar', () => {
    const bench = new Bench(40);
    bench.ntp(0);
    bench.pass(DAY_MS);
    bench.server(20, 20);
    expect(bench.clock.source).to.equal('server');
    expect(bench.clock.disagrees).to.equal(false);
    expect(bench.stated()).to.be.at.most(25);
    bench.pass(MINUTE_MS);
    expect(bench.clock.source).to.equal('server');
    bench.ntp(10);
    expect(bench.clock.source).to.equal('ntp');
  });

  it('says that NTP disagrees where it is further off than its age explains', () => {
    const bench = new Bench(0);
    bench.ntp(0);
    bench.pass(DAY_MS);
    bench.ntp(60_000);
    bench.server(20, 20);
    expect(bench.clock.source).to.equal('server');
    expect(bench.clock.disagrees).to.equal(true);
  });
});
