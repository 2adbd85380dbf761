/** The real process: enrolled by a code, killed in mid-play, started again; the server gone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { createJsonPost } from '#edge-agent/adapters/http/json-post';
import { realFiles } from '#edge-agent/adapters/journal/file-layer';
import { makeKey, readKey } from '#edge-agent/adapters/keys';
import { ConfigFault, loadConfig, settingsReference } from '#edge-agent/config';
import { EnrolFault, enrol, loadIdentity } from '#edge-agent/enrol';
import { enrolLineOf } from '#server/core/fleet/enrolment-code';
import { startOf, startsOf } from './correlate.js';
import { NO_DIAL } from './file-server.js';
import {
  DEV,
  decodeClip,
  makeClip,
  makeItem,
  makePlan,
  makeWorld,
  until,
  type World,
} from './world.js';

const ROOT = resolve(import.meta.dirname, '../../..');

function launch(words: readonly string[]): ChildProcess {
  const loader = ['--import=tsx', '--conditions=source', join(ROOT, 'edge-agent/src/cli.ts')];
  const env = { ...process.env, LOASO_AGENT_NTP: 'no', LOASO_AGENT_RTC: 'no', NODE_OPTIONS: '' };
  return spawn(process.execPath, [...loader, ...words], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs to the end. */
async function call(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = launch(words);
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, err };
}

