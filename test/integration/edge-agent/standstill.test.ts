/** A card that neither takes a write nor refuses it ends in a new start, which tells of it. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createFileJournal } from '#edge-agent/adapters/journal/file-journal';
import { type TimedJournal, timedJournal } from '#edge-agent/adapters/journal/timed-journal';
import { takeLastEnd } from '#edge-agent/adapters/last-end';
import { createStandstill, type Standstill } from '#edge-agent/adapters/standstill';
import { createWatchdog } from '#edge-agent/adapters/watchdog';
import type { JournalEntry } from '#edge-agent/core/journal-entry';
import type { Log } from '#edge-agent/ports';
import { at } from '../../unit/edge-agent/plans.js';
import { Rig } from '../../unit/edge-agent/rig.js';
import { FakeDisk } from './fake-disk.js';
import { until } from './world.js';

const ENTRY: JournalEntry = { k: 'ended', reason: 'command' };
const SETTING = { listens: true, everyUs: 10_000 };

describe('a card that stands still', () => {
  let folder: string;
  let disk: FakeDisk;
  let nowMs: number;
  let warned: boolean;
  let reboots: number;
  let said: string[];
  const log: Log = (_level, event) => said.push(event);
  const note = (): string => join(folder, 'standstill');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-still-'));
    disk = new FakeDisk();
    nowMs = 0;
    warned = false;
    reboots = 0;
    said = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** One start of the agent on this disk. */
  async function life(): Promise<{ timed: TimedJournal; standstill: Standstill }> {
    const timed = timedJournal(createFileJournal('/journal', disk, log), () => nowMs);
    const standstill = createStandstill(
      {
        note: note(),
        ...{ waitsMs: timed.waitsMs, hasStored: timed.hasStored },
        mayEnd: () => !warned,
        reboot: () => {
          reboots += 1;
          return Promise.resolve();
        },
      },
      log,
    );
    if (!disk.hangs) await timed.journal.open();
    return { timed, standstill };
  }
  /** A write that ends when the card wants. */
  const write = ({ timed }: { timed: TimedJournal }): void => {
    timed.journal.append([ENTRY]).catch((cause: unknown) => said.push(String(cause)));
  };

  it('is told to systemd by silence after a minute, and by nothing sooner', async () => {
    const one = await life();
    const words: string[] = [];
    const parts = { stands: one.standstill.stands, tell: (word: string) => words.push(word) };
    const watchdog = createWatchdog(SETTING, log, parts);
    watchdog.ready();
    disk.hangs = true;
    write(one);
    nowMs = 59_000;
    write(one);
    await one.standstill.look();
    const before = words.length;
    await until('more words', 5_000, () => words.length > before + 2);
    expect(words[0]).to.equal('READY=1');
    nowMs = 60_001;
    await one.standstill.look();
    const then = words.length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(words.length).to.equal(then);
    expect(said).to.deep.equal(['standstill']);
    watchdog.stop();
  });

  it('is named by the next start as the reason, until a write has been stored', async () => {
    const hung = await life();
    disk.hangs = true;
    write(hung);
    nowMs = 60_001;
    await hung.standstill.look();
    disk.hangs = false;
    const found = await takeLastEnd(folder, folder, note());
    expect(found).to.deep.equal({ supervisor: 'watchdog', boardReset: false, stood: true });
    const next = await life();
    await next.standstill.look();
    expect(existsSync(note())).to.equal(true);
    await next.timed.journal.append([ENTRY]);
    await next.standstill.look();
    expect(existsSync(note())).to.equal(false);
    expect((await takeLastEnd(folder, folder, note())).stood).to.equal(false);
    expect(reboots).to.equal(0);
  });

  it('that holds up the start after it as well has the board started anew, once', async () => {
    writeFileSync(note(), '');
    disk.hangs = true;
    const { timed, standstill } = await life();
    timed.journal.open().catch((cause: unknown) => said.push(String(cause)));
    await Promise.resolve();
    nowMs = 60_001;
    for (let looks = 0; looks < 3; looks += 1) await standstill.look();
    expect(reboots).to.equal(1);
  });

  it('ends nothing while a warning is held, which the next start would not know of', async () => {
    const one = await life();
    disk.hangs = true;
    write(one);
    nowMs = 3_600_000;
    warned = true;
    await one.standstill.look();
    expect(one.standstill.stands()).to.equal(false);
    warned = false;
    await one.standstill.look();
    expect(one.standstill.stands()).to.equal(true);
  });

  it('that fails instead is the business of the journal: it is tried again without an end', async () => {
    const one = await life();
    disk.fault = 'read-only';
    write(one);
    await until('the fault', 5_000, () => said.length > 0);
    nowMs = 3_600_000;
    await one.standstill.look();
    expect(one.standstill.stands()).to.equal(false);
  });

  it('is told to the office as a fault of the card', () => {
    const rig = new Rig();
    rig.passTo(at(291));
    rig.kill();
    rig.boot({ supervisor: 'watchdog', boardReset: false, stood: true });
    expect(rig.state.durable.health.starts.at(-1)?.reason).to.equal('watchdog');
    const { code, detail } = rig.state.refusals[0] ?? {};
    expect(code).to.equal('disk');
    expect(detail).to.include('took no write');
  });
});
