/**
 * Audio cache on disk — kho âm thanh tại cụm.
 *
 * Content-addressed files: the name is the hash, and nothing gets a name before its bytes have been
 * hashed and synced. Unfinished downloads lie in a folder of their own and go on where they stopped;
 * the newest few of them, for what is replaced half fetched is never asked for again.
 */
import { createHash, type Hash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Sha256 } from '@loaso/shared/ids';
import type { AudioCache, PartialFile } from '../ports.js';

/** Unfinished downloads beside those under way. */
const PARTS_KEPT = 4;

const isMissing = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';

/** @param folder made where it does not exist */
export function createDiskCache(folder: string): AudioCache {
  const whole = join(folder, 'audio');
  const parts = join(folder, 'partial');
  const pathOf = (sha256: Sha256): string => join(whole, sha256);
  const underWay = new Set<string>();
  const ready = async (): Promise<void> => {
    await mkdir(whole, { recursive: true, mode: 0o700 });
    await mkdir(parts, { recursive: true, mode: 0o700 });
  };
  const beginning = async (sha256: Sha256): Promise<PartialFile> => {
    await ready();
    await forgetOldest(parts, underWay);
    return openPartial(join(parts, sha256), whole, sha256);
  };
  return {
    list: async () => {
      await ready();
      return listFiles(whole);
    },
    open: async (sha256) => {
      // Before anything else: whoever opens another one meanwhile leaves this one alone.
      underWay.add(sha256);
      const over = <T>(end: Promise<T>): Promise<T> => end.finally(() => underWay.delete(sha256));
      const part = await beginning(sha256).catch((cause) => over(Promise.reject(cause)));
      return {
        ...part,
        get sizeBytes() {
          return part.sizeBytes;
        },
        pause: () => over(part.pause()),
        keep: () => over(part.keep()),
      };
    },
    check: (sha256, sizeBytes) => checkFile(pathOf(sha256), sha256, sizeBytes),
    delete: async (sha256) => {
      await rm(pathOf(sha256), { force: true });
      await rm(join(parts, sha256), { force: true });
    },
    pathOf,
    freeBytes: async () => {
      await ready();
      const { bavail, bsize } = await statfs(whole);
      return bavail * bsize;
    },
  };
}

async function listFiles(folder: string): Promise<{ sha256: Sha256; sizeBytes: number }[]> {
  const found: { sha256: Sha256; sizeBytes: number }[] = [];
  for (const name of await readdir(folder)) {
    const sha256 = Sha256.safeParse(name);
    if (!sha256.success) continue;
    const { size } = await stat(join(folder, name));
    found.push({ sha256: sha256.data, sizeBytes: size });
  }
  return found;
}

/** Leaves the newest that nobody is at. */
async function forgetOldest(folder: string, atWork: ReadonlySet<string>): Promise<void> {
  const idle: { path: string; writtenMs: number }[] = [];
  for (const name of await readdir(folder)) {
    if (atWork.has(name)) continue;
    const path = join(folder, name);
    const writtenMs = await writtenAt(path);
    if (writtenMs !== null) idle.push({ path, writtenMs });
  }
  idle.sort((a, b) => b.writtenMs - a.writtenMs);
  for (const { path } of idle.slice(PARTS_KEPT)) await rm(path, { force: true });
}

/** Null for one that has come in, or was forgotten, since it was listed. */
const writtenAt = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    (cause: unknown) => {
      if (isMissing(cause)) return null;
      throw cause;
    },
  );

async function checkFile(
  path: string,
  sha256: Sha256,
  sizeBytes: number,
): Promise<'right' | 'absent' | 'corrupt'> {
  try {
    const { size } = await stat(path);
    if (size !== sizeBytes) return 'corrupt';
    const hash = await hashOf(createReadStream(path));
    return hash.digest('hex') === sha256 ? 'right' : 'corrupt';
  } catch (cause) {
    if (isMissing(cause)) return 'absent';
    throw cause;
  }
}

async function hashOf(bytes: Readable): Promise<Hash> {
  const hash = createHash('sha256');
  await pipeline(bytes, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) hash.update(chunk);
  });
  return hash;
}

async function openPartial(path: string, whole: string, sha256: Sha256): Promise<PartialFile> {
  const handle = await open(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, 0o600);
  try {
    const sizeBytes = (await handle.stat()).size;
    const hash = await hashOf(handle.createReadStream({ start: 0, autoClose: false }));
    return partialOf(handle, { sizeBytes, hash }, { path, whole, sha256 });
  } catch (cause) {
    await handle.close();
    throw cause;
  }
}

type Written = { readonly sizeBytes: number; readonly hash: Hash };
type Place = { readonly path: string; readonly whole: string; readonly sha256: Sha256 };

function partialOf(
  handle: FileHandle,
  written: Written,
  { path, whole, sha256 }: Place,
): PartialFile {
  let { sizeBytes, hash } = written;
  return {
    get sizeBytes() {
      return sizeBytes;
    },
    write: async (bytes) => {
      await handle.appendFile(bytes);
      hash.update(bytes);
      sizeBytes += bytes.length;
    },
    restart: async () => {
      await handle.truncate(0);
      hash = createHash('sha256');
      sizeBytes = 0;
    },
    pause: () => handle.close(),
    keep: async () => {
      const right = hash.digest('hex') === sha256;
      try {
        if (right) await handle.sync();
      } finally {
        await handle.close();
      }
      if (!right) {
        await rm(path, { force: true });
        return 'corrupt';
      }
      await rename(path, join(whole, sha256));
      await syncFolder(whole);
      return 'kept';
    },
  };
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
