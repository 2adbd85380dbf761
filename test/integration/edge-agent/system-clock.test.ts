/** Whether the clock with a battery is one: a board without a battery must not be believed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSystemClock } from '#edge-agent/adapters/clock/system-clock';

describe('edge-agent/adapters/clock/system-clock', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-rtc-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const tells = (hctosys: string, atMs: number): void => {
    writeFileSync(join(folder, 'hctosys'), `${hctosys}\n`);
    writeFileSync(join(folder, 'since_epoch'), `${Math.floor(atMs / 1_000)}\n`);
  };
  const rtcBy = (hint: 'auto' | 'yes' | 'no'): boolean =>
    createSystemClock({ rtc: hint, ntp: 'no' }, folder).read().rtc;

  it('believes a clock that has set the system clock and still goes with it', () => {
    tells('1', Date.now());
    expect(rtcBy('auto')).to.equal(true);
    tells('1', Date.now() - 4_000);
    expect(rtcBy('auto')).to.equal(true);
  });

  it('does not believe one that starts in a year long past, nor one that stood while the power was cut', () => {
    tells('1', Date.UTC(2017, 0, 1));
    expect(rtcBy('auto')).to.equal(false);
    // The wall clock was put to when it last ran; the other one stands elsewhere.
    tells('1', Date.now() - 7 * 3_600_000);
    expect(rtcBy('auto')).to.equal(false);
  });

  it('does not believe one that set nothing, one that does not tell, and none', () => {
    tells('0', Date.now());
    expect(rtcBy('auto')).to.equal(false);
    writeFileSync(join(folder, 'hctosys'), '1\n');
    writeFileSync(join(folder, 'since_epoch'), '\n');
    expect(rtcBy('auto')).to.equal(false);
    rmSync(folder, { recursive: true });
    expect(rtcBy('auto')).to.equal(false);
  });

  it('looks again when somebody moves the wall clock, and then believes it no more', () => {
    const realNow = Date.now;
    try {
      const past = Date.UTC(2017, 0, 1);
      let shiftMs = past - realNow();
      Date.now = () => realNow() + shiftMs;
      tells('1', Date.now());
      const clock = createSystemClock({ rtc: 'auto', ntp: 'no' }, folder);
      expect(clock.read().rtc).to.equal(true);
      shiftMs = -7 * 3_600_000;
      expect(clock.read().rtc).to.equal(false);
      shiftMs = past - realNow();
      expect(clock.read().rtc).to.equal(false);
    } finally {
      Date.now = realNow;
    }
  });

  it('holds to what the box was told', () => {
    tells('1', Date.UTC(2017, 0, 1));
    expect([rtcBy('yes'), rtcBy('no')]).to.deep.equal([true, false]);
  });
});
