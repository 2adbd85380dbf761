/**
 * Decoding of a file — giải mã một tệp.
 *
 * One file of an airing into a queue of samples, from any position on. Hashed before its first sample
 * is decoded, from the same open file; a beginning that is held decoded goes into the queue at once,
 * because its bytes were hashed when it was made.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Sha256 } from '@loaso/shared/ids';
import type { HeadFile } from '../../ports.js';
import { createQueue, type PcmQueue, SAMPLE_RATE } from './pcm-queue.js';
import { raisePriority } from './real-time.js';

const READ_BYTES = 65_536;
/** A decoder that hangs must not keep the heads behind it from being decoded. */
const HEAD_WITHIN_MS = 10_000;

export type SourceFault = {
  readonly how: 'failed' | 'file-absent' | 'file-corrupt';
  readonly sha256: Sha256;
  readonly detail: string;
};

/** The first samples of a file; `whole` when it has no more. */
export type Head = { readonly samples: Int16Array; readonly whole: boolean };

export type Life = {
  closed: boolean;
  fault: SourceFault | null;
  decoded: boolean;
  child: ChildProcess | null;
};

export const newLife = (): Life => ({ closed: false, fault: null, decoded: false, child: null });

export const detailOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);

/** Where a file lies in the sound, samples; what of it is decoded already. */
export type Place = {
  readonly startAt: number;
  readonly endAt: number;
  readonly head: Head | null;
};

/** From which sample on a file is decoded, and how many of the first are not wanted. */
export type Decoding = {
  readonly sha256: Sha256;
  /** Open, and hashed. */
  readonly handle: FileHandle;
  readonly seek: number;
  readonly leave: number;
  readonly endAt: number;
};

/** Puts samples into the queue; null when it went well, else what was wrong. */
export type Decode = (work: Decoding, queue: PcmQueue, life: Life) => Promise<string | null>;

/** Puts what `file` has at and after the end of the queue into it; a fault goes into `life`. */
export async function decodePart(
  file: Pick<HeadFile, 'sha256' | 'path'>,
  place: Place,
  decode: Decode,
  { queue, life }: { readonly queue: PcmQueue; readonly life: Life },
): Promise<void> {
  const { sha256 } = file;
  const headed = putHead(place, queue);
  let handle: FileHandle;
  try {
    handle = await open(file.path, 'r');
  } catch (cause) {
    life.fault = { how: 'file-absent', sha256, detail: detailOf(cause) };
    return;
  }
  try {
    if ((await hashOf(handle)) !== sha256) {
      life.fault = { how: 'file-corrupt', sha256, detail: 'its hash has changed on the disk' };
      return;
    }
    const done = (headed && place.head?.whole === true) || queue.end() >= place.endAt;
    if (life.closed || done) return;
    const from = queue.end() - place.startAt;
    // The decoder begins where it began for the head, so that the two meet on the sample.
    const start = headed ? { seek: 0, leave: from } : { seek: from, leave: 0 };
    const work = { sha256, handle, ...start, endAt: place.endAt };
    const detail = await decode(work, queue, life);
    if (detail !== null && !life.closed) life.fault = { how: 'failed', sha256, detail };
  } finally {
    await handle.close();
  }
}

/** True when the head reaches beyond the end of the queue, and is in it now. */
function putHead({ startAt, endAt, head }: Place, queue: PcmQueue): boolean {
  const from = queue.end() - startAt;
  if (head === null || from >= head.samples.length) return false;
  const samples = head.samples.subarray(from);
  queue.put(samples, Math.min(samples.length, endAt - queue.end()));
  return true;
}

/** Decodes the first `samples` of a file; null when it is not there, not whole or no sound. */
export async function decodeHead(
  file: Pick<HeadFile, 'sha256' | 'path'>,
  samples: number,
  decoder: string,
): Promise<Head | null> {
  const [queue, life] = [createQueue(0), newLife()];
  const patience = setTimeout(() => {
    life.closed = true;
    life.child?.kill('SIGKILL');
  }, HEAD_WITHIN_MS);
  const place = { startAt: 0, endAt: samples, head: null };
  await decodePart(file, place, decodeBy(decoder), { queue, life });
  clearTimeout(patience);
  if (life.fault !== null || life.closed) return null;
  const head = new Int16Array(queue.length());
  queue.read(head, 0, head.length);
  return { samples: head, whole: head.length < samples };
}

async function hashOf(file: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(READ_BYTES);
  for (let at = 0; ; ) {
    const { bytesRead } = await file.read(buffer, 0, READ_BYTES, at);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
}

/** @param decoder program that understands ffmpeg's arguments */
export const decodeBy =
  (decoder: string): Decode =>
  (work, queue, life) =>
    runDecoder(decoder, work, { queue, life });

/** Runs the decoder over the open file; null when it went well, else what it said. */
async function runDecoder(
  decoder: string,
  work: Decoding,
  { queue, life }: { readonly queue: PcmQueue; readonly life: Life },
): Promise<string | null> {
  const seek = work.seek > 0 ? ['-ss', (work.seek / SAMPLE_RATE).toFixed(6)] : [];
  const input = [...seek, '-i', '/dev/fd/3'];
  const form = ['-f', 's16le', '-ac', '1', '-ar', String(SAMPLE_RATE), '-'];
  const child = spawn(decoder, ['-nostdin', '-v', 'error', ...input, ...form], {
    stdio: ['ignore', 'pipe', 'pipe', work.handle.fd],
  });
  life.child = child;
  if (child.pid !== undefined) raisePriority(child.pid);
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    if (words.length < 300) words += chunk.toString();
  });
  const ended = new Promise<string | null>((resolve) => {
    child.once('error', (cause) => resolve(cause.message));
    child.once('close', (code, signal) =>
      resolve(code === 0 ? null : `decoder ended with ${code ?? signal}: ${words.trim()}`),
    );
  });
  const whole = await feedSamples(child, work, queue, life);
  if (!whole) child.kill('SIGKILL');
  const said = await ended;
  life.child = null;
  return whole ? said : null;
}

/** Bytes to samples into the queue; false when it stopped before the decoder did. */
async function feedSamples(
  child: ChildProcess,
  { leave, endAt }: Decoding,
  queue: PcmQueue,
  life: Life,
): Promise<boolean> {
  if (child.stdout === null) return true;
  let odd: Buffer = Buffer.alloc(0);
  let left = leave;
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    if (life.closed) return false;
    const bytes = Buffer.concat([odd, chunk]);
    const count = bytes.length >> 1;
    odd = bytes.subarray(count * 2);
    const from = Math.min(left, count);
    left -= from;
    const samples = new Int16Array(count - from);
    for (let at = from; at < count; at += 1) samples[at - from] = bytes.readInt16LE(at * 2);
    queue.put(samples, Math.min(samples.length, endAt - queue.end()));
    if (queue.end() >= endAt) return false;
    await queue.room();
  }
  return true;
}
