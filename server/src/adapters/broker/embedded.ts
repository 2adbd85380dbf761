/**
 * Embedded broker — máy môi giới MQTT nằm trong máy chủ.
 *
 * MQTT 3.1.1 for a commune up to a province, in the same process and with nothing to install. A box
 * logs in by its id and secret, holds no session of its own here (it asks for its plan at each
 * connect) and sees its own topics only. The server comes in by a stream inside the process.
 */
import { randomBytes } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { performance } from 'node:perf_hooks';
import { type Duplex, duplexPair } from 'node:stream';
import type { DeviceId } from '@loaso/shared/ids';
import { Aedes, type Client } from 'aedes';
import AsyncLevelPersistence from 'aedes-persistence-level/asyncPersistence.js';
import { ClassicLevel } from 'classic-level';
import type { BoxLogin, BrokerLogins } from '../../ports/fleet.js';
import type { Log } from '../../ports/system.js';
import { createGatekeeper } from './gatekeeper.js';
import { type Guarded, hooksFor } from './hooks.js';
import { createListener } from './listener.js';
import { createRefusalCounter, type RefusalCounter } from './refusal-counter.js';
import { deviceOf, SERVER_LOGIN } from './rights.js';
import { createThrottle } from './throttle.js';

export type EmbeddedBrokerOptions = {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** PEM texts; boxes then reach it by mqtts. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Folder of the broker's own store, made when absent. */
  readonly dataDir: string;
  readonly boxLogin: BoxLogin;
  readonly presence: {
    connected(device: DeviceId): Promise<void>;
    disconnected(device: DeviceId): Promise<void>;
  };
  readonly log: Log;
  readonly limits?: Partial<BrokerLimits> | undefined;
};

export type BrokerLimits = {
  readonly connections: number;
  /** New connections a second, from all and from one address. */
  readonly connectsPerSecond: number;
  readonly connectsPerSecondAndAddress: number;
  /** Messages of one box: at once, and a second after that. */
  readonly messagesBurst: number;
  readonly messagesPerSecond: number;
  /** Longest keep-alive a box may ask for, seconds. */
  readonly keepaliveS: number;
};

const LIMITS: BrokerLimits = {
  connections: 20_000,
  connectsPerSecond: 500,
  connectsPerSecondAndAddress: 100,
  messagesBurst: 300,
  messagesPerSecond: 20,
  keepaliveS: 300,
};

/** How the server's own link comes in. */
export type InsideLogin = {
  readonly username: string;
  readonly password: string;
  openStream(): Duplex;
};

export type EmbeddedBroker = BrokerLogins & {
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly port: () => number;
  readonly inside: InsideLogin;
  readonly refusals: RefusalCounter['counts'];
  readonly connections: () => number;
};

const HELLO_MS = 10_000;

export function createEmbeddedBroker(options: EmbeddedBrokerOptions): EmbeddedBroker {
  const limits = { ...LIMITS, ...options.limits };
  const now = (): number => performance.now();
  const serverSecret = randomBytes(32).toString('base64url');
  const refusals = createRefusalCounter(options.log, now);
  const inside = new WeakSet<object>();
  const gate = createGatekeeper({
    boxLogin: options.boxLogin,
    serverSecret,
    messages: createThrottle(limits.messagesBurst, limits.messagesPerSecond, now),
  });
  let running: Running | null = null;
  const current = (): Running => {
    if (running === null) throw new Error('the broker is not started');
    return running;
  };

  return {
    async start() {
      running = await run(options, limits, { gate, refusals }, inside);
      options.log.info('broker.started', { host: options.host, port: running.port });
    },
    async stop() {
      await running?.stop();
      running = null;
    },
    port: () => current().port,
    connections: () => running?.broker.connectedClients ?? 0,
    refusals: refusals.counts,
    inside: {
      username: SERVER_LOGIN,
      password: serverSecret,
      openStream() {
        const [ours, theirs] = duplexPair();
        inside.add(theirs);
        current().broker.handle(theirs);
        return ours;
      },
    },
    admit: () => Promise.resolve(),
    disconnect: (device) => running?.disconnect(device) ?? Promise.resolve(),
  };
}

type Running = {
  readonly broker: Aedes;
  readonly port: number;
  disconnect(device: DeviceId): Promise<void>;
  stop(): Promise<void>;
};

async function run(
  options: EmbeddedBrokerOptions,
  limits: BrokerLimits,
  guarded: Guarded,
  inside: WeakSet<object>,
): Promise<Running> {
  const db = new ClassicLevel<string, Buffer>(options.dataDir, { valueEncoding: 'buffer' });
  await db.open();
  // A will left by a crash would call a box gone that is back already.
  await db.clear({ gte: 'will:', lt: 'will;' });
  const broker = await Aedes.createBroker({
    persistence: new AsyncLevelPersistence(db),
    connectTimeout: HELLO_MS,
    keepaliveLimit: limits.keepaliveS,
    concurrency: 1000,
    ...hooksFor(guarded, inside),
  });
  (broker as EventEmitter).on('error', (cause: unknown) => {
    options.log.error('broker.fault', { detail: String(cause) });
  });
  const clients = followClients(broker, options);
  const server = createListener({ ...limits, tls: options.tls }, guarded.refusals, (stream) =>
    broker.handle(stream),
  );
  await new Promise<void>((resolve, reject) => {
    server.listener.once('error', reject);
    server.listener.listen(options.port, options.host, resolve);
  });
  const address = server.listener.address();
  return {
    broker,
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    disconnect: (device) =>
      new Promise((resolve) => {
        const client = clients.get(device);
        if (client === undefined) resolve();
        else client.close(resolve);
      }),
    async stop() {
      const closed = new Promise<void>((resolve) => server.listener.close(() => resolve()));
      await new Promise<void>((resolve) => broker.close(resolve));
      for (const socket of server.sockets) socket.destroy();
      await closed;
      await db.close();
    },
  };
}

/** Tells the flows who comes and goes; a box that logs in twice goes and comes. */
function followClients(broker: Aedes, options: EmbeddedBrokerOptions): Map<string, Client> {
  const clients = new Map<string, Client>();
  const tell = (what: 'connected' | 'disconnected', device: DeviceId): void => {
    options.presence[what](device).catch((cause: unknown) => {
      options.log.error('broker.presence-failed', { device, detail: String(cause) });
    });
  };
  broker.on('client', (client) => {
    const device = deviceOf(client.id);
    if (device !== null) clients.set(device, client);
  });
  broker.on('clientReady', (client) => {
    const device = deviceOf(client.id);
    if (device !== null && clients.get(device) === client) tell('connected', device);
  });
  broker.on('clientDisconnect', (client) => {
    const device = deviceOf(client.id);
    if (device === null || clients.get(device) !== client) return;
    clients.delete(device);
    tell('disconnected', device);
  });
  return clients;
}
