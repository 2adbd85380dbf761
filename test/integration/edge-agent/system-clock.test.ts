/** What the clock with a battery says; what that is worth is the core's matter. */
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
  const rtcBy = async (hint: 'auto' | 'yes' | 'no'): Promise<number | null> => {
    const clock = createSystemClock({ rtc: hint, ntp: 'no' }, folder);
    await clock.refresh();
    return clock.read().rtcMs;
  };

  it('tells what it says, whatever the wall clock says', async () => {
    const atMs = Date.now() + 7 * 3_600_000;
    tells('1', atMs);
    expect(await rtcBy('auto')).to.be.closeTo(Math.floor(atMs / 1_000) * 1_000 + 500, 250);
  });

  it('goes on with the monotonic clock between two looks, and follows whoever sets it', async () => {
    tells('1', Date.UTC(2026, 0, 1));
    const clock = createSystemClock({ rtc: 'auto', ntp: 'no' }, folder);
    expect(clock.read().rtcMs).to.equal(null);
    await clock.refresh();
    const first = clock.read();
    const later = clock.read();
    expect((later.rtcMs ?? 0) - later.monoMs).to.be.closeTo(
      (first.rtcMs ?? 0) - first.monoMs,
      0.01,
    );
    tells('1', Date.UTC(2027, 0, 1));
    await clock.refresh();
    expect(clock.read().rtcMs).to.be.closeTo(Date.UTC(2027, 0, 1) + 500, 250);
  });

  it('tells nothing of one that set nothing, one that does not tell, and none', async () => {
    tells('0', Date.now());
    expect(await rtcBy('auto')).to.equal(null);
    writeFileSync(join(folder, 'hctosys'), '1\n');
    writeFileSync(join(folder, 'since_epoch'), '\n');
    expect(await rtcBy('auto')).to.equal(null);
    rmSync(folder, { recursive: true });
    expect(await rtcBy('auto')).to.equal(null);
  });

  it('holds to what the box was told', async () => {
    tells('0', Date.UTC(2026, 0, 1));
    expect(await rtcBy('yes')).to.be.closeTo(Date.UTC(2026, 0, 1) + 500, 250);
    expect(await rtcBy('no')).to.equal(null);
  });
});
