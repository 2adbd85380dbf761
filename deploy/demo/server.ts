/**
 * Demo server — máy chủ của bản trình diễn.
 *
 * Installs the first administrator by the command line, then starts the server as its own program
 * and waits until it says where it listens.
 */

import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Account } from './accounts.js';
import { type Running, runOnce, SERVER_BIN, start } from './processes.js';

export type DemoServer = {
  readonly url: string;
  readonly brokerUrl: string;
  readonly process: Running;
};

export async function startServer(dir: string, admin: Account): Promise<DemoServer> {
  const httpPort = await freePort(8080);
  const brokerPort = await freePort(1883);
  const env = {
    LOASO_DATA_DIR: join(dir, 'server'),
    LOASO_HTTP_PORT: String(httpPort),
    LOASO_BROKER_PORT: String(brokerPort),
    LOASO_LOGINS_PER_MINUTE: '200',
    LOASO_POLICY_FILE: writePolicy(dir),
    LOASO_DEMO: 'true',
  };
  const args = [
    'install',
    '--username',
    admin.username,
    '--full-name',
    admin.fullName,
    '--password-stdin',
  ];
  await runOnce(SERVER_BIN, args, { env, input: `${admin.password}\n` });
  const process = await listening(start, dir, env);
  return {
    url: `http://127.0.0.1:${httpPort}`,
    brokerUrl: `mqtt://127.0.0.1:${brokerPort}`,
    process,
  };
}

/** The demo may start at any hour, so its world permits sound all day; the house default does not. */
function writePolicy(dir: string): string {
  const file = join(dir, 'policy.json');
  const allDay = {
    days: [1, 2, 3, 4, 5, 6, 7],
    fromMinute: 0,
    toMinute: 1440,
    volumeMaxPercent: 100,
  };
  const limits = { windows: [allDay], minutesPerDayMax: 1440, emergencyVolumeMaxPercent: 100 };
  writeFileSync(file, JSON.stringify({ default: limits, overrides: [] }));
  return file;
}

function listening(
  begin: typeof start,
  dir: string,
  env: Record<string, string>,
): Promise<Running> {
  return new Promise((resolve, reject) => {
    const running = begin('server', [SERVER_BIN, 'serve'], {
      env,
      logFile: join(dir, 'server.log'),
      onLine: (line) => {
        if (line.includes('"event":"listening"')) resolve(running);
      },
    });
    running.child.once('exit', (code) =>
      reject(new Error(`server ended with ${code}; see ${dir}/server.log`)),
    );
    setTimeout(() => reject(new Error('server not up within 30 s')), 30_000).unref();
  });
}

/** `wanted` if nobody listens there, else any free port. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () =>
      wanted === 0 ? reject(new Error('no free port')) : resolve(freePort(0)),
    );
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : wanted;
      probe.close(() => resolve(port));
    });
  });
}
