/**
 * Downloader over HTTP — tải tệp âm thanh.
 *
 * Brings one file by hash, from where the last try stopped. Believes nothing the line says: length,
 * type, range and address must be what the signed plan lets expect, or the answer is thrown away.
 * Whether the bytes are right is for the cache to judge.
 */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dial, DownloadEnd, Downloader, PartialFile } from '../../ports.js';
import { ask, type FileAccount, HEADERS_BYTES, isPortal, originOf } from './origin.js';

export type DownloadLimits = {
  /** Nothing for this long ends a download. */
  readonly idleMs: number;
  /** Slower than this on the whole ends a download, bytes per second. */
  readonly slowestBytesPerS: number;
  /** On top of the time that the slowest speed allows. */
  readonly graceMs: number;
};

export const DOWNLOAD_LIMITS: DownloadLimits = {
  idleMs: 20_000,
  slowestBytesPerS: 2_000,
  graceMs: 30_000,
};

const TYPES = /^(audio\/[a-z0-9.+-]+|application\/(ogg|octet-stream))\s*(;|$)/i;

/** What a technician has to think of first. */
const PORTAL = 'a login page of the network instead of a file';

type Fault = Extract<DownloadEnd, { ok: false }>;
const fault = (reason: Fault['reason'], detail: string): Fault => ({ ok: false, reason, detail });

type Wanted = {
  readonly url: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly authorization: string;
  readonly dial: Dial<Duplex>;
  readonly count: (bytes: number) => void;
};

/** @param count told of every byte that came, wanted or not */
export function createHttpDownloader(
  account: FileAccount,
  limits: DownloadLimits,
  count: (bytes: number) => void = () => undefined,
): Downloader {
  const stopped = new AbortController();
  const { base, authorization } = originOf(account);
  const { dial } = account;
  return {
    download: async (sha256, sizeBytes, into) => {
      const patience = patienceOf(limits, sizeBytes, stopped.signal);
      try {
        const url = `${base}/${sha256}`;
        const wanted = { url, sha256, sizeBytes, authorization, dial, count };
        return await attempt(wanted, into, patience);
      } catch (cause) {
        return fault('network', patience.why() ?? messageOf(cause));
      } finally {
        patience.end();
      }
    },
    stop: () => stopped.abort(),
  };
}

async function attempt(
  wanted: Wanted,
  into: PartialFile,
  patience: Patience,
): Promise<DownloadEnd> {
  const { sizeBytes } = wanted;
  if (into.sizeBytes > sizeBytes) await into.restart();
  if (into.sizeBytes === sizeBytes) return { ok: true };
  const from = into.sizeBytes;
  const headers = headersOf(wanted, from);
  wanted.count(HEADERS_BYTES);
  const response = await answered(wanted, headers, patience.signal);
  const status = response.statusCode ?? 0;
  const refusal = statusRefusal(status) ?? headerRefusal(response, from, sizeBytes);
  if (refusal !== null) {
    response.destroy();
    // A range that the server does not have means that what is here belongs to something else.
    if (status === 416) await into.restart();
    return refusal;
  }
  if (from > 0 && status === 200) await into.restart();
  return receive(response, wanted, into, patience);
}

function answered(
  { url, dial }: Wanted,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = ask(url, { headers, signal, dial }, resolve);
    // Also after the answer has begun: then the reading of its body fails and says why.
    request.on('error', reject);
  });
}

function headersOf({ authorization, sha256 }: Wanted, from: number): Record<string, string> {
  const whole = { authorization, 'accept-encoding': 'identity' };
  return from === 0 ? whole : { ...whole, range: `bytes=${from}-`, 'if-range': `"${sha256}"` };
}

const messageOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);

function statusRefusal(status: number): Fault | null {
  if (status === 200 || status === 206) return null;
  if (status === 404 || status === 410) return fault('absent', `HTTP ${status}`);
  if (isPortal(status)) return fault('refused', `${PORTAL}: redirect, HTTP ${status}`);
  const passing = status === 416 || status === 429 || status >= 500;
  return fault(passing ? 'network' : 'refused', `HTTP ${status}`);
}

/** What makes an answer useless before its first byte. */
function headerRefusal(
  { statusCode, headers }: IncomingMessage,
  from: number,
  sizeBytes: number,
): Fault | null {
  const type = headers['content-type'] ?? '';
  if (!TYPES.test(type)) {
    const who = isPortal(statusCode ?? 0, type) ? `${PORTAL}: ` : '';
    return fault('refused', `${who}type "${type.slice(0, 60)}"`);
  }
  const rest = statusCode === 206;
  const range = headers['content-range'];
  if (rest && range !== `bytes ${from}-${sizeBytes - 1}/${sizeBytes}`) {
    return fault('refused', `range "${range?.slice(0, 60)}"`);
  }
  const wanted = rest ? sizeBytes - from : sizeBytes;
  const length = Number(headers['content-length'] ?? wanted);
  if (length === wanted) return null;
  const reason = length > wanted ? 'too-large' : 'refused';
  return fault(reason, `length ${length}, planned ${wanted}`);
}

async function receive(
  response: IncomingMessage,
  { sizeBytes, count }: Wanted,
  into: PartialFile,
  patience: Patience,
): Promise<DownloadEnd> {
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    patience.heard();
    count(chunk.length);
    if (into.sizeBytes + chunk.length > sizeBytes) {
      await into.restart();
      return fault('too-large', `more than the planned ${sizeBytes} bytes`);
    }
    await into.write(chunk);
  }
  const short = into.sizeBytes < sizeBytes;
  return short ? fault('network', `ended after ${into.sizeBytes} of ${sizeBytes}`) : { ok: true };
}

type Patience = {
  readonly signal: AbortSignal;
  readonly heard: () => void;
  readonly why: () => string | null;
  readonly end: () => void;
};

/** Ends a download that is silent, or slower than the slowest line counted on. */
function patienceOf(limits: DownloadLimits, sizeBytes: number, stopped: AbortSignal): Patience {
  const abort = new AbortController();
  let reason: string | null = null;
  const giveUp = (why: string) => () => {
    reason ??= why;
    abort.abort();
  };
  const onStop = giveUp('stopped');
  stopped.addEventListener('abort', onStop, { once: true });
  if (stopped.aborted) onStop();
  const wholeMs = limits.graceMs + (sizeBytes / limits.slowestBytesPerS) * 1000;
  const whole = setTimeout(giveUp('too slow on the whole'), wholeMs);
  let idle = setTimeout(giveUp('silent line'), limits.idleMs);
  return {
    signal: abort.signal,
    heard: () => {
      clearTimeout(idle);
      idle = setTimeout(giveUp('silent line'), limits.idleMs);
    },
    why: () => reason,
    end: () => {
      clearTimeout(whole);
      clearTimeout(idle);
      stopped.removeEventListener('abort', onStop);
    },
  };
}
