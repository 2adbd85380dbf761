/**
 * Updates under power cuts: whatever operation the power goes at, a whole release runs afterwards,
 * and it is the old one or the new one.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Needs,
  planBack,
  planBoot,
  planConfirm,
  planInstall,
  type Target,
  TRIAL_STARTS_MAX,
} from '#edge-agent/update/planner';
import { createShelf, type Delivery, type Shelf } from '#edge-agent/update/shelf';
import { fileOf, manifestOf, releaseSigner, sealRelease } from '../../../support/release.js';
import { FakeReleaseDisk } from './fake-release-disk.js';

const NEEDS: Needs = { link: true, plan: true, output: true };
const PACKAGED = '1.0.0';
const vendor = releaseSigner('release-1');

const programOf = (num: number): string => `program number ${num}`;

async function delivered(disk: FakeReleaseDisk, num: number): Promise<Delivery> {
  const path = `releases/incoming/${num}`;
  await disk.makeFolder('releases');
  await disk.makeFolder('releases/incoming');
  await disk.writeText(path, programOf(num));
  await disk.sync(path);
  const file = fileOf(programOf(num));
  const manifest = sealRelease(manifestOf({ num, version: `1.${num}.0`, files: [file] }), [vendor]);
  return { manifest, files: [{ ...file, path }] };
}

async function install(disk: FakeReleaseDisk, num: number): Promise<void> {
  const shelf = createShelf('releases', disk);
  const delivery = await delivered(disk, num);
  const found = await shelf.look(PACKAGED);
  await shelf.carryOut(planInstall(found, { num, version: `1.${num}.0` }, NEEDS), delivery);
}

/** One start as the launcher does it. @returns what runs, by the text of its program */
async function boot(disk: FakeReleaseDisk): Promise<{ runs: string; onTrial: boolean }> {
  const shelf = createShelf('releases', disk);
  const { steps, run, onTrial } = await shelf.decide(PACKAGED, planBoot);
  await shelf.carryOut(steps);
  return { runs: await programAt(disk, shelf, run), onTrial };
}

async function programAt(disk: FakeReleaseDisk, shelf: Shelf, target: Target): Promise<string> {
  if (target === 'packaged') return 'packaged';
  const text = await disk.readText(shelf.pathOf(target, 'agent.mjs'));
  return text ?? `nothing in ${target}`;
}

async function conclude(disk: FakeReleaseDisk, healthy: boolean): Promise<void> {
  const shelf = createShelf('releases', disk);
  const found = await shelf.look(PACKAGED);
  await shelf.carryOut(healthy ? planConfirm(found) : planBack(found, 'not healthy'));
}

/** A release installed, started and found healthy, or given up. */
async function update(disk: FakeReleaseDisk, num: number, healthy: boolean): Promise<void> {
  await install(disk, num);
  await boot(disk);
  await conclude(disk, healthy);
}

/** Runs `work` up to the cut; the disk as it is found afterwards. */
async function cutDuring(
  disk: FakeReleaseDisk,
  at: number,
  share: number,
  work: () => Promise<void>,
): Promise<FakeReleaseDisk> {
  disk.cutAt = disk.operations + at;
  await work().catch((cause: unknown) => {
    if (!(cause instanceof Error) || cause.message !== 'power cut') throw cause;
  });
  return disk.afterCut(share);
}

