/** The technician's page, lamps and stop button on real ports and files: adapters/panel, main/panel. */
import { execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { createLamps } from '#edge-agent/adapters/panel/lamps';
import { createPageServer } from '#edge-agent/adapters/panel/page-server';
import { createStopButton, pressesIn } from '#edge-agent/adapters/panel/stop-button';
import { ConfigFault, loadConfig } from '#edge-agent/config';
import { type Agent, startAgent } from '#edge-agent/main';
import { pageAddressOf } from '#edge-agent/main/derived';
import { makeClip, makeItem, makePlan, makeWorld, until, type World } from './world.js';

const QUIET = { LOASO_AGENT_LOG_LEVEL: 'silent', LOASO_AGENT_NTP: 'no' };

/** struct input_event with 64-bit time: what a key does. */
function keyEvent(value: number, type = 1): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt16LE(type, 16);
  bytes.writeUInt16LE(128, 18);
  bytes.writeInt32LE(value, 20);
  return bytes;
}

describe('edge-agent/main/panel', function () {
  this.timeout(30_000);
  let world: World;
  let agent: Agent;
  let folder: string;
  let keys: string;

  before(async () => {
    world = await makeWorld((into) => [makeClip(into, 20, 31)]);
    folder = mkdtempSync(join(tmpdir(), 'loaso-panel-'));
    keys = join(folder, 'keys');
    execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', keys]);
    for (const lamp of ['link', 'air']) mkdirSync(join(folder, lamp));
    const env = {
      ...QUIET,
      LOASO_AGENT_STATUS_PAGE: '127.0.0.1:0',
      LOASO_AGENT_LAMP_LINK: join(folder, 'link'),
      LOASO_AGENT_LAMP_AIR: join(folder, 'air'),
      LOASO_AGENT_STOP_BUTTON: keys,
    };
    const flags = { state: world.state, output: 'silent' };
    agent = await startAgent(loadConfig(flags, env), () => undefined);
  });
  after(async () => {
    await agent.stop('test');
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`http://127.0.0.1:${agent.pagePort}${path}`, init);
  const lamp = (name: string): string => readFileSync(join(folder, name, 'brightness'), 'utf8');

  it('shows what the box reports, in Vietnamese, without a script and from nowhere else', async () => {
    await until('the box on line', 10_000, () => agent.shell.state().linkUp);
    const response = await ask('/');
    const html = await response.text();
    expect(response.status).to.equal(200);
    expect(html).to.include('Cụm thử').and.to.include('Chưa có kế hoạch phát');
    expect(html).to.include('Nguồn điện').and.to.include('Khởi động 24 giờ qua');
    expect(html).to.not.match(/<script|<form|<button|<input|javascript:|https?:\/\//i);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).to.include("default-src 'none'").and.to.include("form-action 'none'");
  });

  it('shows no secret of the box', async () => {
    const html = await (await ask('/')).text();
    const identity = JSON.parse(readFileSync(join(world.state, 'identity.json'), 'utf8')) as {
      secret: string;
      brokerUrl: string;
    };
    expect(html).to.not.include(identity.secret);
    expect(html).to.not.include('PRIVATE KEY');
  });

  it('can be read and nothing else', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      expect((await ask('/', { method })).status, method).to.equal(405);
    }
    for (const path of ['/stop', '/play', '/?x=1', '/../identity.json', '/index.html']) {
      expect((await ask(path)).status, path).to.equal(404);
    }
    const head = await ask('/', { method: 'HEAD' });
    expect([head.status, await head.text()]).to.deep.equal([200, '']);
  });

  it('survives visitors who say nothing, say nonsense, or come in a crowd', async () => {
    const sockets = Array.from({ length: 30 }, () => connect(agent.pagePort ?? 0, '127.0.0.1'));
    for (const socket of sockets)
      socket.on('error', () => undefined).write('\x16\x03\x01 nonsense');
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (const socket of sockets) socket.destroy();
    await until('the page again', 5_000, () => true);
    expect((await ask('/')).status).to.equal(200);
  });

  it('lights its lamps, and is silent when the button is pressed', async () => {
    await until('a trusted clock', 10_000, () => agent.shell.state().clock.trusted);
    const startAt = Date.now() + 1_000;
    const plan = makePlan(1, Date.now(), world.clips, [makeItem(world.clips, { startAt })]);
    world.offer(plan);
    await until('sound', 10_000, () => agent.shell.status().onAir !== null);
    await until('its lamp', 3_000, () => lamp('air') === '1' && lamp('link') === '1');
    expect(await (await ask('/')).text()).to.include('Bản tin thử');
    const button = openSync(keys, 'w');
    writeSync(button, Buffer.concat([keyEvent(1), keyEvent(0, 0), keyEvent(0)]));
    await until('silence', 3_000, () => agent.shell.status().onAir === null);
    closeSync(button);
    await until('its record', 5_000, () => world.records().length > 0);
    expect(world.records()[0]).to.include({ outcome: 'interrupted', reason: 'operator' });
    await until('the lamp off', 3_000, () => lamp('air') === '0');
  });
});

