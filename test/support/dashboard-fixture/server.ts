/**
 * Fixture server — máy chủ mẫu cho trang điều hành.
 *
 * Serves the built dashboard and every endpoint of the contract from memory, so that screens can be
 * looked at and measured without the real server. Its content policy is the strict one the real
 * server must be able to keep. Loopback only.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { acceptLive } from './live-socket.js';
import { scene } from './photo-routes.js';
import { answer, type Call, refusal } from './routes.js';
import { type Mood, World } from './world.js';

const DIST = fileURLToPath(new URL('../../../server/dashboard/dist', import.meta.url));
const BODY_BYTES_MAX = 20_000_000;

export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** Eight seconds of a quiet tone: something to hear and to seek in. */
function tone(): Buffer {
  const rate = 8000;
  const samples = rate * 8;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) {
    wav.writeInt16LE(Math.round(3000 * Math.sin((at / rate) * 2 * Math.PI * 440)), 44 + at * 2);
  }
  return wav;
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) throw new Error('body too large');
    chunks.push(chunk);
  }
  // A recording is only counted.
  const isJson = request.headers['content-type']?.startsWith('application/json') ?? true;
  if (!isJson) return { sizeBytes: size };
  return size === 0
    ? {}
    : (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>);
}

const nameIn = (request: IncomingMessage): string =>
  /(?:^|; )loaso=([a-z0-9]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';

function sendJson(response: ServerResponse, status: number, json: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(status === 204 ? undefined : JSON.stringify(json));
}

function sendTone(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'audio/wav' });
  response.end(tone());
}

function logIn(call: Call, world: World, response: ServerResponse): void {
  const user = world.users.find(({ username }) => username === call.body['username']);
  if (user === undefined || call.body['password'] === 'sai') {
    const title = 'Tên đăng nhập hoặc mật khẩu chưa đúng';
    const { status, json } = refusal(
      401,
      'wrong-login',
      title,
      'Kiểm tra phím Caps Lock rồi thử lại.',
    );
    sendJson(response, status, json);
    return;
  }
  response.setHeader('set-cookie', `loaso=${user.username}; HttpOnly; SameSite=Strict; Path=/`);
  sendJson(response, 200, { user });
}

async function api(request: IncomingMessage, response: ServerResponse, world: World, url: URL) {
  const call: Call = {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    body: await bodyOf(request),
    user: world.users.find(({ username }) => username === nameIn(request)) ?? null,
    now: Date.now(),
  };
  if (call.path === '/api/login') return logIn(call, world, response);
  if (call.user === null) {
    const { status, json } = refusal(401, 'not-logged-in', 'Chưa đăng nhập', 'Hãy đăng nhập.');
    return sendJson(response, status, json);
  }
  if (/\/sentences\/\d+\/hear$/.test(call.path)) return sendTone(response);
  const { status, json } = answer(call, world);
  if (call.path === '/api/logout') response.setHeader('set-cookie', 'loaso=; Max-Age=0; Path=/');
  sendJson(response, status, json);
}

async function file(response: ServerResponse, path: string): Promise<void> {
  const inside = normalize(path).replace(/^(\.\.[/\\])+/, '');
  const name = extname(inside) === '' ? 'index.html' : inside;
  const bytes = await readFile(join(DIST, name));
  response.writeHead(200, {
    'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
  });
  response.end(bytes);
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname.startsWith('/api/')) await api(request, response, world, url);
  else if (url.pathname.startsWith('/audio/')) {
    sendTone(response);
  } else if (url.pathname.startsWith('/photo/')) {
    response.writeHead(200, { 'content-type': 'image/svg+xml' });
    response.end(scene(url.pathname.replace('/photo/', '')));
  } else await file(response, url.pathname);
}

export type Fixture = {
  readonly url: string;
  readonly world: World;
  /** Ends every live feed, as a line does that is cut. */
  readonly cutLive: () => void;
  readonly stop: () => Promise<void>;
};

/** @param port 0 for any free one */
export async function startFixture(mood: Mood, port = 0): Promise<Fixture> {
  const world = new World(mood, Date.now());
  const server = createServer((request, response) => {
    handle(request, response, world).catch((cause: unknown) => {
      const code = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 404 : 500;
      if (!response.headersSent) response.writeHead(code);
      response.end(String(cause));
    });
  });
  const sockets = new Set<Duplex>();
  server.on('upgrade', (request, socket) => {
    const live = acceptLive(request, socket);
    sockets.add(socket);
    live.send({ kind: 'hello', at: Date.now(), serverVersion: 'fixture' });
    const stop = world.listen(live.send);
    socket.on('close', () => {
      stop();
      sockets.delete(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    world,
    cutLive: () => {
      for (const socket of sockets) socket.destroy();
    },
    stop: async () => {
      world.stop();
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** `npx tsx test/support/dashboard-fixture/server.ts [port] [empty]` serves until stopped. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mood: Mood = process.argv[3] === 'empty' ? 'empty' : 'full';
  const { url } = await startFixture(mood, Number(process.argv[2] ?? 4400));
  process.stdout.write(`${url}\n`);
}
