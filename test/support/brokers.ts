/**
 * Real brokers for tests — máy môi giới thật.
 *
 * The embedded broker, and a mosquitto started from the configuration that we ship, behind one
 * shape: logins, an address for boxes, a link for the server.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceId } from '@loaso/shared/ids';
import { type BrokerLimits, createEmbeddedBroker } from '#server/adapters/broker/embedded';
import { createExternalBroker } from '#server/adapters/broker/external';
import { type BrokerAddress, createLink, type Link } from '#server/adapters/mqtt/link';
import type { BrokerLogins } from '#server/ports/fleet';
import { installMosquitto } from './mosquitto.js';
import { QUIET } from './signer.js';

export type TestBroker = {
  readonly url: string;
  readonly port: number;
  readonly server: BrokerAddress;
  readonly logins: BrokerLogins;
  /** Device → 'connected' or 'disconnected', in order, where the broker can tell. */
  readonly presence: string[];
  /** A link that is not started yet. */
  link(): Link;
  /** Kills the broker and starts it again, where it has a life of its own. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

type Kinds = 'embedded' | 'mosquitto';
export const BROKERS: readonly Kinds[] = ['embedded', 'mosquitto'];

/**
 * @param secrets login secret of each box
 * @param limits  of the embedded broker, where a measurement comes from one address alone
 */
export const startBroker = (
  kind: Kinds,
  secrets: ReadonlyMap<DeviceId, string>,
  limits: Partial<BrokerLimits> = {},
): Promise<TestBroker> =>
  kind === 'embedded' ? startEmbedded(secrets, limits) : startMosquitto(secrets);

async function startEmbedded(
  given: ReadonlyMap<DeviceId, string>,
  limits: Partial<BrokerLimits>,
): Promise<TestBroker> {
  const dir = mkdtempSync(join(tmpdir(), 'loaso-broker-'));
  const secrets = new Map(given);
  const presence: string[] = [];
  const broker = createEmbeddedBroker({
    host: '127.0.0.1',
    port: 0,
    dataDir: join(dir, 'broker'),
    boxLogin: (device, secret) => Promise.resolve(secrets.get(device) === secret),
    presence: {
      connected: (device) => Promise.resolve(void presence.push(`${device} connected`)),
      disconnected: (device) => Promise.resolve(void presence.push(`${device} disconnected`)),
    },
    log: QUIET,
    limits: { messagesBurst: 100, messagesPerSecond: 30, ...limits },
  });
  await broker.start();
  const port = broker.port();
  const logins: BrokerLogins = {
    admit: (device, secret) => {
      secrets.set(device, secret);
      return Promise.resolve();
    },
    disconnect: (device) => {
      secrets.delete(device);
      return broker.disconnect(device);
    },
  };
  const server = broker.inside;
  return {
    url: `mqtt://127.0.0.1:${port}`,
    port,
    server,
    logins,
    presence,
    link: () => createLink({ broker: server, logins, log: QUIET }),
    restart: () => Promise.reject(new Error('the embedded broker lives with its server')),
    async stop() {
      await broker.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function startMosquitto(secrets: ReadonlyMap<DeviceId, string>): Promise<TestBroker> {
  const dir = mkdtempSync(join(tmpdir(), 'loaso-mosquitto-'));
  const broker = await installMosquitto(dir);
  const external = createExternalBroker({
    passwordFile: broker.passwordFile,
    serverSecret: 'secret-of-the-server',
    reload: { pidFile: broker.pidFile },
    log: QUIET,
  });
  await external.start();
  await Promise.all([...secrets].map(([device, secret]) => external.admit(device, secret)));
  await broker.start();
  const server = { username: '@server', password: 'secret-of-the-server', url: broker.url };
  return {
    url: broker.url,
    port: broker.port,
    server,
    logins: external,
    presence: [],
    link: () => createLink({ broker: server, logins: external, log: QUIET }),
    async restart() {
      await broker.kill();
      await broker.start();
    },
    async stop() {
      await broker.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
