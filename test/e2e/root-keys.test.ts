/**
 * Offline root keys — khoá gốc ngoại tuyến, bằng dòng lệnh.
 *
 * The ceremony of an operator on the real programs: keys before the first start, two of three for every
 * change, and the same change carried from holder to holder as a file.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeAccounts } from '../../deploy/demo/accounts.js';
import { type Running, runOnce, SERVER_BIN } from '../../deploy/demo/processes.js';
import { type InstalledServer, installServer, serve } from '../../deploy/demo/server.js';
import { builtPrograms } from '../support/e2e/built.js';

describe('e2e: offline root keys', function () {
  this.timeout(300_000);
  let dir: string;
  let installed: InstalledServer;
  let server: Running;

  const keys = (...args: string[]): Promise<string> =>
    runOnce(SERVER_BIN, ['keys', ...args], { env: { ...installed.env } });
  const refused = (...args: string[]): Promise<string> =>
    keys(...args).then(
      () => 'done',
      (cause: { stderr?: string }) => cause.stderr ?? String(cause),
    );
  const stick = (n: number): string => join(dir, `root.${n}`);

  before(async () => {
    await builtPrograms();
    dir = mkdtempSync(join(tmpdir(), 'loaso-keys-'));
    const wishes = { httpPort: 0, brokerPort: 0, hours: 'all-day' as const };
    installed = await installServer(dir, makeAccounts().admin, wishes);
    await keys('init-root', '--out', join(dir, 'root'));
    server = await serve(installed);
  });
  after(async () => {
    await server?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('are made once, for their holders alone', async () => {
    const modes = [1, 2, 3].map((n) => (statSync(stick(n)).mode & 0o777).toString(8));
    expect(modes).to.deep.equal(['600', '600', '600']);
    expect(await refused('init-root', '--out', join(dir, 'other'))).to.match(/is there already/);
    const listed = await keys('list');
    expect(listed).to.contain('root 1, root keys needed: 2');
    expect(listed.match(/^ {2}root /gm)?.length).to.equal(3);
  });

  it('change nothing alone, and everything in pairs', async () => {
    expect(await refused('rotate', 'plan')).to.match(/refused: malformed/);
    expect(await refused('rotate', 'plan', '--root', stick(1))).to.match(/too-few-signatures/);
    expect(await keys('list')).to.contain('root 1,');
    const changed = await keys('rotate', 'plan', '--root', stick(1), '--root', stick(3));
    expect(changed).to.contain('root 2,');
    expect(changed.match(/^ {2}plan /gm)?.length).to.equal(2);
  });

  it('sign a draft that goes from one holder to the next, and no draft that was changed', async () => {
    const draft = join(dir, 'draft.json');
    await keys('rotate', 'command', '--draft', draft);
    expect(await keys('sign', draft, '--root', stick(2))).to.match(/root 3[\s\S]*command/);
    const once = readFileSync(draft, 'utf8');
    writeFileSync(draft, once.replace('\\"plan\\"', '\\"urgent\\"'));
    expect(await refused('store', draft)).to.match(/bad-signature/);
    writeFileSync(draft, once);
    expect(await refused('store', draft)).to.match(/too-few-signatures/);
    await keys('sign', draft, '--root', stick(1));
    expect(await keys('store', draft)).to.contain('root 3,');
    expect(await refused('store', draft)).to.match(/in force already/);
  });
});
