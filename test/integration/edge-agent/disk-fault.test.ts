/** The real process on a disk that takes no more writes, and takes them again: nothing restarts it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { makeClip, makeItem, makePlan, makeWorld, until, type World } from './world.js';

const ROOT = resolve(import.meta.dirname, '../../..');

/** A file may not grow beyond this: writing fails as on a full or read-only disk. */
const limitFiles = ({ pid }: ChildProcess, bytes: string): void => {
  const { status, stderr } = spawnSync('prlimit', [
    '--pid',
    `${pid}`,
    `--fsize=${bytes}:unlimited`,
  ]);
  if (status !== 0) throw new Error(`prlimit: ${stderr}`);
};

describe('loaso-agent run on a failing disk', function () {
  this.timeout(60_000);
  let world: World;
  let child: ChildProcess;
  beforeEach(async () => {
    world = await makeWorld((folder) => [makeClip(folder, 40, 7)]);
    const loader = ['--import=tsx', '--conditions=source', join(ROOT, 'edge-agent/src/cli.ts')];
    const env = { ...process.env, LOASO_AGENT_NTP: 'no', LOASO_AGENT_RTC: 'no', NODE_OPTIONS: '' };
    child = spawn(
      process.execPath,
      [...loader, 'run', '--state', world.state, '--output', 'silent'],
      { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    child.stdout?.resume();
  });
  afterEach(async () => {
    child.kill('SIGKILL');
    await world.close();
  });

  const lastStatus = () => world.heard.findLast(({ name }) => name === 'status')?.body;
  const onAir = (): boolean => (lastStatus()?.['onAir'] ?? null) !== null;

  it('falls silent and says so, and goes on with the airing when it can write again', async () => {
    await until('its clock', 20_000, () => {
      const asked = world.heard.filter(({ name }) => name === 'ask').length;
      return asked >= 5;
    });
    const startAt = Date.now() + 1_500;
    world.offer(makePlan(1, Date.now(), world.clips, [makeItem(world.clips, { startAt })]));
    await until('sound', 15_000, onAir);
    limitFiles(child, '1');
    await until('silence', 15_000, () => lastStatus()?.['diskFault'] !== undefined && !onAir());
    expect(world.stored.size).to.equal(0);
    limitFiles(child, 'unlimited');
    await until('sound again', 20_000, () => lastStatus()?.['diskFault'] === undefined && onAir());
    await until('the piece', 10_000, () => world.stored.size === 1);
    expect(world.records()[0]).to.deep.include({ outcome: 'interrupted', reason: 'disk' });
    expect([child.exitCode, child.signalCode]).to.deep.equal([null, null]);
    child.kill('SIGTERM');
    expect((await once(child, 'close'))[0]).to.equal(0);
  });
});
