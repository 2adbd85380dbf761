/**
 * File layer — lớp tệp dưới sổ.
 *
 * The disk of the box under journal and enrolment, so that one which loses everything unsynced can be
 * put in its place. Says nothing of formats.
 */
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileLayer, OpenFile } from '../../ports.js';

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
