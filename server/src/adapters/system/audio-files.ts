/**
 * Audio files — kho tệp âm thanh.
 *
 * Files named by what is in them: `aa/<sha256>.<codec>`. A name that exists is whole: bytes are
 * flushed before the rename and the folder after it, so a power cut leaves the old state or the new
 * one. Knows nothing of bulletins or of who may listen.
 */
import { createHash, randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Sha256 } from '@loaso/shared/ids';
import type { PhotoFiles } from '../../ports/photos.js';
import type { AudioFiles, FileKind } from '../../ports/system.js';

const KINDS: readonly FileKind[] = ['mp3', 'opus', 'bin', 'jpg'];

/** Copies under way; whatever lies in it at the start was cut off. */
const INCOMING = 'incoming';

export type AudioFileStore = AudioFiles &
  PhotoFiles & {
    /** Makes the folder and removes what a power cut left half copied. */
    start(): Promise<void>;
  };

async function sync(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const codeOf = (cause: unknown): unknown =>
  cause instanceof Error && 'code' in cause ? cause.code : undefined;

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw cause;
  }
}

/** Makes `folder` so that it outlives a power cut. */
async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o750 });
  if (made === undefined) return;
  await sync(dirname(folder));
  await sync(dirname(made));
}

const namesOf = (files: readonly string[], kind: FileKind): Sha256[] =>
  files
    .filter((file) => file.endsWith(`.${kind}`))
    .flatMap((file) => Sha256.safeParse(basename(file, `.${kind}`)).data ?? []);

/** @param folder  root of the store; another disk than the source's is fine */
export function createAudioFiles(folder: string): AudioFileStore {
  const pathOf = (sha256: Sha256, codec: FileKind): string =>
    join(folder, sha256.slice(0, 2), `${sha256}.${codec}`);

  return {
    async start() {
      const incoming = join(folder, INCOMING);
      await makeFolder(incoming);
      for (const name of await readdir(incoming)) await rm(join(incoming, name), { force: true });
    },
    async adopt(path, sha256, codec) {
      const target = pathOf(sha256, codec);
      if ((await sizeOf(target)) === null) {
        await makeFolder(join(folder, INCOMING));
        const incoming = join(folder, INCOMING, `${sha256}.${randomBytes(6).toString('hex')}`);
        await copyFile(path, incoming, constants.COPYFILE_FICLONE);
        const found = await sha256Of(incoming);
        if (found !== sha256) {
          await rm(incoming, { force: true });
          throw new Error(`${basename(path)} holds ${found}, not ${sha256}`);
        }
        await sync(incoming);
        await makeFolder(dirname(target));
        await rename(incoming, target);
        await sync(dirname(target));
      }
      await rm(path, { force: true });
    },
    async find(sha256) {
      for (const codec of KINDS) {
        const path = pathOf(sha256, codec);
        const sizeBytes = await sizeOf(path);
        if (sizeBytes !== null) return { path, sizeBytes, codec };
      }
      return null;
    },
    async remove(sha256, kind) {
      const path = pathOf(sha256, kind);
      if ((await sizeOf(path)) === null) return;
      await rm(path, { force: true });
      await sync(dirname(path));
    },
    async list(kind) {
      const shelves = (await readdir(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name));
      const found: Sha256[] = [];
      for (const shelf of shelves) found.push(...namesOf(await readdir(join(folder, shelf)), kind));
      return found;
    },
  };
}
