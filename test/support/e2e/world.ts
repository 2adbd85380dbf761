/**
 * World of an end-to-end test — thế giới của kiểm thử trọn vẹn.
 *
 * The real server with its store, broker and signer, real agents with file output, people with their
 * accounts: each a program of its own on loopback, in a folder of the system's temporary folder.
 * Everything is done over HTTP, as in the demo, and everything ends with `close`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Accounts,
  bringIn,
  makeAccounts,
  type People,
} from '../../../deploy/demo/accounts.js';
import { type Box, boxesIn, enrolBox, runBox } from '../../../deploy/demo/boxes.js';
import type { Running } from '../../../deploy/demo/processes.js';
import { type Hours, installServer, serve } from '../../../deploy/demo/server.js';
import { builtPrograms } from './built.js';

export type ServerHandle = {
  readonly url: string;
  readonly brokerUrl: string;
  /** Its settings, for command lines on the same machine. */
  readonly env: Readonly<Record<string, string>>;
  /** Folder with database, audio, signer keys. */
  readonly dataDir: string;
  /** Same folder, same ports. */
  start(): Promise<void>;
  /** Asks it to end and waits. */
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  running(): boolean;
  /** Process id while it runs. */
  pid(): number | null;
};

export type World = {
  readonly dir: string;
  readonly server: ServerHandle;
  readonly accounts: Accounts;
  readonly people: People;
  /** Enrolled; the first two in one commune, the third in another. */
  readonly boxes: readonly Box[];
  startBox(box: Box): void;
  stopBox(box: Box): Promise<void>;
  killBox(box: Box): Promise<void>;
  close(): Promise<void>;
};

export type Wishes = {
  /** Boxes that are enrolled, 0 to 3. */
  readonly boxes: number;
  /** Sound permitted all day (as in the demo), in the hours of the house, or at any hour but now. */
  readonly hours?: Hours;
  /** Settings beside those of the demo. */
  readonly env?: Readonly<Record<string, string>>;
  /** Longest start of the server; that of a demo where absent. */
  readonly startMsMax?: number;
  /** Done before the server is started the first time; with its whole environment. */
  readonly before?: (env: Readonly<Record<string, string>>, dir: string) => Promise<void>;
};

export async function openWorld(wishes: Wishes): Promise<World> {
  await builtPrograms();
  const dir = mkdtempSync(join(tmpdir(), 'loaso-e2e-'));
  const accounts = makeAccounts();
  const server = await makeServer(dir, accounts, wishes);
  const running = new Map<string, Running>();
  const close = async (): Promise<void> => {
    await Promise.all([...running.values()].map((one) => one.stop()));
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await server.start();
    const people = await bringIn(server.url, accounts);
    const enrolled = boxesIn(dir).slice(0, wishes.boxes);
    await Promise.all(enrolled.map((one) => enrolBox(people.technician, one)));
    return {
      dir,
      server,
      accounts,
      people,
      boxes: enrolled,
      startBox: (box) => void running.set(box.id, runBox(box, dir)),
      stopBox: async (box) => running.get(box.id)?.stop(),
      killBox: async (box) => running.get(box.id)?.kill(),
      close,
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}

async function makeServer(dir: string, accounts: Accounts, wishes: Wishes): Promise<ServerHandle> {
  mkdirSync(dir, { recursive: true });
  const { hours = 'all-day', env = {}, before } = wishes;
  const ports = { httpPort: 0, brokerPort: 0, hours };
  const made = await installServer(dir, accounts.admin, ports);
  const installed = { ...made, env: { ...made.env, ...env } };
  await before?.(installed.env, dir);
  let process: Running | null = null;
  const end = async (how: 'stop' | 'kill'): Promise<void> => {
    const ending = process;
    process = null;
    await ending?.[how]();
  };
  return {
    url: installed.url,
    brokerUrl: installed.brokerUrl,
    env: installed.env,
    dataDir: installed.env['LOASO_DATA_DIR'] ?? '',
    start: async () => {
      process = await serve(installed, wishes.startMsMax);
    },
    stop: () => end('stop'),
    kill: () => end('kill'),
    running: () => process !== null && process.child.exitCode === null,
    pid: () => process?.child.pid ?? null,
  };
}
