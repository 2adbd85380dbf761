/**
 * Release disk — đĩa dưới các bản phát hành.
 *
 * The few disk operations that the promises of an update rest on, so that a disk which loses
 * everything unsynced can be put in their place. Says nothing of what is stored.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  mkdir,
  open,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';

export type ReleaseDisk = {
  /** Null when there is no such file. */
  readText(path: string): Promise<string | null>;
  /** In the system's cache only until `sync`. */
  writeText(path: string, text: string): Promise<void>;
  sync(path: string): Promise<void>;
  /** Makes the names in a folder survive a power cut. */
  syncFolder(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  /** With everything below; nothing happens where nothing is. */
  remove(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Symbolic link at `path`. */
  link(target: string, path: string): Promise<void>;
  readLink(path: string): Promise<string | null>;
  /** Null when there is no such file. */
  measure(path: string): Promise<{ sha256: string; sizeBytes: number } | null>;
};

const missingIs = <T>(instead: T) => {
  return (cause: unknown): T => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return instead;
    throw cause;
  };
};

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function measured(path: string): Promise<{ sha256: string; sizeBytes: number }> {
  const { size } = await stat(path);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return { sha256: hash.digest('hex'), sizeBytes: size };
}

export const realReleaseDisk: ReleaseDisk = {
  readText: (path) => readFile(path, 'utf8').catch(missingIs(null)),
  writeText: (path, text) => writeFile(path, text, { mode: 0o600 }),
  sync: synced,
  syncFolder: synced,
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  remove: (path) => rm(path, { recursive: true, force: true }),
  rename,
  link: symlink,
  readLink: (path) => readlink(path).catch(missingIs(null)),
  measure: (path) => measured(path).catch(missingIs(null)),
};
