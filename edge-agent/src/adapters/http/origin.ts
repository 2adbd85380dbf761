/**
 * Origin of files — máy chủ tệp của cụm.
 *
 * The one address that this box asks for files, how it is asked, and how a network that answers in its
 * place is told from it. Follows no redirect and decodes nothing.
 */
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dial } from '../../ports.js';

export type FileAccount = {
  readonly audioBaseUrl: string;
  readonly user: string;
  readonly secret: string;
  readonly dial: Dial<Duplex>;
};

/** Question and answer without the body, about. */
export const HEADERS_BYTES = 1_000;

const HTTPS_PORT = 443;
const PAGES = /^(text\/html|application\/xhtml)/i;

export function originOf({ audioBaseUrl, user, secret }: FileAccount): {
  readonly base: string;
  readonly authorization: string;
} {
  const login = Buffer.from(`${user}:${secret}`).toString('base64');
  return { base: audioBaseUrl.replace(/\/+$/, ''), authorization: `Basic ${login}` };
}

/**
 * Node's plain client by its plain door: `fetch`, and every `import` of node:http, load a second client
 * that takes 12 MB of a board for good.
 */
export function requestTo(url: string, options: RequestOptions, dial: Dial<Duplex>): ClientRequest {
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== 'https:') return process.getBuiltinModule('node:http').request(url, options);
  const createConnection = (): Duplex =>
    dial(hostname.replace(/^\[|\]$/g, ''), Number(port || HTTPS_PORT));
  return process.getBuiltinModule('node:https').request(url, { ...options, createConnection });
}

/** The same for a file: nothing to send. */
export function ask(
  url: string,
  { dial, ...options }: RequestOptions & { readonly dial: Dial<Duplex> },
  answer: (response: IncomingMessage) => void,
): ClientRequest {
  const request = requestTo(url, options, dial);
  request.on('response', answer);
  request.end();
  return request;
}

/** Somebody in between sends elsewhere, or shows a page. */
export const isPortal = (status: number, type = ''): boolean =>
  (status >= 300 && status < 400) || (status < 300 && PAGES.test(type));
