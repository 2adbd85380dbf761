/**
 * The whole agent on a line that lies: captive portal, wrong bytes, endless and dripping bodies, resets,
 * half of everything lost, strangers. Its cache never holds a wrong byte, it recovers by itself, and
 * what it uses stays inside its data.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sha256 } from '@loaso/shared/ids';
import { Status } from '@loaso/shared/wire/status';
import { expect } from 'chai';
import { LINK_LIMITS } from '#edge-agent/adapters/mqtt-link';
import { loadConfig } from '#edge-agent/config';
import { type Agent, startAgent } from '#edge-agent/main';
import { type FaultProxy, LINE_MODES, openFaultProxy } from '../../support/fault-proxy.js';
import { type Clip, makeItem, makePlan, makeWorld, until, type World } from './world.js';

const HOUR_MS = 3_600_000;
const MB = 1_000_000;
const LIMITS = {
  link: LINK_LIMITS,
  download: { idleMs: 400, slowestBytesPerS: 100_000, graceMs: 500 },
  core: {
    retryMinMs: 20,
    retryMaxMs: 150,
    wasteRetryMaxMs: 150,
    statusGapMs: 50,
    statusEveryMs: 300,
  },
};
/** Long enough for several tries in each mode. */
const MODE_MS = 700;

/** Bytes that are no sound, as nothing here is played: a plan names them by hash, like any other. */
function makeFiles(folder: string, count: number, sizeBytes: number): Clip[] {
  return Array.from({ length: count }, (_, index): Clip => {
    const path = join(folder, `file-${index}`);
    const bytes = randomBytes(sizeBytes);
    writeFileSync(path, bytes);
    const sha256 = Sha256.parse(createHash('sha256').update(bytes).digest('hex'));
    return { sha256, sizeBytes, durationMs: 10_000, codec: 'mp3', bytes, path };
  });
}

describe('edge-agent on a hostile network', function () {
  this.timeout(60_000);
  let world: World;
  let proxy: FaultProxy;
  let agent: Agent;

  const start = async (files: number, sizeBytes: number, budgetMb: number): Promise<void> => {
    world = await makeWorld((folder) => makeFiles(folder, files, sizeBytes));
    const path = join(world.state, 'identity.json');
    const identity = JSON.parse(readFileSync(path, 'utf8')) as { audioBaseUrl: string };
    const honest = new URL(identity.audioBaseUrl);
    proxy = await openFaultProxy(Number(honest.port), 20_261_125);
    const audioBaseUrl = `http://127.0.0.1:${proxy.port}/audio`;
    writeFileSync(path, JSON.stringify({ ...identity, audioBaseUrl }));
    const flags = { state: world.state, output: 'silent' };
    const env = {
      LOASO_AGENT_LOG_LEVEL: 'silent',
      LOASO_AGENT_NTP: 'no',
      LOASO_AGENT_DATA_INTERFACE: 'none',
      LOASO_AGENT_DATA_BUDGET_MB: String(budgetMb),
    };
    agent = await startAgent(loadConfig(flags, env), () => undefined, LIMITS);
    await until('a trusted clock', 10_000, () => agent.shell.state().clock.trusted);
  };
  afterEach(async () => {
    await agent.stop('test');
    await proxy.close();
    await world.close();
  });

  const plan = (num: number, clips: readonly Clip[], inHours: number): void => {
    const from = Date.now() + inHours * HOUR_MS;
    const items = clips.map((clip, index) => ({
      ...makeItem([clip], { startAt: from + index * 60_000 }),
      entryId: `entry-${index}`,
    }));
    world.offer(makePlan(num, Date.now(), clips, items));
  };
  /** Names of files in the cache, each with whether it is what its name says. */
  const cached = (): { readonly name: string; readonly right: boolean }[] => {
    const folder = join(world.state, 'cache', 'audio');
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names.map((name) => {
      const hash = createHash('sha256').update(readFileSync(join(folder, name)));
      return { name, right: hash.digest('hex') === name };
    });
  };
  const expectRight = (): void => {
    expect(cached().filter(({ right }) => !right)).to.deep.equal([]);
  };
  const whatIsRefused = (): string[] =>
    agent.shell.state().refusals.map(({ code, detail }) => `${code} ${detail}`);
  const lastVitals = () =>
    Status.parse(world.heard.findLast(({ name }) => name === 'status')?.body).vitals;

  it('lets no wrong byte in, whatever the line does, and has everything once it is honest', async () => {
    await start(8, 60_000, 40);
    proxy.turn('portal');
    plan(1, world.clips, 2);
    const told = new Set<string>();
    for (const mode of LINE_MODES.filter((one) => one !== 'honest')) {
      proxy.turn(mode);
      const before = proxy.questions();
      for (let waited = 0; waited < MODE_MS; waited += 100) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        expectRight();
        for (const one of whatIsRefused()) told.add(one.replace(/[0-9a-f]{64}/, '…'));
      }
      if (cached().length < 8) expect(proxy.questions(), mode).to.be.above(before);
    }
    proxy.turn('honest');
    await until('every file', 10_000, () => cached().length === 8);
    expectRight();
    await until('the box to know', 5_000, () => agent.shell.state().readyCount === 8);
    const reasons = [...told].join('\n');
    expect(reasons).to.include('a login page of the network instead of a file');
    expect(reasons).to.include('corrupt');
    expect(reasons).to.include('too-large');
  });

  it('stays inside its data when the line brings nothing but wrong bytes', async () => {
    await start(6, 60_000, 1);
    proxy.turn('wrong-hash');
    plan(1, world.clips, 48);
    await until('the data to be kept back', 20_000, () =>
      whatIsRefused().some((one) => one.startsWith('data-budget')),
    );
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    // Hundreds of tries fit into this time: 13 fit into the data.
    expect(proxy.questions()).to.be.below(15);
    const spent = proxy.bytes();
    expect(spent).to.be.within(0.5 * MB, 0.8 * MB);
    // What is due within a day may have the rest, and an honest line brings it.
    proxy.turn('honest');
    plan(2, world.clips.slice(0, 1), 3);
    await until('what is due soon', 10_000, () => cached().length === 1);
    expectRight();
    expect(proxy.bytes()).to.be.below(MB);
    await until('a status with it', 5_000, () => (lastVitals()?.dataUsedBytes ?? 0) > spent);
    expect(lastVitals()).to.deep.include({ dataBudgetBytes: MB });
    expect(lastVitals()?.dataUsedBytes).to.be.within(spent, MB);
  });
});