describe('edge-agent/adapters/panel', function () {
  this.timeout(20_000);

  it('hears keys that go down, and neither those that come up nor other events', () => {
    const events = [keyEvent(1), keyEvent(0), keyEvent(2), keyEvent(1, 4), keyEvent(1)];
    expect(pressesIn(Buffer.concat(events))).to.equal(2);
    expect(pressesIn(keyEvent(1).subarray(0, 20))).to.equal(0);
  });

  it('says once that a lamp or a button is not there, and goes on', async () => {
    const faults: string[] = [];
    const log = (_level: string, event: string): void => void faults.push(event);
    const lamps = createLamps({ link: '/nowhere/led', ready: undefined, air: undefined }, log);
    await lamps.show({ link: true, ready: true, air: true });
    await lamps.show({ link: false, ready: true, air: true });
    const button = createStopButton('/nowhere/keys', () => undefined, log);
    await until('a word', 2_000, () => faults.length === 2);
    button.stop();
    expect(faults).to.deep.equal(['board-fault', 'board-fault']);
  });

  for (const end of ['process.exit(7)', 'throw new Error("a bug")']) {
    it(`lets the process end while nobody presses the button: ${end}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'loaso-button-'));
      const device = join(folder, 'keys');
      execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', device]);
      // A device that is there, and silent.
      const silent = openSync(device, 'r+');
      const words = `import { createStopButton } from '#edge-agent/adapters/panel/stop-button';
        createStopButton(process.argv[1], () => undefined, () => undefined);
        setTimeout(() => { ${end}; }, 200);`;
      const args = ['--import=tsx', '--conditions=source', '--input-type=module', '-e', words];
      const child = spawn(process.execPath, [...args, device], {
        cwd: resolve(import.meta.dirname, '../..'),
        stdio: 'ignore',
      });
      try {
        await until('its end', 8_000, () => child.exitCode !== null);
        expect(child.exitCode).to.equal(end.includes('7') ? 7 : 1);
      } finally {
        child.kill('SIGKILL');
        closeSync(silent);
        rmSync(folder, { recursive: true });
      }
    });
  }

  it('opens no port unless an address is set, and takes no nonsense for one', () => {
    expect(pageAddressOf(loadConfig({ state: '/nowhere' }, {}))).to.equal(null);
    const of = (text: string) =>
      pageAddressOf(loadConfig({ state: '/nowhere' }, { LOASO_AGENT_STATUS_PAGE: text }));
    expect(of('0.0.0.0:8080')).to.deep.equal({ host: '0.0.0.0', port: 8_080 });
    expect(of('[::1]:80')).to.deep.equal({ host: '::1', port: 80 });
    for (const wrong of ['yes', ':80', 'x y:80', '127.0.0.1']) {
      expect(() => of(wrong), wrong).to.throw(ConfigFault);
    }
  });

  it('goes on without its page where the port is taken', async () => {
    const faults: string[] = [];
    const log = (_level: string, event: string): void => void faults.push(event);
    const first = await createPageServer({ host: '127.0.0.1', port: 0 }, () => 'one', log);
    const again = { host: '127.0.0.1', port: first.port() };
    const second = await createPageServer(again, () => 'two', log);
    expect(faults).to.deep.equal(['panel-fault']);
    expect(second.port()).to.equal(0);
    await second.stop();
    await first.stop();
  });
});
