/**
 * Stream trial — nghe thử một luồng.
 *
 * Listens to a stream for a few seconds, as a box would: plain web alone, public addresses unless the
 * site says otherwise, three redirects judged like the first address, no page and no playlist. Says in
 * one Vietnamese sentence what was heard. Keeps nothing.
 */
import { spawn } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as plain, type RequestOptions } from 'node:http';
import { request as secure } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from '@loaso/shared/trust/public-address';
import type { StreamTrial } from '../../ports/relays.js';

export type TrialLimits = {
  readonly allowPrivate: boolean;
  readonly timeoutMs: number;
  /** Enough of any stream to tell whether it is sound. */
  readonly maxBytes: number;
};

export const TRIAL_LIMITS = { timeoutMs: 10_000, maxBytes: 128_000 } as const;

const REDIRECTS_MAX = 3;
const DECODE_MS_MAX = 10_000;
const RATE = 8_000;
/** Below this there was silence: −54 dB under full. */
const QUIET_PEAK = 65;
const NO_SOUND = /^(?:text\/|image\/|application\/(?:json|xml|xhtml)|.*mpegurl|.*dash)/i;

class Refused extends Error {}

export const createStreamTrial =
  (limits: TrialLimits): StreamTrial =>
  async (address) => {
    const signal = AbortSignal.timeout(limits.timeoutMs);
    try {
      const body = await follow(address, limits, signal);
      const bytes = await firstOf(body, limits.maxBytes);
      return judged(await decode(bytes));
    } catch (cause) {
      if (cause instanceof Refused) return { ok: false, detail: cause.message };
      const late = signal.aborted ? 'quá thời gian chờ' : undefined;
      const { code, message } = cause as NodeJS.ErrnoException;
      return { ok: false, detail: `không nối được: ${late ?? code ?? message}`.slice(0, 200) };
    }
  };

function judged(samples: Int16Array): { ok: boolean; detail: string } {
  const seconds = samples.length / RATE;
  if (seconds < 0.2)
    return { ok: false, detail: 'luồng trả lời nhưng không giải mã được âm thanh' };
  const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const heard = seconds.toFixed(1).replace('.', ',');
  return peak > QUIET_PEAK
    ? { ok: true, detail: `nghe được ${heard} giây âm thanh` }
    : { ok: false, detail: `luồng chạy nhưng im lặng suốt ${heard} giây` };
}

async function follow(
  address: string,
  limits: TrialLimits,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let url = readUrl(address);
  for (let hop = 0; hop <= REDIRECTS_MAX; hop += 1) {
    const answer = await connect(url, limits, signal);
    const { statusCode = 0, headers } = answer;
    if (statusCode < 300 || statusCode > 399 || headers.location === undefined) {
      return sound(answer);
    }
    answer.destroy();
    const next = readUrl(headers.location, url);
    if (url.protocol === 'https:' && next.protocol === 'http:') {
      throw new Refused('luồng chuyển hướng từ https sang http');
    }
    url = next;
  }
  throw new Refused('luồng chuyển hướng quá nhiều lần');
}

function readUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (url === null) throw new Refused('địa chỉ không đọc được');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new Refused(`không tiếp âm qua ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '') throw new Refused('địa chỉ kèm tên đăng nhập');
  return url;
}

function sound(answer: IncomingMessage): IncomingMessage {
  const type = answer.headers['content-type'] ?? '';
  if (answer.statusCode === 200 && !NO_SOUND.test(type)) return answer;
  answer.destroy();
  if (answer.statusCode !== 200) throw new Refused(`máy chủ trả lời ${answer.statusCode}`);
  const list = /mpegurl|dash/i.test(type);
  throw new Refused(
    list ? 'danh sách phát (HLS) chưa dùng được' : `không phải âm thanh: ${type.slice(0, 60)}`,
  );
}

async function connect(
  url: URL,
  { allowPrivate }: TrialLimits,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(name) === 0 ? await lookup(name, { all: true }) : [{ address: name }];
  const [first] = found;
  if (first === undefined) throw new Refused(`không có máy nào tên ${name}`);
  if (!allowPrivate && !found.every(({ address }) => isPublicAddress(address))) {
    throw new Refused(`${name} ở trong mạng riêng`);
  }
  return send(url, first.address, signal);
}

function send(url: URL, address: string, signal: AbortSignal): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options: RequestOptions = {
    headers: { accept: 'audio/*, application/ogg', 'accept-encoding': 'identity' },
    agent: false,
    signal,
    lookup: (_name, how, answer) => {
      const family = isIP(address);
      // The resolver is not asked again: between two answers it could change its mind.
      if (how.all) answer(null, [{ address, family }]);
      else answer(null, address, family);
    },
  };
  const start = url.protocol === 'https:' ? secure : plain;
  start(url, options, resolve).once('error', reject).end();
  return promise;
}

/** The first bytes; what has come counts, also when no more does. */
async function firstOf(body: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= maxBytes) break;
    }
  } catch (cause) {
    if (size === 0) throw cause;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

/** The decoder reads a pipe and may open nothing. */
function decode(bytes: Buffer): Promise<Int16Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Int16Array>();
  const input = ['-v', 'quiet', '-protocol_whitelist', 'pipe', '-i', 'pipe:0'];
  const form = ['-map', '0:a:0', '-f', 's16le', '-ac', '1', '-ar', String(RATE), '-'];
  const child = spawn('ffmpeg', [...input, ...form], {
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: DECODE_MS_MAX,
    killSignal: 'SIGKILL',
  });
  const out: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  // A decoder that has heard enough closes its end.
  child.stdin.on('error', () => undefined);
  child.once('error', reject);
  child.once('close', () => {
    const pcm = Buffer.concat(out);
    const samples = Int16Array.from({ length: pcm.length >> 1 }, (_, at) =>
      pcm.readInt16LE(at * 2),
    );
    resolve(samples);
  });
  child.stdin.end(bytes);
  return promise;
}
