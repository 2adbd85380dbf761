/** Unfinished downloads never fill a card: edge-agent/adapters/disk-cache on a real folder. */
import { mkdtempSync, readdirSync, readlinkSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sha256 } from '@loaso/shared/ids';
import { expect } from 'chai';
import { createDiskCache } from '#edge-agent/adapters/disk-cache';

const sha = (index: number): Sha256 => Sha256.parse(index.toString(16).padStart(64, '0'));

/** Files below `folder` that this process holds open. */
const openIn = (folder: string): string[] =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    const path = linkOf(`/proc/self/fd/${fd}`);
    return path.startsWith(folder) ? [path] : [];
  });

/** The handle that lists the folder is gone before it can be asked. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return '';
    throw cause;
  }
}

describe('edge-agent/adapters/disk-cache', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-cache-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const lying = (): string[] => readdirSync(join(folder, 'partial')).sort();

  it('keeps the newest few that were broken off, and those under way', async () => {
    const cache = createDiskCache(folder);
    const first = await cache.open(sha(0));
    await first.write(Buffer.from('under way'));
    utimesSync(join(folder, 'partial', sha(0)), 1, 1);
    for (let index = 1; index <= 9; index += 1) {
      const part = await cache.open(sha(index));
      await part.write(Buffer.alloc(10));
      await part.pause();
      utimesSync(join(folder, 'partial', sha(index)), 100 + index, 100 + index);
    }
    // What is opened last was looked for before it came.
    expect(lying()).to.deep.equal([0, 5, 6, 7, 8, 9].map(sha));
    await first.pause();
    const again = await cache.open(sha(9));
    expect(again.sizeBytes).to.equal(10);
    await again.write(Buffer.alloc(5));
    expect(again.sizeBytes).to.equal(15);
    await again.pause();
    expect(lying()).to.deep.equal([5, 6, 7, 8, 9].map(sha));
  });

  it('goes on with all that are opened in the same moment, and leaves no file open behind', async () => {
    const cache = createDiskCache(folder);
    const indexes = [0, 1, 2, 3, 4, 5, 6, 7];
    for (const index of indexes) {
      const part = await cache.open(sha(index));
      await part.write(Buffer.alloc(100_000));
      await part.pause();
    }
    const before = indexes.slice(4).map(sha);
    expect(lying().length).to.equal(5);
    const parts = await Promise.all(indexes.map((index) => cache.open(sha(index))));
    expect(lying()).to.deep.equal(indexes.map(sha));
    expect(before.map((_, at) => parts[at + 4]?.sizeBytes)).to.deep.equal(Array(4).fill(100_000));
    await Promise.all(parts.map((part) => part.pause()));
    expect(openIn(folder)).to.deep.equal([]);
  });
});
