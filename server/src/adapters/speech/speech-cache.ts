/**
 * Speech cache — kho câu đã đọc.
 *
 * Keeps each voiced sentence under the hash of everything that shaped it, so an edit voices one
 * sentence anew. Promises whole files only (written aside, then renamed) and a size limit, oldest
 * use dropped first. Knows files, not words.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PcmFile } from '../../ports/audio.js';

export type SpeechCache = {
  find(key: string): Promise<PcmFile | undefined>;
  /** Stores a sentence; one that is already there stays as it is. */
  keep(key: string, samples: Int16Array): Promise<PcmFile>;
  /** A free name in the folder for something short-lived; what stays there is swept like the rest. */
  aside(): Promise<string>;
};

export type SpeechCacheOptions = {
  readonly directory: string;
  readonly sampleRate: number;
  readonly maxBytes: number;
};

/** A file used so recently may be part of a clip being mastered now, and stays. */
const IN_USE_MS = 6 * 3_600_000;
/** How many new sentences between two looks at the size of the folder. */
const KEEPS_PER_PRUNE = 500;

/** Hash of whatever shapes the sound, in a stated order. */
export function speechKey(parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

export function createSpeechCache(options: SpeechCacheOptions): SpeechCache {
  const pathOf = (key: string): string => join(options.directory, key.slice(0, 2), `${key}.pcm`);
  const describe = (key: string, sizeBytes: number): PcmFile => ({
    path: pathOf(key),
    key,
    sampleRate: options.sampleRate,
    durationMs: Math.round((sizeBytes / 2 / options.sampleRate) * 1000),
  });
  const find = async (key: string): Promise<PcmFile | undefined> => {
    try {
      const { size, mtimeMs } = await stat(pathOf(key));
      const now = new Date();
      if (now.getTime() - mtimeMs > IN_USE_MS / 2) await utimes(pathOf(key), now, now);
      return size > 0 ? describe(key, size) : undefined;
    } catch (cause) {
      if (isAbsent(cause)) return undefined;
      throw cause;
    }
  };
  let keptSincePrune = KEEPS_PER_PRUNE;
  return {
    find,
    async aside() {
      await mkdir(options.directory, { recursive: true });
      return join(options.directory, `${randomUUID()}.tmp`);
    },
    async keep(key, samples) {
      const present = await find(key);
      if (present) return present;
      keptSincePrune += 1;
      if (keptSincePrune > KEEPS_PER_PRUNE) {
        keptSincePrune = 0;
        await prune(options);
      }
      const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
      await writeWhole(pathOf(key), bytes);
      return describe(key, bytes.length);
    },
  };
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const aside = `${path}.${randomUUID()}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(aside, bytes);
    await rename(aside, path);
  } catch (cause) {
    await rm(aside, { force: true });
    throw cause;
  }
}

type Kept = { readonly path: string; readonly size: number; readonly usedAt: number };

/** Drops the longest unused files until the folder is within its limit. */
async function prune(options: SpeechCacheOptions): Promise<void> {
  const kept = await list(options.directory);
  kept.sort((a, b) => a.usedAt - b.usedAt);
  const border = Date.now() - IN_USE_MS;
  let total = kept.reduce((sum, file) => sum + file.size, 0);
  for (const file of kept) {
    if (total <= options.maxBytes || file.usedAt > border) return;
    await rm(file.path, { force: true });
    total -= file.size;
  }
}

async function list(directory: string): Promise<Kept[]> {
  const names = await readdir(directory, { recursive: true }).catch((cause: unknown) => {
    if (isAbsent(cause)) return [];
    throw cause;
  });
  const kept: Kept[] = [];
  for (const name of names.filter((n) => n.endsWith('.pcm') || n.endsWith('.tmp'))) {
    const path = join(directory, name);
    const found = await stat(path).catch(() => undefined);
    if (found) kept.push({ path, size: found.size, usedAt: found.mtimeMs });
  }
  return kept;
}

function isAbsent(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException).code === 'ENOENT';
}
