/**
 * Real brokers for tests — máy môi giới thật.
 *
 * The embedded broker, and a mosquitto started from the configuration that we ship, behind one
 * shape: logins, an address for boxes, a link for the server.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeviceId } from '@loaso/shared/ids';
import { type BrokerLimits, createEmbeddedBroker } from '#server/adapters/broker/embedded';
import { createExternalBroker } from '#server/adapters/broker/external';
import { type BrokerAddress, createLink, type Link } from '#server/adapters/mqtt/link';
import type { BrokerLogins } from '#server/ports/fleet';
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

/** Debian puts it into /usr/sbin. */
const PROGRAM = 'mosquitto';
const CONFIG = new URL('../../deploy/mosquitto/loaso.conf', import.meta.url);
const ACL = new URL('../../deploy/mosquitto/loaso.acl', import.meta.url);

/** The shipped configuration with this test's paths and one plain listener. */
function configFor(dir: string, port: number): string {
  const shipped = readFileSync(CONFIG, 'utf8')
    .replace(/^password_file .*$/m, `password_file ${join(dir, 'passwords')}`)
    .replace(/^acl_file .*$/m, `acl_file ${ACL.pathname}`)
    .replace(/^listener 1883 .*$/m, `listener ${port} 127.0.0.1`)
    .replace(/^listener 8883$[\s\S]*?^tls_version .*$/m, '');
  const asRoot = process.getuid?.() === 0 ? 'user root\n' : '';
  return `${shipped}\npersistence_location ${dir}/\npid_file ${join(dir, 'pid')}\nlog_dest stderr\n${asRoot}`;
}

async function startMosquitto(secrets: ReadonlyMap<DeviceId, string>): Promise<TestBroker> {
  const dir = mkdtempSync(join(tmpdir(), 'loaso-mosquitto-'));
  const port = await freePort();
  writeFileSync(join(dir, 'mosquitto.conf'), configFor(dir, port));
  const external = createExternalBroker({
    passwordFile: join(dir, 'passwords'),
    serverSecret: 'secret-of-the-server',
    reload: { pidFile: join(dir, 'pid') },
    log: QUIET,
  });
  await external.start();
  await Promise.all([...secrets].map(([device, secret]) => external.admit(device, secret)));
  let child = await launch(dir, port);
  const server = {
    username: '@server',
    password: 'secret-of-the-server',
    url: `mqtt://127.0.0.1:${port}`,
  };
  return {
    url: server.url,
    port,
    server,
    logins: external,
    presence: [],
    link: () => createLink({ broker: server, logins: external, log: QUIET }),
    async restart() {
      await end(child, 'SIGKILL');
      child = await launch(dir, port);
    },
    async stop() {
      await end(child, 'SIGTERM');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function launch(dir: string, port: number): Promise<ChildProcess> {
  const said: string[] = [];
  const child = spawn(PROGRAM, ['-c', join(dir, 'mosquitto.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` },
  });
  child.stderr?.on('data', (chunk) => said.push(String(chunk)));
  child.once('error', (cause) => said.push(cause.message));
  for (let tries = 0; tries < 100; tries += 1) {
    if (await answers(port)) return child;
    if (child.exitCode !== null) break;
    await sleep(50);
  }
  throw new Error(`mosquitto did not start: ${said.join('')}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(port, '127.0.0.1');
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
