/**
 * Downloader over HTTP — tải tệp âm thanh.
 *
 * Brings one file by hash, from where the last try stopped. Believes nothing the line says: length,
 * type, range and address must be what the signed plan lets expect, or the answer is thrown away.
 * Whether the bytes are right is for the cache to judge.
 */
import type { DownloadEnd, Downloader, PartialFile } from '../ports.js';

export type DownloadAccount = {
  readonly audioBaseUrl: string;
  readonly user: string;
  readonly secret: string;
};

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

type Fault = Extract<DownloadEnd, { ok: false }>;
const fault = (reason: Fault['reason'], detail: string): Fault => ({ ok: false, reason, detail });

export function createHttpDownloader(account: DownloadAccount, limits: DownloadLimits): Downloader {
  const stopped = new AbortController();
  const login = Buffer.from(`${account.user}:${account.secret}`).toString('base64');
  const base = account.audioBaseUrl.replace(/\/+$/, '');

  async function attempt(
    sha256: string,
    sizeBytes: number,
    into: PartialFile,
    patience: Patience,
  ): Promise<DownloadEnd> {
    if (into.sizeBytes > sizeBytes) await into.restart();
    if (into.sizeBytes === sizeBytes) return { ok: true };
    const from = into.sizeBytes;
    const range = from > 0 ? { range: `bytes=${from}-`, 'if-range': `"${sha256}"` } : {};
    const response = await fetch(`${base}/${sha256}`, {
      headers: { authorization: `Basic ${login}`, 'accept-encoding': 'identity', ...range },
      redirect: 'manual',
      signal: patience.signal,
    });
    const refusal = refusalOf(response, from, sizeBytes);
    if (refusal !== null) {
      await response.body?.cancel();
      // A range that the server does not have means that what is here belongs to something else.
      if (response.status === 416) await into.restart();
      return refusal;
    }
    if (from > 0 && response.status === 200) await into.restart();
    return receive(response, sizeBytes, into, patience);
  }

  return {
    download: async (sha256, sizeBytes, into) => {
      const patience = patienceOf(limits, sizeBytes, stopped.signal);
      try {
        return await attempt(sha256, sizeBytes, into, patience);
      } catch (cause) {
        return fault('network', patience.why() ?? messageOf(cause));
      } finally {
        patience.end();
      }
    },
    stop: () => stopped.abort(),
  };
}

/** `fetch failed` says nothing; its cause does. */
function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message;
}

/** What makes an answer useless before its first byte. */
function refusalOf(response: Response, from: number, sizeBytes: number): Fault | null {
  const { status, headers } = response;
  if (status === 404 || status === 410) return fault('absent', `HTTP ${status}`);
  if (status >= 300 && status < 400) return fault('refused', `redirect, HTTP ${status}`);
  if (status === 429 || status >= 500 || status === 416) return fault('network', `HTTP ${status}`);
  if (status !== 200 && status !== 206) return fault('refused', `HTTP ${status}`);
  const type = headers.get('content-type') ?? '';
  if (!TYPES.test(type)) return fault('refused', `type "${type.slice(0, 60)}"`);
  if (status === 206) {
    const expected = `bytes ${from}-${sizeBytes - 1}/${sizeBytes}`;
    const range = headers.get('content-range');
    if (range !== expected) return fault('refused', `range "${range?.slice(0, 60)}"`);
  }
  const length = headers.get('content-length');
  const wanted = status === 206 ? sizeBytes - from : sizeBytes;
  const wrong = length !== null && Number(length) !== wanted;
  if (!wrong) return null;
  const reason = Number(length) > wanted ? 'too-large' : 'refused';
  return fault(reason, `length ${length}, planned ${wanted}`);
}

async function receive(
  response: Response,
  sizeBytes: number,
  into: PartialFile,
  patience: Patience,
): Promise<DownloadEnd> {
  if (response.body === null) return fault('network', 'no body');
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    patience.heard();
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
