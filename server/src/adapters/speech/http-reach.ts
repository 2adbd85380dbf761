/**
 * Guarded reach — lời gọi có canh giữ.
 *
 * The only place of the voices that opens a connection. A template, or an answer of a service, must
 * not make the server knock at doors inside its own network: only listed hosts, each resolved once
 * and connected to at exactly the public address that was looked at; no redirect, a size limit, one
 * deadline for all. Knows HTTP, not voices.
 */
import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as plain, type RequestOptions } from 'node:http';
import { request as secure } from 'node:https';
import { isIP } from 'node:net';
import { err, ok, type Result } from '@loaso/shared/result';
import { isPublicAddress } from '@loaso/shared/trust/public-address';
import type { HttpCall } from './http-request.js';

export type ReachLimits = {
  /** `host` or `host:port`, as in an address. */
  readonly hosts: readonly string[];
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** For tests on this machine alone: private addresses and unencrypted HTTP. */
  readonly allowPrivate: boolean;
  /** Addresses of a name; absent: the resolver of this machine. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
};

export type Reached = { readonly status: number; readonly bytes: Buffer };

export type ReachFault = {
  /** Only `failed` and `timeout` may be different the next time. */
  readonly kind: 'refused' | 'failed' | 'timeout' | 'cancelled';
  readonly detail: string;
};

/** Calls within the limits; any status is an answer, a redirect among them a refusal. */
export async function reach(
  call: HttpCall,
  limits: ReachLimits,
  signal: AbortSignal,
): Promise<Result<Reached, ReachFault>> {
  const url = URL.parse(call.url);
  const refusal = refuseUrl(url, limits);
  if (url === null || refusal !== undefined) return refuse(refusal ?? 'địa chỉ không đọc được');
  const deadline = AbortSignal.timeout(limits.timeoutMs);
  const stop = AbortSignal.any([signal, deadline]);
  try {
    const address = await untilAbort(addressOf(url, limits), stop);
    if (address === undefined) return refuse(`${url.hostname} ở trong mạng riêng`);
    const reached = await send({ call, url, address }, limits, stop);
    if (reached.status >= 300 && reached.status < 400) {
      return refuse(`${url.hostname} chuyển hướng sang nơi khác`);
    }
    return ok(reached);
  } catch (cause) {
    if (signal.aborted) return err({ kind: 'cancelled', detail: 'đã huỷ' });
    return explain(cause, url, { ...limits, late: deadline.aborted });
  }
}

function explain(
  cause: unknown,
  { hostname }: URL,
  { late, timeoutMs, maxBytes }: ReachLimits & { readonly late: boolean },
): Result<never, ReachFault> {
  if (late) return err({ kind: 'timeout', detail: `${hostname} quá ${timeoutMs} ms` });
  if (cause instanceof TooBig) return refuse(`${hostname} trả quá ${maxBytes} byte`);
  const { code, message } = cause as NodeJS.ErrnoException;
  return err({ kind: 'failed', detail: `${hostname}: ${code ?? message}` });
}

const refuse = (detail: string): Result<never, ReachFault> => err({ kind: 'refused', detail });

function refuseUrl(url: URL | null, { hosts, allowPrivate }: ReachLimits): string | undefined {
  if (url === null) return 'địa chỉ không đọc được';
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) {
    return 'chỉ gọi dịch vụ qua https';
  }
  if (url.username !== '' || url.password !== '') return 'địa chỉ kèm tên đăng nhập';
  return hosts.includes(url.host) ? undefined : `${url.host} không có trong danh sách máy được gọi`;
}

/** One address of the host, public like all its others; `undefined` when one of them is not. */
async function addressOf(url: URL, limits: ReachLimits): Promise<string | undefined> {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const resolve = limits.resolve ?? resolveHere;
  const addresses = isIP(name) === 0 ? await resolve(name) : [name];
  const sound = limits.allowPrivate || addresses.every(isPublicAddress);
  return sound ? addresses[0] : undefined;
}

async function resolveHere(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

class TooBig extends Error {}

type Sending = { readonly call: HttpCall; readonly url: URL; readonly address: string };

function send(
  { call, url, address }: Sending,
  { maxBytes }: ReachLimits,
  signal: AbortSignal,
): Promise<Reached> {
  const { promise, resolve, reject } = Promise.withResolvers<Reached>();
  const options: RequestOptions = {
    method: call.method,
    headers: { ...call.headers, 'accept-encoding': 'identity' },
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
  const outgoing = start(url, options, (answer) => {
    readAll(answer, maxBytes).then(
      (bytes) => resolve({ status: answer.statusCode ?? 0, bytes }),
      reject,
    );
  });
  outgoing.once('error', reject);
  outgoing.end(call.body);
  return promise;
}

async function readAll(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop closes the connection.
    if (size > maxBytes) throw new TooBig();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function untilAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const give = (): void => reject(new Error('aborted'));
  signal.addEventListener('abort', give, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', give);
  }
}
