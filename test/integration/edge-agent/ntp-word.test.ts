/** What the system says of NTP, and how old that is: adapters/clock/ntp-word. */
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { chronyWord, type DaemonWord, ntpqWord } from '#edge-agent/adapters/clock/daemon-word';
import { createNtpWord } from '#edge-agent/adapters/clock/ntp-word';

const HOUR_MS = 3_600_000;
const WALL_MS = Date.UTC(2026, 10, 23);

describe('edge-agent/adapters/clock/ntp-word', () => {
  let folder: string;
  let file: string;
  let kernel: boolean;
  let daemon: DaemonWord | null;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-ntp-'));
    file = join(folder, 'synchronized');
    kernel = false;
    daemon = null;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const word = () =>
    createNtpWord({
      file,
      daemonSays: () => Promise.resolve(daemon),
      kernelSays: () => Promise.resolve(kernel),
    });
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

  it('does not let a clock age that a daemon still follows with, and lets it when it lost its source', async () => {
    const ask = word();
    kernel = true;
    const monoMs = 100 * HOUR_MS;
    const at = (ageMs: number, laterMs = 0) => {
      daemon = { heardAtMs: WALL_MS + laterMs - ageMs, errorMs: 4.2 };
      return ask({ wallMs: WALL_MS + laterMs, monoMs: monoMs + laterMs });
    };
    const followed = { ntpSynced: true, ntpAgeMs: 0, ntpErrorMs: 10 };
    expect(await at(64_000)).to.deep.equal(followed);
    expect(await at(64_000, 9 * HOUR_MS)).to.deep.equal(followed);
    // Asked each 2048 s at its slowest: what warmth may do to the crystal meanwhile comes on top.
    expect(await at(2_048_000, 10 * HOUR_MS)).to.deep.equal({ ...followed, ntpErrorMs: 25 });
    expect(await at(5 * HOUR_MS, 20 * HOUR_MS)).to.deep.include({ ntpAgeMs: 5 * HOUR_MS });
  });

  it('is not misled by a wall clock that is moved after the daemon has measured', async () => {
    const ask = word();
    daemon = { heardAtMs: WALL_MS, errorMs: 4 };
    await ask({ wallMs: WALL_MS, monoMs: HOUR_MS });
    const moved = await ask({ wallMs: WALL_MS - 365 * 24 * HOUR_MS, monoMs: 4 * HOUR_MS });
    expect(moved.ntpAgeMs).to.equal(3 * HOUR_MS);
  });

  it('asks the daemon where the file is of a service that no longer runs', async () => {
    const ask = word();
    touch(WALL_MS - 30 * HOUR_MS);
    daemon = { heardAtMs: WALL_MS, errorMs: 30 };
    expect(await ask({ wallMs: WALL_MS, monoMs: 50 * HOUR_MS })).to.deep.equal({
      ntpSynced: true,
      ntpAgeMs: 0,
      ntpErrorMs: 30,
    });
  });
});

/** As the programs of Debian 12 print it. */
describe('edge-agent/adapters/clock/daemon-word', () => {
  const FOLLOWS =
    '7F000001,127.0.0.1,4,1795786509.389444228,-0.000001535,-0.000000118,0.000000214,0.000,-0.002,0.042,0.000006602,0.000002043,1.0,Normal\n';

  it('takes of chrony when it last measured and how far off it may be', () => {
    expect(chronyWord(FOLLOWS)?.heardAtMs).to.be.closeTo(1_795_786_509_389, 1);
    expect(chronyWord(FOLLOWS)?.errorMs).to.be.closeTo(0.006879, 1e-6);
    const farther =
      'A29FC801,162.159.200.1,4,1574172061.171274853,-0.000019617,-0.000021316,0.000060352,-21.487,-0.004,0.064,0.045210905,0.001287419,64.9,Normal';
    expect(chronyWord(farther)?.errorMs).to.be.closeTo(23.9125, 1e-3);
  });

  it('believes no chrony that follows nobody, or the clock of this machine', () => {
    const local =
      '7F7F0101,,3,1795786521.725723520,0.000000000,0.000000000,0.000000000,0.000,0.000,0.000,0.000000000,0.000000000,0.0,Normal';
    const none =
      '00000000,,0,0.000000000,0.000000000,0.000000000,0.000000000,0.000,0.000,0.000,1.000000000,1.000000000,0.0,Not synchronised';
    const lost = FOLLOWS.replace('Normal', 'Not synchronised');
    const wrong = ['', '506 Cannot talk to daemon', local, none, lost, FOLLOWS.replace('4,', 'x,')];
    expect(wrong.map(chronyWord)).to.deep.equal(wrong.map(() => null));
  });

  const RV = `associd=0 status=0615 leap_none, sync_ntp, 1 event, clock_sync,
version="ntpd 4.2.8p15@1.3728-o", processor="aarch64",
system="Linux/6.1.0-13-arm64", leap=00, stratum=3, precision=-23,
rootdelay=44.204, rootdisp=30.437, refid=203.113.174.44,
reftime=eeb1f91f.80000000  Fri, Nov 27 2026 13:35:27.500,
clock=eeb1f951.1c3bb4a9  Fri, Nov 27 2026 13:36:17.110, peer=46236, tc=10,
mintc=3, offset=-0.186, frequency=-9.106, sys_jitter=0.405,
clk_jitter=0.322, clk_wander=0.037
`;

  it('takes the same of ntpd', () => {
    const word = ntpqWord(RV);
    expect(word?.errorMs).to.be.closeTo(52.725, 1e-6);
    expect(word?.heardAtMs).to.equal(0xeeb1f91f * 1_000 + 500 + Date.UTC(1900, 0, 1));
  });

  it('believes no ntpd that was never set, or follows the clock of this machine', () => {
    const changed = (from: RegExp, to: string): string => RV.replace(from, to);
    const wrong = [
      changed(/leap=00/, 'leap=11'),
      changed(/stratum=3/, 'stratum=16'),
      changed(/refid=[\d.]+/, 'refid=LOCAL(0)'),
      changed(/refid=[\d.]+/, 'refid=.LOCL.'),
      changed(/reftime=\S+/, 'reftime=none'),
      '127.0.0.1: timed out, nothing received',
      '',
    ];
    expect(wrong.map(ntpqWord)).to.deep.equal(wrong.map(() => null));
  });
});
