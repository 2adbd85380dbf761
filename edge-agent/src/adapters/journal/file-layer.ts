/**
 * File layer — lớp tệp dưới sổ.
 *
 * The few disk operations that the journal's promises rest on, so that a disk which loses everything
 * unsynced can be put in their place. Says nothing of formats.
 */
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

export type OpenFile = {
  /** Appends; in the system's cache only until `sync`. */
  write(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  truncate(sizeBytes: number): Promise<void>;
  close(): Promise<void>;
};

export type FileLayer = {
  /** Null when there is no such file. */
  read(path: string): Promise<Uint8Array | null>;
  /** Opens at its end; creates an empty file where there is none. */
  open(path: string): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes names in the folder of `path` survive a power cut. */
  syncFolder(path: string): Promise<void>;
};

const isMissing = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';

const wrapped = (handle: FileHandle): OpenFile => ({
  write: async (bytes) => {
    await handle.appendFile(bytes);
  },
  sync: () => handle.sync(),
  truncate: (sizeBytes) => handle.truncate(sizeBytes),
  close: () => handle.close(),
});

export const realFiles: FileLayer = {
  read: async (path) => {
    try {
      return await readFile(path);
    } catch (cause) {
      if (isMissing(cause)) return null;
      throw cause;
    }
  },
  open: async (path) => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT;
    return wrapped(await open(path, flags, 0o600));
  },
  rename,
  remove: (path) => rm(path, { force: true }),
  syncFolder: async (path) => {
    const folder = await open(dirname(path), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
};
