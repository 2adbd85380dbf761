/**
 * Server of the technician's page — cổng của trang tại chỗ.
 *
 * Answers one address with one page, to be read and nothing more: every other address and every other
 * verb is refused, bodies are never read. Opens a port only where the settings say so.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Log } from '../../ports.js';

export type PageAddress = { readonly host: string; readonly port: number };
export type PageServer = { port(): number; stop(): Promise<void> };

const CONNECTIONS_MAX = 8;
const REQUEST_MS_MAX = 5_000;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** @param page makes the page anew for each visitor */
export async function createPageServer(
  { host, port }: PageAddress,
  page: () => string,
  log: Log,
): Promise<PageServer> {
  // By this door Node's second HTTP client stays unloaded: 12 MB of a board.
  const { createServer } = process.getBuiltinModule('node:http');
  const server: Server = createServer(
    { requestTimeout: REQUEST_MS_MAX, headersTimeout: REQUEST_MS_MAX, keepAliveTimeout: 1_000 },
    (request, response) => answer(request, response, page),
  );
  server.maxConnections = CONNECTIONS_MAX;
  await new Promise<void>((resolve) => {
    server.on('error', (cause) => {
      // A page for a technician is never worth an agent that does not start.
      log('error', 'panel-fault', { detail: cause.message.slice(0, 200) });
      resolve();
    });
    server.listen(port, host, resolve);
  });
  server.unref();
  return {
    port: () => {
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : 0;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse, page: () => string): void {
  const readable = request.method === 'GET' || request.method === 'HEAD';
  if (!readable) response.writeHead(405, { allow: 'GET, HEAD', connection: 'close' }).end();
  else if (request.url !== '/') response.writeHead(404, { connection: 'close' }).end();
  else response.writeHead(200, HEADERS).end(request.method === 'HEAD' ? undefined : page());
}
