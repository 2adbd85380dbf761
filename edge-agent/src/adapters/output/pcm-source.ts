/**
 * PCM source — nguồn mẫu âm thanh.
 *
 * Decodes the files of an airing, one after another, ahead of need, into samples of one long sound:
 * each file begins on the sample that the plan names, gaps are silence. Every file is hashed before
 * its first sample is used, from the same open file. Knows nothing of clocks.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Sha256 } from '@loaso/shared/ids';
import type { RelayTurn } from '../../core/event.js';
import type { PartFile } from '../../ports.js';
import { raisePriority } from './real-time.js';

export const SAMPLE_RATE = 24_000;
/** Decoding pauses above the first figure and goes on below the second: 20 s and 10 s. */
const HIGH_SAMPLES = 20 * SAMPLE_RATE;
const LOW_SAMPLES = 10 * SAMPLE_RATE;
const READ_BYTES = 65_536;

export const samplesOf = (ms: number): number => Math.round((ms * SAMPLE_RATE) / 1000);

export type SourceFault = {
  readonly how: 'failed' | 'file-absent' | 'file-corrupt';
  readonly sha256: Sha256;
  readonly detail: string;
};

export type PcmSource = {
  /** Position inside the airing of the next sample that `read` gives. */
  position(): number;
  /** Copies up to `count` samples and goes on by as many; fewer when decoding is behind. */
  read(into: Int16Array, at: number, count: number): number;
  /** Leaves samples out; returns how many were there. */
  skip(count: number): number;
  /** True when everything has been decoded and read. */
  finished(): boolean;
  fault(): SourceFault | null;
  close(): void;
  /** Of a relay alone: what the last samples came from. */
  turn?(): { readonly to: RelayTurn; readonly detail: string };
};

type Chunk = { readonly samples: Int16Array | null; length: number; from: number };

/** @param decoder program that understands ffmpeg's arguments */
export function openPcm(parts: readonly PartFile[], fromMs: number, decoder: string): PcmSource {
  const queue = createQueue(samplesOf(fromMs));
  const life: Life = { closed: false, fault: null, decoded: false, child: null };
  decodeAll(parts, decoder, queue, life).catch((cause: unknown) => {
    const sha256 = parts[0]?.sha256 as Sha256;
    life.fault ??= { how: 'failed', sha256, detail: detailOf(cause) };
  });
  return {
    position: queue.position,
    read: queue.read,
    skip: queue.skip,
    finished: () => life.decoded && queue.length() === 0,
    fault: () => life.fault,
    close: () => {
      life.closed = true;
      life.child?.kill('SIGKILL');
      queue.release();
    },
  };
}

const detailOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);

type Life = {
  closed: boolean;
  fault: SourceFault | null;
  decoded: boolean;
  child: ChildProcess | null;
};

type Queue = ReturnType<typeof createQueue>;

/** Samples that have been decoded and not read yet, with room that runs out. */
function createQueue(from: number) {
  const chunks: Chunk[] = [];
  let position = from;
  let held = 0;
  let wake: (() => void) | null = null;

  function take(count: number, use: (chunk: Chunk, used: number, done: number) => void): number {
    let done = 0;
    for (let chunk = chunks[0]; chunk !== undefined && done < count; chunk = chunks[0]) {
      const used = Math.min(count - done, chunk.length - chunk.from);
      use(chunk, used, done);
      chunk.from += used;
      done += used;
      if (chunk.from === chunk.length) chunks.shift();
    }
    position += done;
    held -= done;
    if (held < LOW_SAMPLES) release();
    return done;
  }

  function release(): void {
    wake?.();
    wake = null;
  }

  return {
    position: () => position,
    length: () => held,
    /** Position of the next sample to be put in. */
    end: () => position + held,
    put: (samples: Int16Array | null, length: number): void => {
      if (length <= 0) return;
      chunks.push({ samples, length, from: 0 });
      held += length;
    },
    /** Waits until there is room. */
    room: (): Promise<void> =>
      held < HIGH_SAMPLES ? Promise.resolve() : new Promise((resolve) => (wake = resolve)),
    read: (into: Int16Array, at: number, count: number): number =>
      take(count, (chunk, used, done) => {
        if (chunk.samples === null) into.fill(0, at + done, at + done + used);
        else into.set(chunk.samples.subarray(chunk.from, chunk.from + used), at + done);
      }),
    skip: (count: number): number => take(count, () => undefined),
    release,
  };
}

