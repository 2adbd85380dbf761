/** Beginnings held decoded, with real ffmpeg: the same samples as without them, and at once. */
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHeads, type Heads } from '#edge-agent/adapters/output/heads';
import type { Head } from '#edge-agent/adapters/output/pcm-decode';
import { decodeBy } from '#edge-agent/adapters/output/pcm-decode';
import { openPcm } from '#edge-agent/adapters/output/pcm-source';
import type { PartFile } from '#edge-agent/ports';
import { type Clip, makeClip, until } from './world.js';

const DECODER = 'ffmpeg';
/** A decoder that never says anything: what sounds can only come from what was held. */
const MUTE = 'cat';

describe('edge-agent/adapters/output/heads', function () {
  this.timeout(20_000);
  let folder: string;
  let long: Clip;
  let short: Clip;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-heads-'));
    long = makeClip(folder, 3, 51);
    short = makeClip(folder, 0.4, 52);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('lets nobody wait for a decoder that hangs', async () => {
    const hanging = join(folder, 'hanging');
    writeFileSync(hanging, '#!/bin/sh\nexec sleep 12\n', { mode: 0o755 });
    const heads = createHeads(hanging);
    heads.keep([long]);
    expect(await heads.of(long.sha256)).to.equal(null);
  });

  const partsOf = (...all: readonly Clip[]): PartFile[] => {
    let offsetMs = 0;
    return all.map(({ sha256, sizeBytes, durationMs, path }) => {
      const part = { sha256, sizeBytes, durationMs, path, offsetMs };
      offsetMs += durationMs;
      return part;
    });
  };
  const heldOf = async (...clips: readonly Clip[]): Promise<Heads> => {
    const heads = createHeads(DECODER);
    heads.keep(clips);
    for (const { sha256 } of clips) await made(heads, sha256);
    return heads;
  };
  /** Waits until it is held, or is given up. */
  const made = async (heads: Heads, sha256: Clip['sha256']): Promise<Head | null> => {
    let head: Head | null = null;
    for (let looks = 0; head === null && looks < 250; looks += 1) {
      head = await heads.of(sha256);
      if (head === null) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return head;
  };
  const samplesOf = async (
    parts: readonly PartFile[],
    fromMs: number,
    heads?: Heads,
  ): Promise<number[]> => {
    const source = openPcm(parts, fromMs, decodeBy(DECODER), heads);
    const all: number[] = [];
    const block = new Int16Array(4_800);
    await until('its end', 10_000, () => {
      const count = source.read(block, 0, block.length);
      all.push(...block.subarray(0, count));
      return source.finished();
    });
    return all;
  };

  it('give the very samples that decoding from the file gives, across all joins', async () => {
    const heads = await heldOf(long, short);
    const parts = partsOf(short, long, short);
    const plain = await samplesOf(parts, 0);
    expect(plain.length).to.be.above(3.7 * 24_000);
    expect(await samplesOf(parts, 0, heads)).to.deep.equal(plain);
    // From inside a head and from behind one.
    expect(await samplesOf(parts, 900, heads)).to.deep.equal(plain.slice(0.9 * 24_000));
    const behind = await samplesOf(parts, 2_400, heads);
    expect(behind.length).to.be.closeTo(plain.length - 2.4 * 24_000, 2);
  });

  it('are there before any decoder could be', async () => {
    const heads = await heldOf(long);
    const source = openPcm(partsOf(long), 0, decodeBy(MUTE), heads);
    await until('samples', 5_000, () => source.read(new Int16Array(24_000), 0, 24_000) === 24_000);
    expect(source.position()).to.equal(24_000);
    source.close();
  });

  it('hold what is wanted and nothing else, and leave out what is no sound', async () => {
    const absent = {
      ...long,
      sha256: 'e'.repeat(64) as Clip['sha256'],
      path: join(folder, 'absent'),
    };
    const broken = {
      ...short,
      sha256: 'd'.repeat(64) as Clip['sha256'],
      path: join(folder, 'broken'),
    };
    writeFileSync(broken.path, 'no sound');
    const heads = createHeads(DECODER);
    const third = {
      ...long,
      sha256: 'f'.repeat(64) as Clip['sha256'],
      path: join(folder, 'third'),
    };
    copyFileSync(long.path, third.path);
    heads.keep([absent, broken, third, long]);
    // The last of the list has been made, so those before it have been looked at.
    expect(await made(heads, long.sha256)).to.deep.include({ whole: false });
    for (const { sha256 } of [absent, broken, third]) expect(await heads.of(sha256)).to.equal(null);
    heads.keep([short]);
    expect(await made(heads, short.sha256)).to.deep.include({ whole: true });
    expect(await heads.of(long.sha256)).to.equal(null);
  });

  it('do not hide that a file has gone', async () => {
    const heads = await heldOf(long);
    const away = `${long.path}.away`;
    renameSync(long.path, away);
    try {
      const source = openPcm(partsOf(long), 0, decodeBy(DECODER), heads);
      await until('the fault', 5_000, () => source.fault() !== null);
      expect(source.fault()).to.deep.include({ how: 'file-absent', sha256: long.sha256 });
      source.close();
    } finally {
      renameSync(away, long.path);
    }
    expect(existsSync(long.path)).to.equal(true);
  });
});
