/**
 * Live feed — đường tin trực tiếp tới màn hình.
 *
 * One WebSocket per open page. A hint goes only to people whose area holds it; a slow reader is cut
 * rather than remembered, because every page can ask again. Logins are re-checked while it is open.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AreaId } from '@loaso/shared/ids';
import type { LiveEvent } from '@loaso/shared/wire/http/live';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Actor } from '../../flows/flows.js';
import type { WideFeed } from '../../ports/fleet.js';
import type { Clock } from '../../ports/system.js';

export type FeedOptions = {
  readonly clock: Clock;
  readonly version: string;
  /** Null ends or refuses the connection. */
  readonly actorOf: (cookieHeader: string | undefined) => Promise<Actor | null>;
  /** True when `area` lies in the subtree of `root`. */
  readonly covers: (root: AreaId, area: AreaId) => boolean;
};

export type Feed = WideFeed & {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly size: () => number;
  start(): void;
  stop(): void;
};

const PAGES_MAX = 2000;
/** Bytes waiting for one page before it is cut. */
const BACKLOG_MAX = 1_000_000;
const CHECK_MS = 30_000;

type Page = {
  readonly socket: WebSocket;
  readonly cookie: string | undefined;
  actor: Actor;
  alive: boolean;
};

export function createFeed(options: FeedOptions): Feed {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: 1024,
    perMessageDeflate: false,
  });
  const pages = new Set<Page>();
  let timer: NodeJS.Timeout | null = null;

  const admit = (socket: WebSocket, actor: Actor, cookie: string | undefined): void => {
    const page: Page = { socket, cookie, actor, alive: true };
    pages.add(page);
    socket.on('pong', () => {
      page.alive = true;
    });
    socket.on('close', () => pages.delete(page));
    socket.on('error', () => socket.terminate());
    send(page, { kind: 'hello', at: options.clock.now(), serverVersion: options.version });
  };

  return {
    push: (area, event) => {
      for (const page of pages) if (options.covers(page.actor.areaId, area)) send(page, event);
    },
    pushTo: (areas, event) => {
      for (const page of pages) {
        if (areas.some((area) => options.covers(page.actor.areaId, area))) send(page, event);
      }
    },
    upgrade: (request, socket, head) => {
      const cookie = request.headers.cookie;
      if (request.url !== '/api/live' || !sameHost(request) || pages.size >= PAGES_MAX)
        return refuse(socket, 403);
      options.actorOf(cookie).then(
        (actor) => {
          if (actor === null) return refuse(socket, 401);
          server.handleUpgrade(request, socket, head, (ws) => admit(ws, actor, cookie));
        },
        () => refuse(socket, 500),
      );
    },
    size: () => pages.size,
    start: () => {
      timer = setInterval(() => void check(pages, options), CHECK_MS);
    },
    stop: () => {
      if (timer !== null) clearInterval(timer);
      for (const page of pages) page.socket.close(1001);
      server.close();
    },
  };
}

function send(page: Page, event: LiveEvent): void {
  if (page.socket.bufferedAmount > BACKLOG_MAX) page.socket.terminate();
  else page.socket.send(JSON.stringify(event));
}

/** Browsers always state the page's origin; another site's page is refused. */
function sameHost(request: IncomingMessage): boolean {
  const origin = request.headers.origin;
  return (
    origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.headers.host)
  );
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Half-open pages and ended logins leave within one round. */
async function check(pages: Set<Page>, options: FeedOptions): Promise<void> {
  for (const page of [...pages]) {
    if (!page.alive) {
      page.socket.terminate();
      continue;
    }
    page.alive = false;
    page.socket.ping();
    const actor = await options.actorOf(page.cookie);
    if (actor === null) page.socket.close(4401);
    else page.actor = actor;
  }
}