describe('loaso-agent', function () {
  this.timeout(40_000);

  describe('run', () => {
    let world: World;
    let children: ChildProcess[];
    beforeEach(async () => {
      children = [];
      world = await makeWorld((folder) => [makeClip(folder, 8, 21)]);
    });
    afterEach(async () => {
      for (const child of children) child.kill('SIGKILL');
      await world.close();
    });

    const sound = (): string => join(world.folder, 'sound');
    const run = (): ChildProcess => {
      const words = ['run', '--state', world.state, '--output', 'file', '--output-file', sound()];
      const child = launch(words);
      children.push(child);
      child.stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
      return child;
    };
    const heardStatus = (test: (body: Record<string, unknown>) => boolean): boolean =>
      world.heard.some(({ name, body }) => name === 'status' && test(body));

    it('rejoins at the elapsed position after a kill in mid-play; the ledger shows both pieces', async function () {
      // Five answers of the clock, an airing of eight seconds, two starts of a process.
      this.timeout(90_000);
      const first = run();
      // Of several answers the quickest counts, also after the restart.
      await until(
        'the clock',
        45_000,
        () => world.heard.filter(({ name }) => name === 'ask').length >= 5,
      );
      const startAt = Date.now() + 1_500;
      world.offer(makePlan(1, Date.now(), world.clips, [makeItem(world.clips, { startAt })]));
      await until('sound', 10_000, () => heardStatus(({ onAir }) => onAir !== null));
      first.kill('SIGKILL');
      await once(first, 'close');
      run();
      await until('both pieces', 20_000, () => world.stored.size >= 2);

      const records = world.records();
      expect(records[0]).to.deep.include({
        seq: 1,
        outcome: 'interrupted',
        reason: 'power',
        fromMs: 0,
      });
      expect(records.at(-1)).to.deep.include({ seq: 2, outcome: 'completed' });
      const { fromMs, startedAt } = records.at(-1) as { fromMs: number; startedAt: number };
      expect(fromMs).to.be.within(1, 7_900);
      expect(startedAt - fromMs).to.be.closeTo(startAt, 100);
      // A stall of this machine may leave a hole at one place, and none at most of them.
      const probes = [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => {
        const atMs = fromMs + part * (7_900 - fromMs);
        return Math.round(atMs * 24);
      });
      const starts = startsOf(sound(), decodeClip(world.clips[0]!), probes);
      expect(starts).to.have.length.at.least(3);
      for (const start of starts) expect(start).to.be.closeTo(startAt, 100);
    });

    it('ends at once when it is asked to, and plays on time with the server gone', async () => {
      const child = run();
      await until('the box', 15_000, () => world.heard.some(({ name }) => name === 'ask'));
      const startAt = Date.now() + 2_500;
      world.offer(makePlan(1, Date.now(), world.clips, [makeItem(world.clips, { startAt })]));
      await until('the file', 8_000, () =>
        heardStatus(({ cache }) => (cache as { have: number }).have === 1),
      );
      await world.stopServers();
      await until('its instant', 8_000, () => Date.now() > startAt + 1_500);
      child.kill('SIGTERM');
      const [code] = (await once(child, 'close')) as [number];
      expect(code).to.equal(0);
      expect(startOf(sound(), decodeClip(world.clips[0]!))).to.be.closeTo(startAt, 40);
      const report = await call('status', '--state', world.state);
      const status = JSON.parse(report.out) as Record<string, unknown>;
      expect(status).to.deep.include({
        dev: DEV,
        nextSeq: 2,
        unsentRecords: 1,
        sounding: [],
        files: 1,
      });
    });
  });

  describe('enrol', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'loaso-enrol-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    async function withServer<T>(
      status: number,
      body: string,
      act: (url: string, bodies: readonly string[]) => Promise<T>,
    ): Promise<T> {
      const bodies: string[] = [];
      const server = createServer((request, response) => {
        request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
        request.on('end', () =>
          response.writeHead(request.url === '/api/enrol' ? status : 404).end(body),
        );
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      try {
        return await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, bodies);
      } finally {
        server.close();
        server.closeAllConnections();
      }
    }

    const reply = {
      v: 1,
      dev: DEV,
      area: '21553',
      name: 'Cụm thôn 3',
      secret: 's'.repeat(40),
      brokerUrl: 'mqtt://127.0.0.1:1',
      audioBaseUrl: 'http://127.0.0.1:1/audio',
      root: {
        v: 1,
        num: 1,
        keys: [{ kid: 'r', role: 'root', publicKey: 'A'.repeat(43), areas: ['*'], revoked: false }],
        thresholds: {},
      },
      envelope: '{}',
    };

    it('brings a key of its own and keeps what it gets, readable by its user alone', async () => {
      const state = join(folder, 'state');
      const words = ['enrol', '--code', 'ABCD', '--state', state];
      const done = await withServer(200, JSON.stringify(reply), (url) =>
        call(...words, '--server', url),
      );
      expect(done.code, done.err).to.equal(0);
      expect(done.out).to.include('Cụm thôn 3');
      expect(loadIdentity(state)).to.deep.equal(reply);
      expect(statSync(join(state, 'identity.json')).mode & 0o777).to.equal(0o600);
      const key = readFileSync(join(state, 'key.pem'), 'utf8');
      const again = await withServer(200, JSON.stringify(reply), (url) =>
        call(...words, '--server', url),
      );
      expect(again.code).to.equal(1);
      expect(readFileSync(join(state, 'key.pem'), 'utf8')).to.equal(key);
    });

    it('takes the line that the server prints and shows as a picture, word for word', async () => {
      const state = join(folder, 'printed');
      const code = 'K7QM-4ZTA-9XHC-2RVB-PW3N-6J';
      await withServer(200, JSON.stringify(reply), async (url, bodies) => {
        const [program, ...words] = enrolLineOf(code, url).split(' ');
        expect(program).to.equal('loaso-agent');
        const done = await call(...words, '--state', state);
        expect(done.code, done.err).to.equal(0);
        expect(JSON.parse(bodies.join(''))).to.deep.include({ code });
      });
      expect(loadIdentity(state)).to.deep.equal(reply);
    });

    const refused: [string, number, string][] = [
      ['a used code', 409, '{"code":"enrolment-code-used"}'],
      ['an answer that is no enrolment', 200, '<html>portal</html>'],
    ];
    for (const [what, status, body] of refused) {
      it(`keeps nothing after ${what}, and says why`, async () => {
        const order = { code: 'ABCD', state: folder, agentVersion: '1' };
        const ports = { post: createJsonPost(NO_DIAL), files: realFiles, makeKey, readKey };
        const fault = await withServer(status, body, (server) =>
          enrol({ ...order, server }, ports).catch((cause: unknown) => cause),
        );
        expect(fault).to.be.instanceOf(EnrolFault);
        expect(existsSync(join(folder, 'identity.json'))).to.equal(false);
      });
    }

    it('says what to do before it is enrolled, and what the right words are', async () => {
      const early = await call('run', '--state', folder, '--output', 'silent');
      expect(early.code).to.equal(1);
      expect(early.err).to.include('chưa đăng ký');
      const wrong = await call('dance');
      expect(wrong.code).to.equal(64);
      expect(wrong.err).to.include('loaso-agent enrol');
      const doctor = await call('doctor', '--state', folder);
      expect(doctor.code).to.equal(1);
      expect(doctor.out)
        .to.match(/\[LỖI\] +đăng ký/)
        .and.to.include('ffmpeg');
      const english = await call('doctor', '--lang', 'en', '--state', folder);
      expect(english.out).to.match(/\[BAD\] +enrolment: not enrolled\n +→ get a code/);
    });
  });

  describe('settings', () => {
    it('take flags over the environment over the file, and refuse what they do not know', () => {
      const state = mkdtempSync(join(tmpdir(), 'loaso-config-'));
      writeFileSync(
        join(state, 'config.json'),
        '{"output":"silent","quotaBytes":20000000,"logLevel":"warn"}',
      );
      const config = loadConfig(
        { state, output: 'file' },
        { LOASO_AGENT_LOG_LEVEL: 'error', LOASO_AGENT_OUTPUT: 'card' },
      );
      expect(config).to.include({
        state,
        output: 'file',
        quotaBytes: 20_000_000,
        logLevel: 'error',
      });
      writeFileSync(join(state, 'config.json'), '{"volume":11}');
      expect(() => loadConfig({ state }, {})).to.throw(ConfigFault, 'volume');
      writeFileSync(join(state, 'config.json'), '{');
      expect(() => loadConfig({ state }, {})).to.throw(ConfigFault, 'config.json');
      expect(() => loadConfig({ state: '/nowhere', output: 'horn' }, {})).to.throw(
        ConfigFault,
        'output',
      );
      rmSync(state, { recursive: true, force: true });
    });

    it('explain themselves, a line each', () => {
      expect(settingsReference()).to.include(
        '| `quotaBytes` | `LOASO_AGENT_QUOTA_BYTES` | `2000000000` |',
      );
    });
  });
});
