/**
 * Work shelf — kệ sản phẩm dở dang.
 *
 * Keeps encoded stretches and readings under the hash of everything that shaped them, so that an
 * edit works anew only where words changed. Whole files only; limited in size, oldest use dropped
 * first. Knows files, not sound.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type WorkShelf = {
  /** A kept reading, or `undefined`. */
  reading<T>(name: string, parse: (value: unknown) => T | undefined): Promise<T | undefined>;
  keepReading(name: string, value: unknown): Promise<void>;
  /** Path of a kept file, or `undefined`. */
  file(name: string): Promise<string | undefined>;
  /** Moves a finished file onto the shelf (same disk) and gives its new path. */
  keepFile(name: string, from: string): Promise<string>;
  /** Drops the longest unused files until the shelf is within its limit. */
  prune(): Promise<void>;
};

const IN_USE_MS = 6 * 3_600_000;

export function createWorkShelf(directory: string, maxBytes: number): WorkShelf {
  const at = (name: string): string => join(directory, name);
  return {
    async reading(name, parse) {
      const text = await readFile(at(name), 'utf8').catch(absentAsUndefined);
      return text === undefined ? undefined : parse(JSON.parse(text));
    },
    async keepReading(name, value) {
      const aside = at(`${name}.${randomUUID()}.tmp`);
      await mkdir(directory, { recursive: true });
      await writeFile(aside, JSON.stringify(value));
      await rename(aside, at(name));
    },
    async file(name) {
      const found = await stat(at(name)).catch(absentAsUndefined);
      if (!found) return undefined;
      const now = new Date();
      if (now.getTime() - found.mtimeMs > IN_USE_MS / 2) await utimes(at(name), now, now);
      return at(name);
    },
    async keepFile(name, from) {
      await mkdir(directory, { recursive: true });
      await rename(from, at(name));
      return at(name);
    },
    prune: () => prune(directory, maxBytes),
  };
}

async function prune(directory: string, maxBytes: number): Promise<void> {
  const names = (await readdir(directory).catch(absentAsUndefined)) ?? [];
  const looked = names.map(async (name) => {
    const path = join(directory, name);
    const found = await stat(path).catch(absentAsUndefined);
    return found === undefined ? [] : [{ path, size: found.size, usedAt: found.mtimeMs }];
  });
  const kept = (await Promise.all(looked)).flat();
  kept.sort((a, b) => a.usedAt - b.usedAt);
  const border = Date.now() - IN_USE_MS;
  let total = kept.reduce((sum, file) => sum + file.size, 0);
  for (const file of kept) {
    if (total <= maxBytes || file.usedAt > border) return;
    await rm(file.path, { force: true });
    total -= file.size;
  }
}

function absentAsUndefined(cause: unknown): undefined {
  if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw cause;
}
