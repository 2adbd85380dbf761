/**
 * Signer — tiến trình ký.
 *
 * A process of its own: the web has no key. Listens on one Unix socket that only its user, or its
 * group, may open, judges every body again by the rules, and signs. Knows no database, no network and no package.
 *
 * Usage: main.js '{"dir": "…", "socketPath": "…"}' (see SignerSettings)
 */
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { SIGNER_LINE_MAX, SignerRequest, SignerSettings } from '@loaso/shared/wire/signer';
import { openApprovalBook } from './approvals.js';
import { openAuditBook } from './audit.js';
import { createDesk } from './desk.js';
import { openExemptedDays } from './exempted-days.js';
import { openFactorBook } from './factors.js';
import { openKeyRing } from './keys.js';
import { openLeaseBook } from './leases.js';
import { createLineCutter } from './lines.js';
import { openNumberBook } from './numbers.js';
import { openOffice, type SignerOffice } from './office.js';
import { openPreparedBook } from './prepared.js';
import { openWarnerBook } from './warners.js';
import { openWideningBook } from './widenings.js';

/** The server, and a command line beside it. */
const CONNECTIONS_MAX = 8;

const say = (event: string, fields: Record<string, unknown> = {}): void => {
  process.stdout.write(`${JSON.stringify({ event, time: Date.now(), ...fields })}\n`);
};

function serve(socket: Socket, office: SignerOffice): void {
  const cutter = createLineCutter(SIGNER_LINE_MAX);
  const desk = createDesk(office);
  socket.setEncoding('utf8');
  socket.on('error', (cause) => say('signer.connection-lost', { detail: cause.message }));
  socket.on('data', (chunk: string) => {
    const lines = cutter.push(chunk);
    if (lines === null) return void socket.destroy(new Error('line too long'));
    for (const line of lines) {
      const request = requestOf(line);
      if (request === null) return void socket.destroy(new Error('not a request'));
      const replies = desk.answer(request);
      for (const reply of replies) socket.write(`${JSON.stringify(reply)}\n`);
    }
  });
}

function requestOf(line: string): SignerRequest | null {
  try {
    const parsed = SignerRequest.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON: the caller ends the connection and says so.
    return null;
  }
}

/** True when another signer answers on the socket: two would break the numbers. */
function isTaken(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socketPath);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}

async function start(settings: SignerSettings): Promise<Server> {
  process.umask(0o077);
  mkdirSync(settings.dir, { recursive: true, mode: 0o700 });
  chmodSync(settings.dir, 0o700);
  if (await isTaken(settings.socketPath)) throw new Error('another signer holds the socket');
  rmSync(settings.socketPath, { force: true });
  const now = (): number => Date.now();
  const audit = openAuditBook(settings.dir, now);
  const warners = openWarnerBook(settings.dir, audit);
  const office = openOffice({
    settings,
    keys: openKeyRing(settings.dir),
    numbers: openNumberBook(settings.dir),
    exempted: openExemptedDays(settings.dir),
    leases: openLeaseBook(settings.dir, now),
    audit,
    prepared: openPreparedBook(settings.dir),
    approvals: openApprovalBook(settings.dir),
    factors: openFactorBook(settings.dir, { warners, now }),
    widenings: openWideningBook(settings.dir, now),
    now,
  });
  const server = createServer((socket) => serve(socket, office));
  server.maxConnections = CONNECTIONS_MAX;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.socketPath, resolve);
  });
  chmodSync(settings.socketPath, settings.forGroup ? 0o660 : 0o600);
  return server;
}

function endWith(settings: SignerSettings): void {
  const end = (why: string): void => {
    say('signer.stopped', { why });
    rmSync(settings.socketPath, { force: true });
    process.exit(0);
  };
  process.once('SIGTERM', () => end('SIGTERM'));
  // ^C reaches the whole group; a child leaves when its server does, so that the last acts are signed.
  process.on('SIGINT', () => settings.tied || end('SIGINT'));
  if (!settings.tied) return;
  process.stdin.resume();
  process.stdin.once('close', () => end('parent gone'));
}

try {
  const settings = SignerSettings.parse(JSON.parse(process.argv[2] ?? 'null'));
  await start(settings);
  endWith(settings);
  say('signer.ready', { socket: settings.socketPath });
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(1);
}
