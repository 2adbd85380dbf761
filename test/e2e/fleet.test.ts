/**
 * Virtual fleet against a running server — `npm run fleet` trên máy chủ đang chạy.
 *
 * The program as a person starts it: it enrols its boxes, brings them on line with plans, ends at Ctrl-C
 * with nothing left behind, and goes on with the same boxes the next time.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { call } from '../../deploy/demo/client.js';
import { ROOT } from '../../deploy/demo/processes.js';
import { openWorld, type World } from '../support/e2e/world.js';

describe('e2e: a virtual fleet', function () {
  this.timeout(300_000);
  let world: World;
  const children: ChildProcess[] = [];

  before(async () => {
    world = await openWorld({ boxes: 0 });
  });
  after(async () => {
    for (const child of children) child.kill('SIGKILL');
    await world?.close();
  });

  type Run = { readonly child: ChildProcess; said(): string; told(what: RegExp): Promise<void> };

  function fly(...words: readonly string[]): Run {
    const { technician } = world.accounts;
    const program = ['--import=tsx', '--conditions=source', join(ROOT, 'test/fleet/main.ts')];
    const where = ['--server', world.server.url, '--user', technician.username];
    const env = { ...process.env, NODE_OPTIONS: '', LOASO_FLEET_PASSWORD: technician.password };
    const folder = ['--folder', join(world.dir, 'fleet')];
    const child = spawn(process.execPath, [...program, ...where, ...folder, ...words], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let text = '';
    const hear = (chunk: Buffer): void => {
      text += chunk.toString();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    const told = async (what: RegExp): Promise<void> => {
      while (!what.test(text)) {
        if (child.exitCode !== null) throw new Error(text);
        await Promise.race([once(child.stdout!, 'data'), once(child, 'close')]);
      }
    };
    return { child, said: () => text, told };
  }

  /** Its pipes are closed only when every process of it is gone. */
  const over = async ({ child, said }: Run): Promise<object> => {
    const [code] = (await once(child, 'close')) as [number];
    expect(code, said()).to.equal(0);
    return JSON.parse(said().trim().split('\n').at(-1) ?? '') as object;
  };

  const devices = async (): Promise<{ name: string; state: string; online: boolean }[]> =>
    (
      await call<{ devices: { name: string; state: string; online: boolean }[] }>(
        world.people.viewer,
        'GET',
        '/api/devices',
      )
    ).devices;

  it('brings its boxes on line with their plans, and ends at Ctrl-C', async () => {
    const run = fly('--boxes', '3', '--minutes', '30');
    await run.told(/3\/3 nối · 3 có kế hoạch/);
    expect((await devices()).map(({ state, online }) => `${state} ${online}`)).to.deep.equal([
      'enrolled true',
      'enrolled true',
      'enrolled true',
    ]);
    const ended = over(run);
    run.child.kill('SIGINT');
    run.child.kill('SIGINT');
    const result = await ended;
    expect(result).to.deep.include({ boxes: 3, enrolled: 3, connected: 3, plans: 3 });
    expect(result).to.have.property('allOnlineS').that.is.a('number');
    expect(result).to.have.property('kbPerBox').that.is.above(0);
    expect(run.said()).to.not.include(world.accounts.technician.password);
    // Each has said farewell: nobody waits for a silent box to be missed.
    expect((await devices()).map(({ online }) => online)).to.deep.equal([false, false, false]);
  });

  it('has told the register what each hangs on, so that a cause can be seen', async () => {
    const { clusters } = await call<{
      clusters: { deviceId: string; site: { operator: string; powerLine: string } | null }[];
    }>(world.people.technician, 'GET', '/api/registry');
    expect(
      clusters.map(({ deviceId, site }) => `${deviceId} ${site?.operator} ${site?.powerLine}`),
    ).to.have.members([
      'cum-ao-0001 Viettel Lộ 471',
      'cum-ao-0002 Vinaphone Lộ 473',
      'cum-ao-0003 MobiFone Lộ 475',
    ]);
  });

  it('goes on with the same boxes and more, which come back from a power cut, and ends in time', async () => {
    const run = fly('--boxes', '4', '--minutes', '0.5', '--faults', 'power');
    expect(await over(run)).to.deep.include({ boxes: 4, enrolled: 4, connected: 4, plans: 4 });
    expect(run.said()).to.match(/Tai nạn bắt đầu: power\n.*2\/4 nối/);
    expect((await devices()).map(({ name }) => name)).to.have.members([
      'Cụm loa ảo 0001',
      'Cụm loa ảo 0002',
      'Cụm loa ảo 0003',
      'Cụm loa ảo 0004',
    ]);
  });

  it('says what is wrong in words, and touches nothing', async () => {
    const { child, said } = fly('--boxes', '5000');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).to.equal(2);
    expect(said()).to.include('--boxes N');
    expect(await devices()).to.have.length(4);
  });
});
