/**
 * Heads — phần đầu của tin khẩn, giải mã sẵn.
 *
 * The first second of each file that may be called for at once, decoded one after another and held in
 * memory, under the hash of what it was decoded from. A file that cannot be decoded is left out; the
 * sound that wants it says what is wrong with it.
 */
import type { Sha256 } from '@loaso/shared/ids';
import type { HeadFile } from '../../ports.js';
import { decodeHead, type Head } from './pcm-decode.js';
import { SAMPLE_RATE } from './pcm-queue.js';

/** Longer than a decoder takes to wake on a slow and busy board. */
const HEAD_SAMPLES = SAMPLE_RATE;

/** A sound waits so long for a head that is being decoded; then it decodes its file, as any other. */
const WAIT_MS = 300;

export type Heads = {
  /** Decodes what is not held yet, in this order, and forgets what is not named. */
  keep(files: readonly HeadFile[]): void;
  /** The beginning of a file; waits where it is being decoded at this moment, null where it is not held. */
  of(sha256: Sha256): Promise<Head | null>;
};

/** The head, or null where it takes too long. */
async function soon(head: Promise<Head | null> | null): Promise<Head | null> {
  if (head === null) return null;
  let late: NodeJS.Timeout | undefined;
  const patience = new Promise<null>((resolve) => {
    late = setTimeout(() => resolve(null), WAIT_MS);
  });
  const found = await Promise.race([head, patience]);
  clearTimeout(late);
  return found;
}

/** @param decoder program that understands ffmpeg's arguments */
export function createHeads(decoder: string): Heads {
  let wanted: readonly HeadFile[] = [];
  const held = new Map<Sha256, Promise<Head | null>>();
  let decoding = false;

  async function work(): Promise<void> {
    if (decoding) return;
    decoding = true;
    for (let file = next(); file !== undefined; file = next()) {
      // A disk that cannot be read is told by the sound that wants the file.
      const head = decodeHead(file, HEAD_SAMPLES, decoder).catch(() => null);
      held.set(file.sha256, head);
      await head;
    }
    decoding = false;
  }

  const next = (): HeadFile | undefined => wanted.find(({ sha256 }) => !held.has(sha256));

  return {
    keep: (files) => {
      wanted = files;
      const named = new Set(files.map(({ sha256 }) => sha256));
      for (const sha256 of held.keys()) if (!named.has(sha256)) held.delete(sha256);
      void work();
    },
    of: (sha256) => soon(held.get(sha256) ?? null),
  };
}
