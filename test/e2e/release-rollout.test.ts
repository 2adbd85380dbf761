/**
 * Release rollout — bản phần mềm đi từ máy giữ khoá tới các cụm.
 *
 * The real server, real agents under their real launcher on a real broker: a good release goes through
 * its groups although the server is killed on the way, one that never becomes healthy is left again by
 * the box and stops the rollout, and a file that was touched is taken by nobody.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HeldRelease, ReleaseRolloutDetail } from '@loaso/shared/wire/http/releases';
import { expect } from 'chai';
import { bundle } from '../../deploy/agent/bundle.js';
import {
  createVendor,
  packed,
  swapped,
  tampered,
  type Vendor,
} from '../../deploy/agent/prove/releases.js';
import type { Box } from '../../deploy/demo/boxes.js';
import { type ApiError, call, until } from '../../deploy/demo/client.js';
import { type Running, runOnce, SERVER_BIN, start } from '../../deploy/demo/processes.js';
import { openWorld, type World } from '../support/e2e/world.js';

const SOON = { everyMs: 300, limitMs: 180_000 };
const WANTED = { hours: 'any', faultsMax: 0 } as const;
/** Seconds of a trial: what is healthy for a quarter of it stays. */
const TRIAL_S = '40';

/** Starts a box by its launcher as often as it ends, as the supervisor of the system does. */
function supervised(one: Box, packageDir: string, logDir: string): { stop(): Promise<void> } {
  const state = { over: false, running: null as Running | null };
  const words = ['run', '--state', one.stateDir, '--output', 'file', '--output-file', one.soundDir];
  const again = (): void => {
    const running = start(one.id, [join(packageDir, 'launch.mjs'), ...words], {
      logFile: join(logDir, `${one.id}.log`),
      env: { LOASO_AGENT_TRIAL_S: TRIAL_S, NODE_OPTIONS: '' },
    });
    state.running = running;
    running.child.once('exit', () => {
      if (!state.over) setTimeout(again, 200);
    });
  };
  again();
  return {
    stop: async () => {
      state.over = true;
      await state.running?.stop();
    },
  };
}

describe('e2e: a release on its way to the boxes', function () {
  this.timeout(400_000);
  let world: World;
  let vendor: Vendor;
  let environment: Readonly<Record<string, string>>;
  let boxes: { stop(): Promise<void> }[] = [];

  before(async () => {
    world = await openWorld({
      boxes: 3,
      env: { LOASO_ROLLOUT_SETTLE_MINUTES: '0' },
      before: async (env, dir) => {
        environment = env;
        const { 'agent.mjs': agent } = await bundle(join(dir, 'package'));
        writeFileSync(join(dir, 'package', 'release.json'), '{"version":"1.0.0"}');
        vendor = await createVendor(dir, agent);
        await runOnce(SERVER_BIN, ['release', 'trust', `${vendor.key}.pub`], { env });
      },
    });
    boxes = world.boxes.map((one) => supervised(one, join(world.dir, 'package'), world.dir));
    await until('three boxes tell their version', SOON, async () => {
      const versions = await running();
      return versions.get('1.0.0') === 3 ? true : null;
    });
  });
  after(async () => {
    await Promise.all(boxes.map((one) => one.stop()));
    await world?.close();
  });

  const desk = () =>
    call<{ running: { version: string | null; boxes: number }[]; releases: HeldRelease[] }>(
      world.people.admin,
      'GET',
      '/api/releases',
    );
  const running = async (): Promise<ReadonlyMap<string | null, number>> =>
    new Map((await desk()).running.map((one) => [one.version, one.boxes]));
  const begin = (num: number) =>
    call<ReleaseRolloutDetail>(world.people.admin, 'POST', '/api/rollouts', { num, ...WANTED });
  const seen = ({ id }: ReleaseRolloutDetail) =>
    call<ReleaseRolloutDetail>(world.people.admin, 'GET', `/api/rollouts/${id}`);

  /** By the command line, beside the running server. */
  async function added(file: string): Promise<string | null> {
    try {
      await runOnce(SERVER_BIN, ['release', 'add', file], { env: environment });
      return null;
    } catch (cause) {
      return cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause);
    }
  }

  async function uploaded(file: string): Promise<number> {
    const response = await fetch(`${world.server.url}/api/releases`, {
      method: 'POST',
      headers: { cookie: world.people.admin.cookie },
      body: new Uint8Array(readFileSync(file)),
    });
    await response.text();
    return response.status;
  }

  it('is taken in neither by command nor by upload when anybody has touched it', async () => {
    const good = await packed(vendor, { num: 1, version: '1.1.0' });
    const stranger = join(vendor.folder, 'stranger.key');
    const foreign = await packed(vendor, { num: 1, version: '1.1.1', key: stranger });
    for (const bad of [tampered(good), foreign]) {
      expect(await added(bad)).to.match(/không có chữ ký/);
      expect(await uploaded(bad)).to.equal(422);
    }
    expect(await added(swapped(good))).to.match(/Tệp hỏng/);
    expect(await uploaded(swapped(good))).to.equal(422);
    expect((await desk()).releases).to.deep.equal([]);
    // The positive twin: the same file, untouched.
    expect(await added(good)).to.equal(null);
    expect((await desk()).releases.map(({ version }) => version)).to.deep.equal(['1.1.0']);
  });

  it('goes through its groups to every box, also when the server is killed on the way', async () => {
    const rollout = await begin(1);
    expect(rollout.stages).to.equal(2);
    // Later than the trial of the first: without a server its health could not be told.
    await until('the first box stays', SOON, async () => {
      const { counts } = await seen(rollout);
      return counts.stays > 0 ? true : null;
    });
    await world.server.kill();
    await world.server.start();
    const over = await until('every box stays', SOON, async () => {
      const now = await seen(rollout);
      return now.state === 'done' ? now : null;
    });
    expect(over.counts.stays).to.equal(3);
    expect(over.sentence.vi).to.equal('Chạy bản mới: 3/3 cụm.');
    expect(await running()).to.deep.equal(new Map([['1.1.0', 3]]));
    for (const { stateDir } of world.boxes) {
      const manifest = readFileSync(join(stateDir, 'releases', 'current', 'manifest.json'), 'utf8');
      expect(manifest).to.include('1.1.0');
    }
  });

  it('is left again by the box on which it never becomes healthy, and no other box gets it', async () => {
    const broken = await packed(vendor, {
      num: 2,
      version: '1.2.0',
      program: () => 'process.exit(1);\n',
    });
    expect(await uploaded(broken)).to.equal(201);
    const rollout = await begin(2);
    const halted = await until('the rollout stops', SOON, async () => {
      const now = await seen(rollout);
      return now.state === 'halted' ? now : null;
    });
    expect(halted.counts['went-back']).to.equal(1);
    expect(halted.counts.held).to.equal(2);
    const [first] = halted.boxList;
    expect(first?.words.vi).to.match(/khởi động 3 lần không ổn/);
    expect(await running()).to.deep.equal(new Map([['1.1.0', 3]]));
    const untouched = world.boxes.filter(({ id }) => id !== first?.deviceId);
    expect(untouched).to.have.length(2);
    for (const { stateDir } of untouched) {
      expect(existsSync(join(stateDir, 'releases', 'b'))).to.equal(false);
    }
    const again = call(world.people.admin, 'POST', '/api/rollouts', { num: 2, ...WANTED });
    expect(await again.catch((cause: ApiError) => cause.status)).to.equal(409);
  });
});
