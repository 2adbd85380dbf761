/**
 * Two servers — hai máy chủ cùng một tiến trình ký.
 *
 * A second server starts on a copy of the database while the first still runs: the newest publishes,
 * the other stops and says so.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Health } from '@loaso/shared/wire/http/signing';
import { expect } from 'chai';
import { makeAccounts } from '../../deploy/demo/accounts.js';
import { call, login, until } from '../../deploy/demo/client.js';
import { ROOT, type Running } from '../../deploy/demo/processes.js';
import { type InstalledServer, installServer, serve } from '../../deploy/demo/server.js';
import { builtPrograms } from '../support/e2e/built.js';

const SIGNER = join(ROOT, 'server', 'dist', 'signer', 'main.js');

const COPIES_MAX = 5;

/** The server that runs there puts files under their names meanwhile: then the copy is begun anew. */
function copyLive(from: string, to: string): void {
  for (let left = COPIES_MAX - 1; ; left -= 1) {
    rmSync(to, { recursive: true, force: true });
    try {
      cpSync(from, to, { recursive: true });
      return;
    } catch (cause) {
      if (left === 0 || !String(cause).includes('ENOENT')) throw cause;
    }
  }
}

describe('e2e: two servers at one signer', function () {
  this.timeout(300_000);
  const running: Running[] = [];
  const accounts = makeAccounts();
  let dir: string;
  let signer: ChildProcess;
  let first: InstalledServer;
  let second: InstalledServer;

  before(async () => {
    await builtPrograms();
    dir = mkdtempSync(join(tmpdir(), 'loaso-two-'));
    const socketPath = join(dir, 's.sock');
    const settings = JSON.stringify({ dir: join(dir, 'keys'), socketPath });
    signer = spawn(process.execPath, [SIGNER, settings], { stdio: 'ignore' });
    await until('the signer', { everyMs: 50, limitMs: 90_000 }, () =>
      Promise.resolve(existsSync(socketPath) ? true : null),
    );
    const install = async (name: string): Promise<InstalledServer> => {
      mkdirSync(join(dir, name));
      const wishes = { httpPort: 0, brokerPort: 0, hours: 'all-day' as const };
      const installed = await installServer(join(dir, name), accounts.admin, wishes);
      return { ...installed, env: { ...installed.env, LOASO_SIGNER_SOCKET: socketPath } };
    };
    first = await install('first');
    second = await install('second');
    running.push(await serve(first));
  });
  after(async () => {
    await Promise.all(running.map((one) => one.stop()));
    signer.kill();
    rmSync(dir, { recursive: true, force: true });
  });

  const dataOf = ({ env }: InstalledServer): string => env['LOASO_DATA_DIR'] ?? '';
  const health = async ({ url }: InstalledServer): Promise<Health> => {
    const { username, password } = accounts.admin;
    return call<Health>(await login(url, username, password), 'GET', '/api/health');
  };

  it('lets the newest write, and the other one say that it was replaced', async () => {
    expect(await health(first)).to.include({ signing: 'ready', epoch: 1 });
    // The database as it lies there: a copy, or a machine that was restored and came back.
    copyLive(dataOf(first), dataOf(second));
    running.push(await serve(second));
    expect(await health(second)).to.include({ signing: 'ready', epoch: 2 });
    await until('the first to notice', { everyMs: 250, limitMs: 90_000 }, async () =>
      (await health(first)).signing === 'fenced' ? true : null,
    );
    expect(readFileSync(join(first.dir, 'server.log'), 'utf8')).to.contain('signer.fenced');
    expect(await health(second)).to.include({ signing: 'ready', epoch: 2 });
  });
});
