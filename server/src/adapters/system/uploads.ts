/**
 * Uploads on disk — tệp đang nhận.
 *
 * Writes what comes into a file whose name nobody outside chose, counts and hashes it on the way, and
 * removes it again when it grows too large, stalls or breaks off. Believes no claim about the size.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Sha256 } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import type { Received, Upload, UploadFault, Uploads } from '../../ports/uploads.js';

/** No piece for so long: the sender is gone. */
const STALL_MS_MAX = 30_000;

export type UploadStore = Uploads & {
  /** Makes the folder and removes what a power cut left in it. */
  start(): Promise<void>;
};

export function createUploads(folder: string, stallMs = STALL_MS_MAX): UploadStore {
  return {
    async start() {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true, mode: 0o700 });
    },
    async receive(upload, limitBytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${randomBytes(16).toString('hex')}.upload`);
      let received: Result<Received, UploadFault> = err({ code: 'broken-off' });
      try {
        received = await store(pieces(upload, stallMs), path, limitBytes);
      } finally {
        if (!received.ok) await rm(path, { force: true });
      }
      return received;
    },
    discard: (path) => rm(path, { force: true }),
  };
}

type Piece = Uint8Array | 'stalled' | 'broken-off';

/** The pieces, and at the end of a bad sender the word for it. */
async function* pieces({ bytes, signal }: Upload, stallMs: number): AsyncGenerator<Piece> {
  const source = bytes[Symbol.asyncIterator]();
  while (!signal.aborted) {
    const next = await within(source.next(), stallMs);
    if (next === 'stalled' || next === 'broken-off') return yield next;
    if (next.done === true) return;
    yield next.value;
  }
  yield 'broken-off';
}

type Next = IteratorResult<Uint8Array, unknown>;

async function within(
  next: Promise<Next>,
  stallMs: number,
): Promise<Next | 'stalled' | 'broken-off'> {
  const stalled = Promise.withResolvers<'stalled'>();
  const timer = setTimeout(() => stalled.resolve('stalled'), stallMs);
  try {
    // A connection that breaks is the sender's fault, not ours: its error has nothing to tell.
    return await Promise.race([next.catch(() => 'broken-off' as const), stalled.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function store(
  incoming: AsyncIterable<Piece>,
  path: string,
  limitBytes: number,
): Promise<Result<Received, UploadFault>> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const piece of incoming) {
      if (typeof piece === 'string') return err({ code: piece });
      sizeBytes += piece.byteLength;
      if (sizeBytes > limitBytes) return err({ code: 'too-large' });
      hash.update(piece);
      await file.writeFile(piece);
    }
  } finally {
    await file.close();
  }
  if (sizeBytes === 0) return err({ code: 'empty' });
  return ok({ path, sizeBytes, sha256: Sha256.parse(hash.digest('hex')) });
}