const cuts = fc.record({
  before: fc.array(fc.boolean(), { maxLength: 3 }),
  at: fc.integer({ min: 0, max: 40 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  healthy: fc.boolean(),
  again: fc.integer({ min: 0, max: 6 }),
});

/** A disk with a history of updates, each healthy or not; what runs there. */
async function withHistory(before: readonly boolean[]): Promise<[FakeReleaseDisk, string]> {
  const disk = new FakeReleaseDisk();
  let runs = 'packaged';
  for (const [index, healthy] of before.entries()) {
    await update(disk, index + 1, healthy);
    if (healthy) runs = programOf(index + 1);
  }
  return [disk, runs];
}

describe('an update', () => {
  it('runs on trial, and stays once it is confirmed', async () => {
    const disk = new FakeReleaseDisk();
    await install(disk, 1);
    expect(await boot(disk)).to.deep.equal({ runs: programOf(1), onTrial: true });
    await conclude(disk, true);
    expect(await boot(disk)).to.deep.equal({ runs: programOf(1), onTrial: false });
    await update(disk, 2, true);
    expect(await boot(disk)).to.deep.equal({ runs: programOf(2), onTrial: false });
    const { state } = await createShelf('releases', disk).look(PACKAGED);
    expect(state).to.deep.include({ highestNum: 2, trial: null, failed: [] });
  });

  it('that is not healthy gives way to the one before, and is remembered', async () => {
    const [disk] = await withHistory([true, false]);
    expect(await boot(disk)).to.deep.equal({ runs: programOf(1), onTrial: false });
    const { state } = await createShelf('releases', disk).look(PACKAGED);
    expect(state.failed).to.deep.equal([{ num: 2, version: '1.2.0', why: 'not healthy' }]);
    expect(state.highestNum).to.equal(2);
  });

  it('that dies at every start is given up after so many starts', async () => {
    const [disk] = await withHistory([true]);
    await install(disk, 2);
    for (let start = 0; start < TRIAL_STARTS_MAX; start += 1) {
      expect(await boot(disk)).to.deep.equal({ runs: programOf(2), onTrial: true });
    }
    expect(await boot(disk)).to.deep.equal({ runs: programOf(1), onTrial: false });
    expect(await boot(disk)).to.deep.equal({ runs: programOf(1), onTrial: false });
  });

  it('damaged on the disk gives way to the one before it, and that to the package', async () => {
    const [disk] = await withHistory([true, true]);
    await disk.writeText('releases/b/agent.mjs', 'flipped');
    expect((await boot(disk)).runs).to.equal(programOf(1));
    await disk.writeText('releases/a/agent.mjs', 'flipped');
    expect((await boot(disk)).runs).to.equal('packaged');
  });

  it('costs a start one reading of the program that runs, and a look at the shelf none', async () => {
    const [disk] = await withHistory([true, true]);
    const read: string[] = [];
    const { measure } = disk;
    disk.measure = (path) => {
      read.push(path);
      return measure(path);
    };
    await createShelf('releases', disk).look(PACKAGED);
    expect(read).to.deep.equal([]);
    await boot(disk);
    expect(read).to.deep.equal(['releases/b/agent.mjs']);
    await install(disk, 3);
    await boot(disk);
    expect(read.slice(1)).to.deep.equal(['releases/a/agent.mjs']);
  });

  it('gives way to a package that was made later, and not to the one it was installed over', async () => {
    const [disk] = await withHistory([true]);
    const shelf = createShelf('releases', disk);
    const runsUnder = async (version: string): Promise<Target> =>
      (await shelf.decide(version, planBoot)).run;
    expect(await runsUnder('1.0.0')).to.equal('a');
    expect(await runsUnder('1.0.9')).to.equal('a');
    expect(await runsUnder('1.2.0')).to.equal('packaged');
  });

  it('leaves the old or the new release, whole, wherever the power is cut', async () => {
    await fc.assert(
      fc.asyncProperty(cuts, async ({ before, at, share, healthy, again }) => {
        const [disk, old] = await withHistory(before);
        const num = before.length + 1;
        const found = await cutDuring(disk, at, share, () => update(disk, num, healthy));
        // A second cut, in the start that follows the first.
        const later = await cutDuring(found, again, share, async () => void (await boot(found)));
        const first = await boot(later);
        if (first.onTrial) await conclude(later, healthy);
        const last = await boot(later);
        const wished = healthy ? programOf(num) : old;
        expect([old, programOf(num)]).to.include(first.runs);
        const meant = first.onTrial ? wished : first.runs;
        expect(last).to.deep.equal({ runs: meant, onTrial: false });
        expect([old, wished]).to.include(last.runs);
      }),
      { numRuns: 1_500 },
    );
  });

  it('once confirmed is not lost by a later cut; on a disk whose syncs lie it would be', async () => {
    const survives = async (syncLies: boolean, share: number): Promise<boolean> => {
      const disk = new FakeReleaseDisk();
      disk.syncLies = syncLies;
      await update(disk, 1, true);
      return (await boot(disk.afterCut(share))).runs === programOf(1);
    };
    for (const share of [0, 0.3, 0.7]) {
      expect(await survives(false, share), `cut at ${share}`).to.equal(true);
      expect(await survives(true, share), `lies at ${share}`).to.equal(false);
    }
  });
});
