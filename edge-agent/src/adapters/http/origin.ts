/**
 * Origin of files — máy chủ tệp của cụm.
 *
 * The one address that this box asks for files, how it is asked, and how a network that answers in its
 * place is told from it. Follows no redirect and decodes nothing.
 */
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';

export type FileAccount = {
  readonly audioBaseUrl: string;
  readonly user: string;
  readonly secret: string;
};

/** Question and answer without the body, about. */
export const HEADERS_BYTES = 1_000;

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
export function ask(
  url: string,
  options: RequestOptions,
  answer: (response: IncomingMessage) => void,
): ClientRequest {
  const name = url.startsWith('https:') ? 'node:https' : 'node:http';
  return process.getBuiltinModule(name).get(url, options, answer);
}

/** Somebody in between sends elsewhere, or shows a page. */
export const isPortal = (status: number, type = ''): boolean =>
  (status >= 300 && status < 400) || (status < 300 && PAGES.test(type));
