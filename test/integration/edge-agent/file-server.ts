/**
 * Server of files in a test — máy chủ tệp khi thử.
 *
 * Gives what it has by hash, whole, over a plain or an encrypted line.
 */
import { once } from 'node:events';
import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { Issued } from '../../support/certificates.js';

type Served = { readonly sha256: string; readonly bytes: Buffer; readonly sizeBytes: number };

export async function serveFiles(files: readonly Served[], secure?: Issued): Promise<Server> {
  const answer: RequestListener = (request, response) => {
    const file = files.find(({ sha256 }) => request.url === `/audio/${sha256}`);
    if (file === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': file.sizeBytes });
    response.end(file.bytes);
  };
  const server = secure === undefined ? createHttp(answer) : createHttps(secure, answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** For lines that are not encrypted. */
export const NO_DIAL = (): never => {
  throw new Error('no encrypted line was to be opened');
};
