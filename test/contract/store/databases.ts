/**
 * Databases for the contract — các cơ sở dữ liệu chạy chung một bộ kiểm thử.
 *
 * SQLite always; PostgreSQL wherever its server program is installed: started here on a temporary
 * folder and a socket of its own, never on the machine's. Each test gets an empty, migrated database.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { after } from 'mocha';
import {
  type OpenDatabase,
  openDatabase,
  type SqlStoreOptions,
} from '#server/adapters/sql/dialects';
import { createSqlStore } from '#server/adapters/sql/store';

export type EmptyDatabase = {
  readonly options: SqlStoreOptions;
  /** Runs a script of statements as it stands. */
  script(text: string): void;
};

export type DatabaseKind = {
  readonly name: 'sqlite' | 'postgres';
  /** A new database with nothing in it. */
  create(): Promise<EmptyDatabase>;
};

// The system's own temporary folder: the server's user must be able to enter it.
const folder = mkdtempSync('/tmp/loaso-contract-');
let count = 0;
const nextName = (): string => {
  count += 1;
  return `store_${count}`;
};

const sqlite: DatabaseKind = {
  name: 'sqlite',
  create: () => {
    const path = join(folder, nextName(), 'loaso.sqlite');
    return Promise.resolve({
      options: { dialect: 'sqlite' as const, path },
      script: (text: string) => {
        const file = new DatabaseSync(path);
        file.exec(text);
        file.close();
      },
    });
  },
};

/** The newest installed PostgreSQL, or null. */
function postgresPrograms(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(root, version, 'bin'));
  return found.find((bin) => existsSync(join(bin, 'postgres'))) ?? null;
}

/** PostgreSQL refuses to run as root: then it runs as its own user. */
function serverUser(): { prefix: string[]; own: (path: string) => void } {
  if (userInfo().uid !== 0) return { prefix: [], own: () => undefined };
  const line = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  const [uid, gid] = [Number(line?.[1]), Number(line?.[2])];
  return {
    prefix: ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'],
    own: (path) => chownSync(path, uid, gid),
  };
}

type Server = { readonly socket: string; readonly process: ChildProcess };
let server: Promise<Server> | null = null;

async function startServer(bin: string): Promise<Server> {
  const { prefix, own } = serverUser();
  const run = (program: string, args: string[]): [string, string[]] => {
    const [first, ...rest] = [...prefix, join(bin, program), ...args];
    return [first ?? '', rest];
  };
  const home = mkdtempSync('/tmp/loaso-postgres-');
  own(home);
  const data = join(home, 'data');
  const [initdb, initdbArgs] = run('initdb', [
    '-D',
    data,
    '-U',
    'loaso',
    '-A',
    'trust',
    '-N',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ]);
  execFileSync(initdb, initdbArgs, { cwd: home, stdio: 'ignore' });
  const quick = ['fsync=off', 'listen_addresses=', `unix_socket_directories=${home}`];
  const [postgres, args] = run('postgres', ['-D', data, ...quick.flatMap((one) => ['-c', one])]);
  const child = spawn(postgres, args, { cwd: home, stdio: 'ignore' });
  for (let tries = 0; !isReady(bin, home); tries += 1) {
    if (tries > 200 || child.exitCode !== null) throw new Error('PostgreSQL does not start');
    await pause(50);
  }
  return { socket: home, process: child };
}

function isReady(bin: string, socket: string): boolean {
  try {
    execFileSync(join(bin, 'pg_isready'), ['-h', socket, '-U', 'loaso'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const postgres = (bin: string): DatabaseKind => ({
  name: 'postgres',
  create: async () => {
    server ??= startServer(bin);
    const { socket } = await server;
    const name = nextName();
    const psql = (database: string, text: string): void => {
      const args = ['-q', '-h', socket, '-U', 'loaso', '-d', database, '-v', 'ON_ERROR_STOP=1'];
      execFileSync(join(bin, 'psql'), args, { input: text, stdio: ['pipe', 'ignore', 'pipe'] });
    };
    psql('postgres', `create database ${name}`);
    const url = `postgresql://loaso@localhost/${name}?host=${encodeURIComponent(socket)}`;
    return { options: { dialect: 'postgres' as const, url }, script: (text) => psql(name, text) };
  },
});

/** Some ten thousand small files are removed here, on a busy disk not within a test's time. */
const CLEAN_UP_MS = 120_000;

after(async function () {
  this.timeout(CLEAN_UP_MS);
  if (server !== null) {
    const { process: child, socket } = await server;
    const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
    // SIGQUIT: at once; nothing of it is worth a checkpoint.
    child.kill('SIGQUIT');
    await gone;
    rmSync(socket, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
});

const programs = postgresPrograms();

export const DATABASES: readonly DatabaseKind[] =
  programs === null ? [sqlite] : [sqlite, postgres(programs)];

/** A started store on a new database. */
export async function openStore(kind: DatabaseKind) {
  const database = await kind.create();
  const store = createSqlStore(database.options);
  await store.start();
  return { ...database, store };
}

/** Looks at the rows behind the store's back, as an intruder or an auditor would. */
export async function behind<T>(
  options: SqlStoreOptions,
  look: (db: OpenDatabase['db']) => Promise<T>,
): Promise<T> {
  const { db } = openDatabase(options);
  try {
    return await look(db);
  } finally {
    await db.destroy();
  }
}
