/**
 * A signer apart — tiến trình ký chạy riêng.
 *
 * The signer under a supervisor of its own, as the units of the server's machine start it: what may be
 * opened by whom, that the server works with it and holds no key, and that it comes back by itself.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Box } from '../../deploy/demo/boxes.js';
import { until } from '../../deploy/demo/client.js';
import { setUpCodes } from '../../deploy/demo/codes.js';
import { type Running, runOnce, SERVER_BIN, start } from '../../deploy/demo/processes.js';
import {
  aired,
  airOnce,
  allReady,
  approvedBulletin,
  SHORT_NOTICE,
  secondAhead,
} from '../support/e2e/air.js';
import { openWorld, type World } from '../support/e2e/world.js';

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('e2e: a signer apart', function () {
  this.timeout(300_000);
  let dir: string;
  let world: World;
  let signer: Running;
  let env: Record<string, string>;

  const socket = (): string => join(dir, 'run', 's.sock');
  const keys = (): string => join(dir, 'keys');
  const startSigner = async (): Promise<void> => {
    signer = start('signer', [SERVER_BIN, 'signer'], { env, logFile: join(dir, 'signer.log') });
    await until('the signer listens', { everyMs: 50, limitMs: 90_000 }, () =>
      Promise.resolve(existsSync(socket()) ? true : null),
    );
  };

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'loaso-apart-'));
    mkdirSync(join(dir, 'run'), { mode: 0o750 });
    world = await openWorld({
      boxes: 1,
      env: { LOASO_SIGNER_SOCKET: socket() },
      before: async ({ LOASO_POLICY_FILE = '' }) => {
        env = { LOASO_SIGNER_DIR: keys(), LOASO_SIGNER_SOCKET: socket(), LOASO_POLICY_FILE };
        await startSigner();
      },
    });
  });
  after(async () => {
    await world?.close();
    await signer?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('opens its socket to its group, and its folder to nobody but itself', () => {
    expect(modeOf(socket())).to.equal('660');
    expect(modeOf(keys())).to.equal('700');
    const files = readdirSync(keys());
    expect(files).to.include.members(['audit.log', 'plan.key', 'urgent.key', 'factors.log']);
    for (const name of files) expect(modeOf(join(keys(), name)), name).to.equal('600');
    // The server has no folder for keys of its own, and no child that holds them.
    expect(existsSync(join(world.server.dataDir, 'signer'))).to.equal(false);
  });

  it('signs what airs, is told of people at its own machine, and comes back after a death', async () => {
    const [box] = world.boxes as [Box];
    world.startBox(box);
    await setUpCodes(env, world.accounts.official, world.people.official);
    const bulletin = await approvedBulletin(world, SHORT_NOTICE);
    await signer.kill();
    rmSync(socket(), { force: true });
    await startSigner();
    const line = await airOnce(world, bulletin, secondAhead(8_000));
    await allReady(world);
    const [airing] = await aired(world, line, { count: 1, limitMs: 90_000 });
    expect(airing).to.deep.include({ state: 'played', reason: null });
    const listed = await runOnce(SERVER_BIN, ['warners', 'list'], { env });
    expect(listed).to.contain(`${world.accounts.official.username} `);
  });

  it('ends with its supervisor, and does not start without a place for its socket', async () => {
    await signer.stop();
    expect(existsSync(socket())).to.equal(false);
    const alone = runOnce(SERVER_BIN, ['signer'], { env: { LOASO_SIGNER_DIR: keys() } });
    const refused = await alone.then(
      () => 'ran',
      (cause: { stderr?: string }) => cause.stderr ?? String(cause),
    );
    expect(refused).to.match(/signerSocket is empty/);
  });
});
