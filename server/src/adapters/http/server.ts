/**
 * HTTP server — máy chủ HTTP/HTTPS.
 *
 * Listens, upgrades WebSockets for the live feed, and stops gracefully: what is being answered is
 * answered, idle connections are closed, and after a stated time the rest is cut.
 */

import type { IncomingMessage } from 'node:http';
import { createServer as createPlain, type Server } from 'node:http';
import { createServer as createTls } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Express } from 'express';

export type ListenOptions = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly tls: { readonly cert: string; readonly key: string } | null;
};

export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export type HttpServer = {
  /** @returns the port that was taken */
  start(): Promise<number>;
  stop(): Promise<void>;
};

/** What is still being answered after this long is cut. */
const STOP_MS_MAX = 5000;

export function createHttpServer(
  app: Express,
  upgrade: Upgrade,
  options: ListenOptions,
): HttpServer {
  const server: Server =
    options.tls === null
      ? createPlain(app)
      : createTls({ ...options.tls, minVersion: 'TLSv1.2' }, app);
  // The longest that any route allows for its body; each keeps its own, shorter time.
  server.requestTimeout = 1_860_000;
  server.headersTimeout = 15_000;
  // Five seconds met askers who were just about to ask again over the same connection.
  server.keepAliveTimeout = 20_000;
  server.maxHeadersCount = 100;
  server.on('upgrade', upgrade);
  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(options.port, options.host, () =>
          resolve((server.address() as AddressInfo).port),
        );
      }),
    stop: () =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), STOP_MS_MAX);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
