/**
 * Stream feed — dòng mẫu của luồng tiếp âm.
 *
 * Keeps one connection to a stream for as long as it is open and turns what comes into samples at the
 * level of a horn. The decoder reads a pipe and may open nothing. What is not read in time is dropped,
 * oldest first; a connection that gives no sound is begun anew, each time a little later. Decides
 * nothing about what sounds.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { SAMPLE_RATE } from './pcm-queue.js';
import { createSampleRing, type SampleRing } from './sample-ring.js';
import { reachStream, type StreamReach } from './stream-reach.js';

export type StreamFeed = {
  readonly ring: SampleRing;
  /** What went wrong last; empty while all is well. */
  fault(): string;
  close(): void;
};

/** Eight seconds of sound, 384 kB. */
const RING_SAMPLES = 8 * SAMPLE_RATE;
/** What a server sends at once at the beginning, and how much faster than time it may go on. */
const BURST_SAMPLES = 12 * SAMPLE_RATE;
const RATE_MAX = 1.25;
const RETRY_MS_MIN = 1_000;
const RETRY_MS_MAX = 15_000;
/** A connection that has given no sample for so long is dead. */
const DUMB_MS_MAX = 20_000;
const LOOK_MS = 500;

/**
 * Streams have any loudness: most stations send at −16 to −10 LUFS. Raised by a fixed gain into a
 * limiter at −1.5 dBFS, the quiet ones come near the bulletins and the loud ones stay below full.
 */
const LEVEL = 'volume=4dB,alimiter=limit=0.84:attack=5:release=80:level=false';

/** Sounds in one piece; lists that name other places are none. */
const FORMATS = 'mp3,aac,loas,ogg,flac,wav,mpegts,mov,matroska';

const DECODER_WORDS: readonly string[] = [
  ...['-nostdin', '-v', 'error', '-protocol_whitelist', 'pipe', '-format_whitelist', FORMATS],
  ...['-probesize', '65536', '-analyzeduration', '2000000', '-i', 'pipe:0'],
  ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-af', LEVEL],
  ...['-f', 's16le', '-ac', '1', '-ar', String(SAMPLE_RATE), '-'],
];

type Life = {
  readonly stop: AbortController;
  readonly ring: SampleRing;
  fault: string;
};

/** @param decoder program that understands ffmpeg's arguments */
export function openFeed(url: string, reach: StreamReach, decoder: string): StreamFeed {
  const life: Life = {
    stop: new AbortController(),
    ring: createSampleRing(RING_SAMPLES),
    fault: 'not connected yet',
  };
  void keepConnected(url, reach, decoder, life);
  return {
    ring: life.ring,
    fault: () => life.fault,
    close: () => life.stop.abort(),
  };
}

async function keepConnected(
  url: string,
  reach: StreamReach,
  decoder: string,
  life: Life,
): Promise<void> {
  const { signal } = life.stop;
  let pauseMs = RETRY_MS_MIN;
  while (!signal.aborted) {
    const connection = new AbortController();
    const ends = AbortSignal.any([signal, connection.signal]);
    const got = await runOnce({ url, reach, decoder, ends, connection }, life).catch(detailOf);
    connection.abort();
    if (typeof got === 'string') life.fault = got.slice(0, 200);
    pauseMs = got === null ? RETRY_MS_MIN : Math.min(RETRY_MS_MAX, pauseMs * 2);
    await wait(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

type Connection = {
  readonly url: string;
  readonly reach: StreamReach;
  readonly decoder: string;
  readonly ends: AbortSignal;
  readonly connection: AbortController;
};

/** One connection from its beginning to its end; null when it gave sound. */
async function runOnce(one: Connection, life: Life): Promise<string | null> {
  const reached = await reachStream(one.url, one.reach, one.ends);
  if (!reached.ok) return reached.error;
  const child = spawn(one.decoder, DECODER_WORDS, { stdio: ['pipe', 'pipe', 'pipe'] });
  const close = (): void => {
    child.kill('SIGKILL');
    reached.value.destroy();
  };
  one.ends.addEventListener('abort', close, { once: true });
  if (one.ends.aborted) close();
  try {
    const said = endOf(child);
    pour(reached.value, child);
    const gave = await takeSamples(child, one, life);
    const fault = await said;
    life.fault = gave ? 'the stream ended' : fault;
    return gave ? null : fault;
  } finally {
    close();
  }
}

/** What the decoder said at its end, in one line. */
function endOf(child: ChildProcess): Promise<string> {
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    if (words.length < 300) words += chunk.toString();
  });
  return new Promise((resolve) => {
    child.once('error', (cause) => resolve(cause.message));
    child.once('close', (code, signal) =>
      resolve(`no sound: decoder ended with ${code ?? signal} ${words.trim()}`),
    );
  });
}

function pour(body: IncomingMessage, child: ChildProcess): void {
  // Either end may break at any time; the end of the decoder tells of both.
  body.on('error', () => child.stdin?.end());
  child.stdin?.on('error', () => body.destroy());
  if (child.stdin !== null) body.pipe(child.stdin);
}

/** Samples into the ring, no faster than sound can honestly come; true when there were any. */
async function takeSamples(child: ChildProcess, one: Connection, life: Life): Promise<boolean> {
  if (child.stdout === null) return false;
  const sinceMs = performance.now();
  let [taken, lastMs] = [0, sinceMs];
  const watch = setInterval(() => {
    if (performance.now() - lastMs > DUMB_MS_MAX) one.connection.abort();
  }, LOOK_MS);
  let odd: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      const bytes = Buffer.concat([odd, chunk]);
      const count = bytes.length >> 1;
      odd = bytes.subarray(count * 2);
      for (let index = 0; index < count; index += 1) life.ring.put(bytes.readInt16LE(index * 2));
      if (count > 0) [life.fault, lastMs] = ['', performance.now()];
      taken += count;
      await untilDue(taken, sinceMs, one.ends);
    }
  } finally {
    clearInterval(watch);
  }
  return taken > 0;
}

/** A server that sends faster than time is read no faster than that: the pipe holds it back. */
async function untilDue(taken: number, sinceMs: number, signal: AbortSignal): Promise<void> {
  const aheadMs = ((taken - BURST_SAMPLES) * 1000) / SAMPLE_RATE / RATE_MAX;
  const leftMs = sinceMs + aheadMs - performance.now();
  if (leftMs > 0) await wait(leftMs, undefined, { signal }).catch(() => undefined);
}

const detailOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);
