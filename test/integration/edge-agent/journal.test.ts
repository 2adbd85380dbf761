/** The journal on a disk that loses everything unsynced, cut at every step and every byte. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createFileJournal } from '#edge-agent/adapters/journal/file-journal';
import { realFiles } from '#edge-agent/adapters/journal/file-layer';
import type { JournalEntry } from '#edge-agent/core/journal-entry';
import { FakeDisk } from './fake-disk.js';

const PATH = '/state/journal.log';
const quiet = (): void => undefined;
const entry = (id: number): JournalEntry => ({ k: 'used', id: `command-${id}`, until: id });
const idsOf = (entries: readonly JournalEntry[]): number[] =>
  entries.map((one) => (one.k === 'used' ? one.until : -1));

/** Writes 1..12 with a compaction on the way until the power goes; what was promised comes back. */
async function writeUntilCut(disk: FakeDisk): Promise<{ promised: number[]; started: number[] }> {
  const promised: number[] = [];
  const started: number[] = [];
  const journal = createFileJournal(PATH, disk, quiet);
  try {
    await journal.open();
    for (let id = 1; id <= 12; id += 1) {
      started.push(id);
      await journal.append([entry(id)]);
      promised.push(id);
      if (id === 6) await journal.compact(promised.map(entry));
    }
  } catch (cause) {
    expect(String(cause)).to.include('power cut');
  }
  return { promised, started };
}

