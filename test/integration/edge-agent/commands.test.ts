/** The whole agent on loopback under the hands of a technician: what it is told, and what it answers. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { loadConfig } from '#edge-agent/config';
import { type Agent, cacheFolder, startAgent } from '#edge-agent/main';
import { DEV, makeClip, makeItem, makePlan, makeWorld, until, type World } from './world.js';

describe('edge-agent, ordered by a technician', function () {
  this.timeout(40_000);
  let world: World;
  let agent: Agent;

  beforeEach(async () => {
    world = await makeWorld((folder) => [makeClip(folder, 1, 1)]);
    const rebootFile = join(world.folder, 'reboot');
    const sound = { output: 'file', outputFile: join(world.folder, 'sound') };
    const folders = { state: world.state, rebootFile, ...sound };
    const env = { LOASO_AGENT_LOG_LEVEL: 'silent', LOASO_AGENT_NTP: 'no' };
    agent = await startAgent(loadConfig(folders, env), () => undefined);
    await until('a trusted clock', 10_000, () => agent.shell.state().clock.trusted);
  });
  afterEach(async () => {
    await agent.stop('test');
    await world.close();
  });

  let orders = 0;
  function order(part: object): string {
    orders += 1;
    const id = `order-${String(orders).padStart(4, '0')}`;
    const now = Date.now();
    const body = { v: 1, dev: DEV, id, iat: now, nbf: now, exp: now + 60_000, why: 'lan', ...part };
    world.send('command', world.trust.sealAs('command', 'command', body));
    return id;
  }
  const resultOf = async (id: string): Promise<Record<string, unknown>> => {
    const found = () =>
      world.heard.find(({ name, body }) => name === 'result' && body['commandId'] === id);
    await until(`the result of ${id}`, 15_000, () => found() !== undefined);
    return found()?.body ?? {};
  };
  /** The loudest sample that left the box. */
  function peak(): number {
    const folder = join(world.folder, 'sound');
    const name = readdirSync(folder).find((one) => one.endsWith('.s16le')) ?? '';
    const bytes = readFileSync(join(folder, name));
    let most = 0;
    for (let at = 0; at + 1 < bytes.length; at += 2) {
      most = Math.max(most, Math.abs(bytes.readInt16LE(at)));
    }
    return most;
  }

  it('sounds the chime that comes with the program, quietly, and leaves no play record', async () => {
    const before = Date.now();
    const result = await resultOf(order({ kind: 'test-chime', volumePercent: 20 }));
    expect(result).to.deep.include({
      kind: 'chime',
      outcome: 'completed',
      volumePercent: 20,
      virtual: true,
    });
    expect(Number(result['startedAt'])).to.be.within(before, Date.now());
    expect(Number(result['playedMs'])).to.be.closeTo(2_400, 100);
    expect(peak()).to.be.within(500, 12_000);
    expect(world.records()).to.deep.equal([]);
  });

  it('measures its line: a real ping, a real connection, the bytes of a planned file', async () => {
    const [clip] = world.clips;
    const item = makeItem(world.clips, { startAt: Date.now() + 3_600_000 });
    world.offer(makePlan(1, Date.now(), world.clips, [item]));
    await until('the plan', 10_000, () => agent.shell.state().durable.plan !== null);
    const result = await resultOf(order({ kind: 'network-test' }));
    expect(result).to.deep.include({ kind: 'network', unread: null });
    expect(result['files']).to.deep.include({
      fault: null,
      status: 200,
      bytes: clip!.sizeBytes,
      nameMs: null,
      tlsMs: null,
    });
    expect(result['brokerMs']).to.be.a('number');
    expect(result['clockErrorMs']).to.be.a('number');
  });

  it('finds the file that its card has spoilt, and fetches it again', async () => {
    const [clip] = world.clips;
    const item = makeItem(world.clips, { startAt: Date.now() + 3_600_000 });
    world.offer(makePlan(1, Date.now(), world.clips, [item]));
    await until('the file', 10_000, () => agent.shell.state().readyCount === 1);
    const path = join(cacheFolder(world.state), 'audio', clip!.sha256);
    const spoilt = Buffer.from(clip!.bytes);
    spoilt[500] = (spoilt[500] ?? 0) ^ 1;
    writeFileSync(path, spoilt);
    const result = await resultOf(order({ kind: 'check-files' }));
    expect(result).to.deep.include({ kind: 'files', right: 0, damaged: 1, unchecked: 0 });
    await until('the file again', 10_000, () => agent.shell.state().readyCount === 1);
    expect(readFileSync(path).equals(clip!.bytes)).to.equal(true);
  });

  it('leaves the request for a restart of its board where root looks', async () => {
    const asked = join(world.folder, 'reboot');
    expect(existsSync(asked)).to.equal(false);
    order({ kind: 'restart-box' });
    await until('the request', 10_000, () => existsSync(asked));
    expect(agent.shell.state().durable.answers.reboots).to.have.length(1);
  });

  it('says so when its board takes no request', async () => {
    mkdirSync(join(world.folder, 'reboot'));
    const result = await resultOf(order({ kind: 'restart-box' }));
    expect(result).to.deep.include({ kind: 'refused', code: 'no-reboot' });
    expect(result['detail']).to.match(/EISDIR/);
  });

  it('is turned down until it is turned up again, and says so', async () => {
    const result = await resultOf(order({ kind: 'set-volume', volumePercent: 40 }));
    expect(result).to.deep.include({ kind: 'volume', volumePercent: 40 });
    expect(agent.shell.status().trim).to.deep.include({ percent: 40 });
  });

  it('packs its log, in which no secret of the box stands', async () => {
    const result = await resultOf(order({ kind: 'collect-log' }));
    const text = gunzipSync(Buffer.from(String(result['gzip']), 'base64')).toString();
    const { secret } = JSON.parse(readFileSync(join(world.state, 'identity.json'), 'utf8'));
    const key = readFileSync(join(world.state, 'key.pem'), 'utf8').split('\n')[1] ?? '';
    expect(text).to.include(DEV).and.not.include(secret).and.not.include(key);
    expect(JSON.parse(text.split('\n')[0] ?? '')).to.include.keys('status', 'settings', 'system');
  });

  it('measures what is left when the file server is gone', async () => {
    await world.stopFiles();
    const result = await resultOf(order({ kind: 'network-test' }));
    expect(result['files']).to.deep.include({ fault: 'connect', bytes: 0 });
    expect(result['brokerMs']).to.be.a('number');
  });
});
