/**
 * Reaching a stream — mở luồng tiếp âm.
 *
 * The only place of the sound path that opens a connection. Plain web and nothing else: each name is
 * resolved once and connected to at exactly the address that was looked at, private ones are refused,
 * a redirect is judged like the first address, pages and playlists are no sound. Decodes nothing.
 */
import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as plain, type RequestOptions } from 'node:http';
import { request as secure } from 'node:https';
import { isIP } from 'node:net';
import { err, ok, type Result } from '@loaso/shared/result';
import { isPublicAddress } from '@loaso/shared/trust/public-address';

export type StreamReach = {
  /** An upper station may stand in the same private network. */
  readonly allowPrivate: boolean;
};

/** From the first look-up to the first byte of the body. */
const ANSWER_MS_MAX = 8_000;
const REDIRECTS_MAX = 3;
const NO_SOUND = /^(?:text\/|image\/|application\/(?:json|xml|xhtml)|.*mpegurl|.*dash)/i;

/** Connects; the body is given back unread. `signal` ends it at any time. */
export async function reachStream(
  address: string,
  reach: StreamReach,
  signal: AbortSignal,
): Promise<Result<IncomingMessage, string>> {
  let url = URL.parse(address);
  try {
    for (let hop = 0; hop <= REDIRECTS_MAX; hop += 1) {
      const refusal = urlRefusal(url);
      if (url === null || refusal !== null) return err(refusal ?? 'no address');
      const answer = await connect(url, reach, signal);
      if (!answer.ok) return answer;
      const next = redirectOf(answer.value, url);
      if (next === null) return judged(answer.value);
      answer.value.destroy();
      url = next;
    }
    return err(`more than ${REDIRECTS_MAX} redirects`);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    return err(`${url?.host ?? 'no host'}: ${code ?? message}`);
  }
}

function urlRefusal(url: URL | null): string | null {
  if (url === null) return 'an address that cannot be read';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return `no streams by ${url.protocol}`;
  return url.username !== '' || url.password !== '' ? 'an address with a login' : null;
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL): URL | null {
  if (statusCode < 300 || statusCode > 399 || headers.location === undefined) return null;
  const next = URL.parse(headers.location, from.href) ?? new URL('about:blank');
  // What was to be read by nobody on the way is not read in the clear after all.
  const weaker = from.protocol === 'https:' && next.protocol === 'http:';
  return weaker ? new URL('about:blank') : next;
}

function judged(answer: IncomingMessage): Result<IncomingMessage, string> {
  const type = answer.headers['content-type'] ?? '';
  const refusal =
    answer.statusCode === 200
      ? NO_SOUND.test(type)
        ? `not a sound: ${type.slice(0, 60)}`
        : null
      : `status ${answer.statusCode}`;
  if (refusal === null) return ok(answer);
  answer.destroy();
  return err(refusal);
}

async function connect(
  url: URL,
  { allowPrivate }: StreamReach,
  signal: AbortSignal,
): Promise<Result<IncomingMessage, string>> {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(name) === 0 ? await addressesOf(name, signal) : [name];
  const [address] = addresses;
  if (address === undefined) return err(`${name} has no address`);
  if (!allowPrivate && !addresses.every(isPublicAddress)) {
    return err(`${name} stands in a private network`);
  }
  return ok(await send(url, address, signal));
}

async function addressesOf(name: string, signal: AbortSignal): Promise<string[]> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS_MAX)]);
  late.addEventListener('abort', () => reject(new Error('no answer of the resolver')), {
    once: true,
  });
  const found = await Promise.race([lookup(name, { all: true }), promise]);
  return found.map(({ address }) => address);
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
  const outgoing = start(url, options, resolve);
  const late = setTimeout(() => outgoing.destroy(new Error('no answer')), ANSWER_MS_MAX);
  outgoing.once('close', () => clearTimeout(late));
  outgoing.once('response', () => clearTimeout(late));
  outgoing.once('error', reject);
  outgoing.end();
  return promise;
}
