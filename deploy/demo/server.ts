/**
 * Demo server — máy chủ của bản trình diễn.
 *
 * Installs the first administrator by the command line, then starts the server as its own program
 * and waits until it says where it listens.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Account } from './accounts.js';
import { type Running, runOnce, SERVER_BIN, start } from './processes.js';

export type InstalledServer = {
  readonly dir: string;
  readonly url: string;
  readonly brokerUrl: string;
  readonly env: Readonly<Record<string, string>>;
};

export type DemoServer = InstalledServer & { readonly process: Running };

/** What a world may ask for: `wanted` ports are taken when they are free, else any others. */
export type ServerWishes = {
  readonly httpPort: number;
  readonly brokerPort: number;
  readonly hours: Hours;
  /** Whether there is a commune to learn in. */
  readonly training?: boolean;
};

/** Sound all day; the hours that the house permits by default; or hours that are not now. */
export type Hours = 'all-day' | 'house' | 'not-now';

const DEMO_WISHES: ServerWishes = {
  httpPort: 8080,
  brokerPort: 1883,
  hours: 'all-day',
  training: true,
};

export async function startServer(dir: string, admin: Account): Promise<DemoServer> {
  const installed = await installServer(dir, admin, DEMO_WISHES);
  return { ...installed, process: await serve(installed) };
}

/** Makes the data folder with its first administrator; nothing runs afterwards. */
export async function installServer(
  dir: string,
  admin: Account,
  wishes: ServerWishes,
): Promise<InstalledServer> {
  const httpPort = await freePort(wishes.httpPort);
  const brokerPort = await freePort(wishes.brokerPort);
  const env = {
    LOASO_DATA_DIR: join(dir, 'server'),
    LOASO_HTTP_PORT: String(httpPort),
    LOASO_BROKER_PORT: String(brokerPort),
    LOASO_LOGINS_PER_MINUTE: '200',
    LOASO_POLICY_FILE: wishes.hours === 'house' ? '' : writePolicy(dir, wishes.hours),
    LOASO_DEMO: 'true',
    LOASO_TRAINING_COMMUNE: String(wishes.training ?? false),
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
  return {
    dir,
    url: `http://127.0.0.1:${httpPort}`,
    brokerUrl: `mqtt://127.0.0.1:${brokerPort}`,
    env,
  };
}

/** The demo may start at any hour, so its world permits sound all day; the house default does not. */
export function writePolicy(dir: string, hours: Exclude<Hours, 'house'>): string {
  const file = join(dir, 'policy.json');
  const [fromMinute, toMinute] = hours === 'all-day' ? [0, 1440] : hoursApart(Date.now());
  const window = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute, toMinute, volumeMaxPercent: 100 };
  const limits = { windows: [window], minutesPerDayMax: 1440, emergencyVolumeMaxPercent: 100 };
  writeFileSync(file, JSON.stringify({ default: limits, overrides: [] }));
  return file;
}

/** Hours of the day in Việt Nam, within those of the house, at least three hours from `nowMs`. */
function hoursApart(nowMs: number): [from: number, to: number] {
  const now = Math.floor(nowMs / 60_000 + 7 * 60) % 1440;
  return now < 720 ? [Math.max(285, now + 180), now + 480] : [now - 480, now - 180];
}

/** Starts an installed server; resolves when it listens, ends it when it does not within `limitMs`. */
export function serve({ dir, env }: InstalledServer, limitMs = 90_000): Promise<Running> {
  return new Promise((resolve, reject) => {
    const logFile = join(dir, 'server.log');
    const running = start('server', [SERVER_BIN, 'serve'], {
      env,
      logFile,
      onLine: (line) => {
        if (!line.includes('"event":"listening"')) return;
        running.child.off('close', failed);
        clearTimeout(late);
        resolve(running);
      },
    });
    const failed = (code: number | null): void => {
      const said = readFileSync(logFile, 'utf8').slice(-1000);
      reject(new Error(`server ended with ${code}; end of ${logFile}:\n${said}`));
    };
    running.child.once('close', failed);
    const late = setTimeout(() => {
      void running.kill();
      reject(new Error(`server not up within ${limitMs / 1_000} s`));
    }, limitMs);
    late.unref();
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
