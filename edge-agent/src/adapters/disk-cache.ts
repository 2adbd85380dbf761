/**
 * Audio cache on disk — kho âm thanh tại cụm.
 *
 * Content-addressed files: the name is the hash, and nothing gets a name before its bytes have been
 * hashed and synced. Unfinished downloads lie in a folder of their own and go on where they stopped;
 * the newest few of them, for what is replaced half fetched is never asked for again.
 */
import { createHash, type Hash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
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
  return {
    list: async () => {
      await ready();
      return listFiles(whole);
    },
    open: async (sha256) => {
      await ready();
      await forgetOldest(parts, new Set([...underWay, sha256]));
      const part = await openPartial(join(parts, sha256), whole, sha256);
      underWay.add(sha256);
      const over = <T>(end: Promise<T>): Promise<T> => end.finally(() => underWay.delete(sha256));
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
    idle.push({ path, writtenMs: (await stat(path)).mtimeMs });
  }
  idle.sort((a, b) => b.writtenMs - a.writtenMs);
  for (const { path } of idle.slice(PARTS_KEPT)) await rm(path, { force: true });
}

async function checkFile(
  path: string,
  sha256: Sha256,
  sizeBytes: number,
): Promise<'right' | 'absent' | 'corrupt'> {
  try {
    const { size } = await stat(path);
    if (size !== sizeBytes) return 'corrupt';
    const hash = await hashOf(path);
    return hash.digest('hex') === sha256 ? 'right' : 'corrupt';
  } catch (cause) {
    if (isMissing(cause)) return 'absent';
    throw cause;
  }
}

async function hashOf(path: string): Promise<Hash> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) hash.update(chunk);
  });
  return hash;
}

async function openPartial(path: string, whole: string, sha256: Sha256): Promise<PartialFile> {
  const handle = await open(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, 0o600);
  let sizeBytes = (await handle.stat()).size;
  let hash = await hashOf(path);
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
      if (right) await handle.sync();
      await handle.close();
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
