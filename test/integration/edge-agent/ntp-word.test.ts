/** What the system says of NTP, and how old that is: adapters/clock/ntp-word. */
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createNtpWord } from '#edge-agent/adapters/clock/ntp-word';

const HOUR_MS = 3_600_000;
const WALL_MS = Date.UTC(2026, 10, 23);

describe('edge-agent/adapters/clock/ntp-word', () => {
  let folder: string;
  let file: string;
  let kernel: boolean;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-ntp-'));
    file = join(folder, 'synchronized');
    kernel = false;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const word = () => createNtpWord({ file, kernelSays: () => Promise.resolve(kernel) });
  const touch = (wallMs: number): void => {
    writeFileSync(file, '');
    utimesSync(file, wallMs / 1_000, wallMs / 1_000);
  };

  it('tells how long ago NTP answered, by the file that is touched at each answer', async () => {
    const ask = word();
    const monoMs = 50 * HOUR_MS;
    touch(WALL_MS - 3 * HOUR_MS);
    expect(await ask({ wallMs: WALL_MS, monoMs })).to.deep.equal({
      ntpSynced: true,
      ntpAgeMs: 3 * HOUR_MS,
    });
    const month = 30 * 24 * HOUR_MS;
    expect(await ask({ wallMs: WALL_MS + month, monoMs: monoMs + month })).to.deep.equal({
      ntpSynced: true,
      ntpAgeMs: month + 3 * HOUR_MS,
    });
    touch(WALL_MS + month);
    expect(await ask({ wallMs: WALL_MS + month, monoMs: monoMs + month })).to.deep.equal({
      ntpSynced: true,
      ntpAgeMs: 0,
    });
  });

  it('is not misled by a wall clock that is moved after the answer', async () => {
    const ask = word();
    touch(WALL_MS);
    await ask({ wallMs: WALL_MS, monoMs: HOUR_MS });
    for (const byMs of [-365 * 24 * HOUR_MS, 365 * 24 * HOUR_MS]) {
      const told = await ask({ wallMs: WALL_MS + byMs, monoMs: 3 * HOUR_MS });
      expect(told.ntpAgeMs).to.equal(2 * HOUR_MS);
    }
  });

  it('takes no answer for older than the system', async () => {
    touch(WALL_MS - 90 * HOUR_MS);
    expect((await word()({ wallMs: WALL_MS, monoMs: HOUR_MS })).ntpAgeMs).to.equal(HOUR_MS);
  });

  it('takes the word of the kernel for as old as it may be', async () => {
    const ask = word();
    kernel = true;
    const old = await ask({ wallMs: WALL_MS, monoMs: 100 * HOUR_MS });
    expect(old).to.deep.equal({ ntpSynced: true, ntpAgeMs: 32_000_000 });
    kernel = false;
    const none = await ask({ wallMs: WALL_MS, monoMs: 101 * HOUR_MS });
    expect(none.ntpSynced).to.equal(false);
    kernel = true;
    expect((await ask({ wallMs: WALL_MS, monoMs: 102 * HOUR_MS })).ntpAgeMs).to.equal(HOUR_MS);
  });
});