describe('edge-agent/adapters/journal', () => {
  it('keeps every promised entry, in order, wherever the power goes', async () => {
    const whole = new FakeDisk();
    await writeUntilCut(whole);
    let cuts = 0;
    for (let cutAt = 0; cutAt <= whole.operations; cutAt += 1) {
      for (const torn of [0, 1, 7, 18, 30, 40, 1_000]) {
        for (const namesMadeIt of [false, true]) {
          const disk = new FakeDisk();
          disk.cutAt = cutAt;
          const { promised, started } = await writeUntilCut(disk);
          const found = idsOf(
            await createFileJournal(PATH, disk.afterCut(torn, namesMadeIt), quiet).open(),
          );
          expect(found.slice(0, promised.length), `cut ${cutAt} torn ${torn}`).to.deep.equal(
            promised,
          );
          expect(started.slice(0, found.length)).to.deep.equal(found);
          cuts += 1;
        }
      }
    }
    expect(cuts).to.be.above(400);
  });

  it('would be caught losing entries if one sync did nothing', async () => {
    const disk = new FakeDisk();
    disk.syncLies = true;
    const { promised } = await writeUntilCut(disk);
    const found = idsOf(await createFileJournal(PATH, disk.afterCut(0, true), quiet).open());
    expect(found.length).to.be.below(promised.length);
  });

  it('writes on behind a torn tail as if it had never been', async () => {
    const disk = new FakeDisk();
    const first = createFileJournal(PATH, disk, quiet);
    await first.open();
    await first.append([entry(1)]);
    disk.cutAt = disk.operations + 1;
    await first.append([entry(2)]).catch(quiet);
    const found = disk.afterCut(20, true);
    const second = createFileJournal(PATH, found, quiet);
    expect(idsOf(await second.open())).to.deep.equal([1]);
    await second.append([entry(3)]);
    const third = createFileJournal(PATH, found.afterCut(0, true), quiet);
    expect(idsOf(await third.open())).to.deep.equal([1, 3]);
  });

  it('loses one entry to a flipped bit, not the rest', async () => {
    const disk = new FakeDisk();
    const journal = createFileJournal(PATH, disk, quiet);
    await journal.open();
    await journal.append([entry(1), entry(2), entry(3)]);
    const size = (await disk.read(PATH))?.length ?? 0;
    disk.flip(PATH, Math.floor(size / 2));
    expect(idsOf(await createFileJournal(PATH, disk, quiet).open())).to.deep.equal([1, 3]);
  });

  it('promises nothing more after a write that failed', async () => {
    const disk = new FakeDisk();
    const journal = createFileJournal(PATH, disk, quiet);
    await journal.open();
    disk.cutAt = disk.operations;
    const outcomes: string[] = [];
    for (const id of [1, 2]) {
      await journal.append([entry(id)]).then(
        () => outcomes.push('stored'),
        () => outcomes.push('refused'),
      );
      disk.cutAt = Number.POSITIVE_INFINITY;
    }
    expect(outcomes).to.deep.equal(['refused', 'refused']);
  });

  it('promises again once all of it has been written anew, and not by another append', async () => {
    const disk = new FakeDisk();
    const journal = createFileJournal(PATH, disk, quiet);
    await journal.open();
    await journal.append([entry(1)]);
    disk.fault = 'read-only';
    const outcomes: string[] = [];
    const tell = (work: Promise<number>): Promise<unknown> =>
      work.then(
        () => outcomes.push('stored'),
        () => outcomes.push('refused'),
      );
    await tell(journal.append([entry(2)]));
    await tell(journal.compact([entry(1), entry(2)]));
    disk.fault = 'none';
    await tell(journal.append([entry(3)]));
    await tell(journal.compact([entry(1), entry(2), entry(3)]));
    await tell(journal.append([entry(4)]));
    expect(outcomes).to.deep.equal(['refused', 'refused', 'refused', 'stored', 'stored']);
    const found = createFileJournal(PATH, disk.afterCut(0, false), quiet);
    expect(idsOf(await found.open())).to.deep.equal([1, 2, 3, 4]);
  });

  it('opens what a read-only disk still gives, says so, and heals with it', async () => {
    const disk = new FakeDisk();
    const first = createFileJournal(PATH, disk, quiet);
    await first.open();
    await first.append([entry(1)]);
    disk.fault = 'read-only';
    const second = createFileJournal(PATH, disk, quiet);
    expect(idsOf(await second.open())).to.deep.equal([1]);
    expect(second.fault()).to.deep.equal({
      detail: 'EROFS: read-only file system',
      unread: false,
    });
    disk.fault = 'none';
    await second.compact([entry(1), entry(2)]);
    await second.append([entry(3)]);
    const third = createFileJournal(PATH, disk.afterCut(0, false), quiet);
    expect(idsOf(await third.open())).to.deep.equal([1, 2, 3]);
    expect(third.fault()).to.equal(null);
  });

  it('never writes over what it could not read', async () => {
    const disk = new FakeDisk();
    const first = createFileJournal(PATH, disk, quiet);
    await first.open();
    await first.append([entry(1)]);
    disk.fault = 'unreadable';
    const second = createFileJournal(PATH, disk, quiet);
    expect([await second.open(), second.fault()?.unread]).to.deep.equal([[], true]);
    disk.fault = 'none';
    const outcome = await second.compact([entry(2)]).catch(String);
    expect(outcome).to.equal('Error: EIO: i/o error');
    expect(idsOf(await createFileJournal(PATH, disk, quiet).open())).to.deep.equal([1]);
  });

  it('gathers what comes at once into one sync', async () => {
    const disk = new FakeDisk();
    const journal = createFileJournal(PATH, disk, quiet);
    await journal.open();
    const before = disk.operations;
    await Promise.all(Array.from({ length: 50 }, (_, id) => journal.append([entry(id)])));
    expect(disk.operations - before).to.be.at.most(4);
  });

  describe('on a real disk', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'loaso-journal-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it('comes back as written, readable by its user alone', async () => {
      const path = join(folder, 'state', 'journal.log');
      const journal = createFileJournal(path, realFiles, quiet);
      expect(await journal.open()).to.deep.equal([]);
      await journal.append([entry(1), entry(2)]);
      await journal.compact([entry(2)]);
      const sizeBytes = await journal.append([entry(3)]);
      await journal.close();
      expect(statSync(path).size).to.equal(sizeBytes);
      expect(statSync(path).mode & 0o777).to.equal(0o600);
      const again = createFileJournal(path, realFiles, quiet);
      expect(idsOf(await again.open())).to.deep.equal([2, 3]);
      await again.close();
    });

    it('is found whole up to the last good line at every length it can be cut to', async () => {
      const path = join(folder, 'journal.log');
      const journal = createFileJournal(path, realFiles, quiet);
      await journal.open();
      await journal.append([entry(1), entry(2), entry(3)]);
      await journal.close();
      const bytes = readFileSync(path);
      const ends = [...bytes.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1);
      for (let length = 0; length <= bytes.length; length += 1) {
        writeFileSync(path, bytes.subarray(0, length));
        const again = createFileJournal(path, realFiles, quiet);
        const whole = ends.filter((end) => end <= length).length;
        expect(await again.open(), `length ${length}`).to.have.length(whole);
        await again.close();
      }
    });
  });
});
