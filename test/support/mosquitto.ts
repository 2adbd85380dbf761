/**
 * Mosquitto as a process — máy môi giới mosquitto là một tiến trình riêng.
 *
 * Started from the configuration that we ship, with a folder and a port of its own, so that it can be
 * killed and started like a machine that loses its power. Knows nobody's login: who uses it writes
 * the password file before the first start.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type Mosquitto = {
  readonly url: string;
  readonly port: number;
  /** Must exist before the first start. */
  readonly passwordFile: string;
  readonly pidFile: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
};

/** Debian puts it into /usr/sbin. */
const PROGRAM = 'mosquitto';
const CONFIG = new URL('../../deploy/mosquitto/loaso.conf', import.meta.url);
const ACL = new URL('../../deploy/mosquitto/loaso.acl', import.meta.url);

/** Writes its configuration into `dir`; nothing runs afterwards. */
export async function installMosquitto(dir: string): Promise<Mosquitto> {
  const port = await freePort();
  writeFileSync(join(dir, 'mosquitto.conf'), configFor(dir, port));
  let child: ChildProcess | null = null;
  const endBy = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    child = null;
    if (ending !== null) await end(ending, signal);
    // Nobody may signal whoever gets this number next.
    rmSync(join(dir, 'pid'), { force: true });
  };
  return {
    url: `mqtt://127.0.0.1:${port}`,
    port,
    passwordFile: join(dir, 'passwords'),
    pidFile: join(dir, 'pid'),
    start: async () => {
      child = await launch(dir, port);
    },
    stop: () => endBy('SIGTERM'),
    kill: () => endBy('SIGKILL'),
  };
}

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
