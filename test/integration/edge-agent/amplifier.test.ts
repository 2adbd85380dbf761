/** The relay of the amplifier on files like those of the kernel: adapters/board/amplifier, main, the unit. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createAmplifier } from '#edge-agent/adapters/board/amplifier';
import { doctorLines, examine } from '#edge-agent/cli/doctor';
import { loadConfig } from '#edge-agent/config';
import { startAgent } from '#edge-agent/main';
import { amplifierOf, relayOf } from '#edge-agent/main/derived';
import { makeClip, makeItem, makePlan, makeWorld, until } from './world.js';

const UNIT = 'deploy/agent/package/loaso-agent.service';
const QUIET = { LOASO_AGENT_LOG_LEVEL: 'silent', LOASO_AGENT_NTP: 'no' };
const RETRY_MS = 30;

describe('edge-agent/adapters/board/amplifier', function () {
  this.timeout(30_000);
  let folder: string;
  let pin: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-amplifier-'));
    pin = join(folder, 'value');
    writeFileSync(pin, '1\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const level = (): string => readFileSync(pin, 'utf8').trim();

  it('is off from the start to the end, whatever it was before, and on in between', async () => {
    const relay = createAmplifier({ file: pin, on: '1' }, () => undefined);
    await relay.start(() => undefined);
    expect(level()).to.equal('0');
    relay.turn(true);
    await until('on', 2_000, () => level() === '1');
    await relay.stop();
    expect(level()).to.equal('0');
  });

  it('knows a relay that is on while its pin is low', async () => {
    const relay = createAmplifier({ file: pin, on: '0' }, () => undefined);
    writeFileSync(pin, '0\n');
    await relay.start(() => undefined);
    expect(level()).to.equal('1');
    relay.turn(true);
    await until('on', 2_000, () => level() === '0');
    await relay.stop();
  });

  it('says why it cannot be switched, tries again, and says that it can', async () => {
    rmSync(pin);
    const told: (string | null)[] = [];
    const relay = createAmplifier({ file: pin, on: '1' }, () => undefined, RETRY_MS);
    await relay.start((fault) => told.push(fault));
    expect(told).to.have.length(1);
    expect(told[0]).to.match(/ENOENT/);
    relay.turn(true);
    writeFileSync(pin, '0\n');
    await until('the pin', 2_000, () => told.at(-1) === null);
    expect(level()).to.equal('1');
    await relay.stop();
  });

  it('does not believe a pin that stays as it is', async () => {
    rmSync(pin);
    symlinkSync('/dev/null', pin);
    const told: (string | null)[] = [];
    const relay = createAmplifier({ file: pin, on: '1' }, () => undefined, 60_000);
    await relay.start((fault) => told.push(fault));
    expect(told[0]).to.match(/after 0 was written/);
    await relay.stop();
  });

  it('means nothing where no file is set, and what is set where one is', () => {
    const none = loadConfig({ state: folder }, {});
    expect([amplifierOf(none), relayOf(none)]).to.deep.equal([null, null]);
    const env = { LOASO_AGENT_AMPLIFIER: pin, LOASO_AGENT_AMPLIFIER_ON: '0' };
    const config = loadConfig({ state: folder }, env);
    expect(relayOf(config)).to.deep.equal({ file: pin, on: '0' });
    expect(amplifierOf(config)).to.deep.equal({
      leadMs: 2_000,
      holdMs: 30_000,
      onMaxMs: 4 * 3_600_000,
    });
  });

  it('is on before the sound of a real agent, and off some time after', async () => {
    const world = await makeWorld((into) => [makeClip(into, 2, 41)]);
    const env = {
      ...QUIET,
      LOASO_AGENT_AMPLIFIER: pin,
      LOASO_AGENT_AMPLIFIER_LEAD_MS: '700',
      LOASO_AGENT_AMPLIFIER_HOLD_S: '1',
    };
    const agent = await startAgent(
      loadConfig({ state: world.state, output: 'silent' }, env),
      () => undefined,
    );
    try {
      expect(level()).to.equal('0');
      await until('a trusted clock', 10_000, () => agent.shell.state().clock.trusted);
      const startAt = Date.now() + 6_000;
      const item = makeItem(world.clips, { startAt });
      world.offer(makePlan(1, Date.now(), world.clips, [item]));
      await until('the relay', 15_000, () => level() === '1');
      expect(Date.now()).to.be.below(startAt - 500);
      await until('its record', 15_000, () => world.records().length > 0);
      expect(world.records()[0]).to.include({ outcome: 'completed', fromMs: 0 });
      await until('the relay off', 5_000, () => level() === '0');
    } finally {
      await agent.stop('test');
      await world.close();
    }
  });

  describe('of an agent that was killed', () => {
    const LOADER = ['--import=tsx', '--conditions=source', 'edge-agent/src/cli.ts'];
    /** What the unit runs after the end of the service, by the program of this source. */
    const stopped = (state: string): number | null => {
      const line = readFileSync(UNIT, 'utf8')
        .split('\n')
        .find((one) => one.startsWith('ExecStopPost=') && one.includes('agent.mjs'));
      const words = line?.split('agent.mjs ')[1]?.split(' ') ?? ['no-such-line'];
      const options = { stdio: 'inherit', env: { ...process.env, ...QUIET } } as const;
      const call = [...LOADER, ...words, '--state', state];
      return spawnSync(process.execPath, call, options).status;
    };

    it('is switched off by the unit, also where the file of settings alone names it', async () => {
      const world = await makeWorld((clips) => [makeClip(clips, 30, 5)]);
      const settings = { amplifier: pin, amplifierLeadMs: 100, output: 'silent' };
      writeFileSync(join(world.state, 'config.json'), JSON.stringify(settings));
      const child = spawn(process.execPath, [...LOADER, 'run', '--state', world.state], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, ...QUIET },
      });
      try {
        await until('the box', 20_000, () => world.heard.some(({ name }) => name === 'status'));
        const startAt = Date.now() + 1_000;
        world.offer(makePlan(1, Date.now(), world.clips, [makeItem(world.clips, { startAt })]));
        await until('its amplifier', 15_000, () => level() === '1');
        // A person who calls it by mistake silences nothing.
        expect([stopped(world.state), level()]).to.deep.equal([1, '1']);
        child.kill('SIGKILL');
        await once(child, 'close');
        expect(level()).to.equal('1');
        expect([stopped(world.state), level()]).to.deep.equal([0, '0']);
      } finally {
        child.kill('SIGKILL');
        await world.close();
      }
    });

    it('is left alone where there is none, and told of where it cannot be switched', () => {
      expect([stopped(folder), level()]).to.deep.equal([0, '1']);
      writeFileSync(
        join(folder, 'config.json'),
        JSON.stringify({ amplifier: pin, amplifierOn: '0' }),
      );
      writeFileSync(pin, '0\n');
      expect([stopped(folder), level()]).to.deep.equal([0, '1']);
      rmSync(pin);
      expect(stopped(folder)).to.equal(1);
    });
  });

  it('is looked at by the doctor, who switches nothing', async () => {
    const env = { LOASO_AGENT_AMPLIFIER: pin, LOASO_AGENT_OUTPUT: 'silent' };
    const lineOf = async (): Promise<string | undefined> => {
      const found = await examine(loadConfig({ state: folder }, env), false);
      const lines = doctorLines(found, 'vi');
      return lines.find((line) => line.includes('rơ-le tăng âm'));
    };
    expect(await lineOf()).to.match(/\[tốt\].*đang bật/);
    expect(level()).to.equal('1');
    rmSync(pin);
    expect(await lineOf()).to.match(/\[LỖI\].*không có/);
  });
});
