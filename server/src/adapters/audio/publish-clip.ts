/**
 * Publishing of a clip — đặt tên và cất tệp âm thanh.
 *
 * Lays encoded stretches end to end and gives the file the name of its hash: written aside, synced,
 * renamed, so that a name never stands for half a clip. Knows bytes, not sound.
 */
import { createHash } from 'node:crypto';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClipCodec } from '../../ports/audio.js';

export type Published = {
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
};

/** Gives the clip its place: `<outDir>/<sha256>.<codec>`. */
export async function publishClip(
  pieces: readonly string[],
  outDir: string,
  codec: ClipCodec,
): Promise<Published> {
  const aside = join(outDir, `.unfinished-${process.pid}-${process.hrtime.bigint()}.${codec}`);
  const hash = createHash('sha256');
  const file = await open(aside, 'wx');
  try {
    for (const piece of pieces) {
      const bytes = await readFile(piece);
      hash.update(bytes);
      await file.appendFile(bytes);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  const sha256 = hash.digest('hex');
  const path = join(outDir, `${sha256}.${codec}`);
  await rename(aside, path);
  await syncFolder(outDir);
  return { path, sha256, sizeBytes: (await stat(path)).size };
}

/** A rename survives a power cut only when its folder is on disk too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