async function decodeAll(
  parts: readonly PartFile[],
  decoder: string,
  queue: Queue,
  life: Life,
): Promise<void> {
  for (const [index, part] of parts.entries()) {
    if (life.closed || life.fault !== null) return;
    const startAt = samplesOf(part.offsetMs);
    const next = parts[index + 1];
    const endAt = next === undefined ? Number.POSITIVE_INFINITY : samplesOf(next.offsetMs);
    if (endAt <= queue.end()) continue;
    // A gap before this part, or the rest of a file that decoded shorter than it was said to be.
    queue.put(null, startAt - queue.end());
    await decodePart(part, { startAt, endAt }, decoder, { queue, life });
  }
  life.decoded = life.fault === null;
}

async function decodePart(
  part: PartFile,
  span: { readonly startAt: number; readonly endAt: number },
  decoder: string,
  { queue, life }: { readonly queue: Queue; readonly life: Life },
): Promise<void> {
  const { sha256 } = part;
  let file: FileHandle;
  try {
    file = await open(part.path, 'r');
  } catch (cause) {
    life.fault = { how: 'file-absent', sha256, detail: detailOf(cause) };
    return;
  }
  try {
    if ((await hashOf(file)) !== sha256) {
      life.fault = { how: 'file-corrupt', sha256, detail: 'its hash has changed on the disk' };
      return;
    }
    if (life.closed) return;
    const seekS = (queue.end() - span.startAt) / SAMPLE_RATE;
    const detail = await runDecoder({ decoder, file, seekS, endAt: span.endAt }, queue, life);
    if (detail !== null && !life.closed) life.fault = { how: 'failed', sha256, detail };
  } finally {
    await file.close();
  }
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

type Decoding = {
  readonly decoder: string;
  readonly file: FileHandle;
  readonly seekS: number;
  readonly endAt: number;
};

/** Runs the decoder over the open file; null when it went well, else what it said. */
async function runDecoder(work: Decoding, queue: Queue, life: Life): Promise<string | null> {
  const seek = work.seekS > 0 ? ['-ss', work.seekS.toFixed(6)] : [];
  const input = [...seek, '-i', '/dev/fd/3'];
  const form = ['-f', 's16le', '-ac', '1', '-ar', String(SAMPLE_RATE), '-'];
  const child = spawn(work.decoder, ['-nostdin', '-v', 'error', ...input, ...form], {
    stdio: ['ignore', 'pipe', 'pipe', work.file.fd],
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
  const whole = await feedSamples(child, work.endAt, queue, life);
  if (!whole) child.kill('SIGKILL');
  const said = await ended;
  life.child = null;
  return whole ? said : null;
}

/** Bytes to samples into the queue; false when it stopped before the decoder did. */
async function feedSamples(
  child: ChildProcess,
  endAt: number,
  queue: Queue,
  life: Life,
): Promise<boolean> {
  if (child.stdout === null) return true;
  let odd: Buffer = Buffer.alloc(0);
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    if (life.closed) return false;
    const bytes = Buffer.concat([odd, chunk]);
    const count = bytes.length >> 1;
    odd = bytes.subarray(count * 2);
    const samples = new Int16Array(count);
    for (let index = 0; index < count; index += 1) samples[index] = bytes.readInt16LE(index * 2);
    queue.put(samples, Math.min(count, endAt - queue.end()));
    if (queue.end() >= endAt) return false;
    await queue.room();
  }
  return true;
}
