/**
 * External broker — máy môi giới MQTT đứng riêng (mosquitto).
 *
 * Keeps mosquitto's password file in step with the enrolled boxes and makes it read the file again,
 * by SIGHUP or by a command. Rights per topic lie in `deploy/mosquitto/loaso.acl`, which names no
 * box. The file is the only place that knows the secrets' hashes: it belongs into the backup.
 */
import { execFile } from 'node:child_process';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { BrokerLogins } from '../../ports/fleet.js';
import type { Log } from '../../ports/system.js';
import { passwordLine, readPasswordFile, writePasswordFile } from './password-file.js';
import { SERVER_LOGIN } from './rights.js';

export type ExternalBrokerOptions = {
  readonly passwordFile: string;
  /** Secret of the server's login, written into the file at start. */
  readonly serverSecret: string;
  /** How mosquitto is told to read the file again. */
  readonly reload:
    | { readonly pidFile: string }
    | { readonly command: readonly [string, ...string[]] };
  /** Mode of the file; 0640 where mosquitto runs as another user of the same group. */
  readonly mode?: number | undefined;
  readonly log: Log;
};

export type ExternalBroker = BrokerLogins & {
  /** Writes the server's login and reloads; fails only when the file cannot be written. */
  start(): Promise<void>;
};

const RELOAD_MS = 10_000;
/** Logins that change within this time are written together. */
const GATHER_MS = 20;
const run = promisify(execFile);

type Change = (lines: Map<string, string>) => void;

export function createExternalBroker(options: ExternalBrokerOptions): ExternalBroker {
  let waiting: Change[] = [];
  let turn: Promise<void> = Promise.resolve();
  /** One writer at a time; changes that arrive meanwhile share the next turn. */
  const change = (one: Change): Promise<void> => {
    waiting.push(one);
    if (waiting.length > 1) return turn;
    turn = turn.catch(() => undefined).then(() => applyAll());
    return turn;
  };
  const applyAll = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    const changes = waiting;
    waiting = [];
    const lines = readPasswordFile(await textOf(options.passwordFile));
    for (const one of changes) one(lines);
    await writeSafely(options.passwordFile, writePasswordFile(lines), options.mode ?? 0o640);
    await reload(options);
  };
  return {
    start: () =>
      change((lines) => lines.set(SERVER_LOGIN, passwordLine(SERVER_LOGIN, options.serverSecret))),
    admit: (device, secret) => change((lines) => lines.set(device, passwordLine(device, secret))),
    disconnect: (device) => change((lines) => lines.delete(device)),
  };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return '';
    throw cause;
  }
}

async function writeSafely(path: string, text: string, mode: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temp = `${path}.new`;
  await rm(temp, { force: true });
  const file = await open(temp, 'w', mode);
  try {
    await file.chmod(mode);
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temp, path);
}

/** A broker that cannot be told now reads the file when it starts; the box is told to try again. */
async function reload({ reload: how, log }: ExternalBrokerOptions): Promise<void> {
  try {
    if ('command' in how) {
      const [file, ...args] = how.command;
      await run(file, args, { timeout: RELOAD_MS });
      return;
    }
    const pid = Number((await readFile(how.pidFile, 'utf8')).trim());
    if (!Number.isSafeInteger(pid) || pid <= 1) throw new Error(`${how.pidFile} holds no pid`);
    process.kill(pid, 'SIGHUP');
  } catch (cause) {
    log.error('broker.not-reloaded', { detail: cause instanceof Error ? cause.message : '' });
  }
}
