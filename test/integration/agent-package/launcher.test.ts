/** The launcher as a process: which program it runs, and how it goes back, on a real disk. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { planConfirm, planInstall, type UpdateState } from '#edge-agent/update/planner';
import { realReleaseDisk } from '#edge-agent/update/release-disk';
import { createShelf, type Shelf } from '#edge-agent/update/shelf';
import { bundle } from '../../../deploy/agent/bundle.js';
import { fileOf, manifestOf, releaseSigner, sealRelease } from '../../support/release.js';

const NEEDS = { link: true, plan: true, output: true };
const vendor = releaseSigner('release-1');

/** Says who it is and what it was told. */
const program = (name: string): string =>
  `process.stdout.write(['${name}', process.env.LOASO_AGENT_VERSION, ...process.argv.slice(2)].join(' '));\n`;

describe('the launcher', function () {
  this.timeout(60_000);
  let built: string;
  let folder: string;
  let shelf: Shelf;
  const at = (name: string): string => join(folder, name);

  before(async () => {
    built = mkdtempSync(join(tmpdir(), 'loaso-bundle-'));
    await bundle(built);
  });
  after(() => rmSync(built, { recursive: true, force: true }));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-launch-'));
    mkdirSync(at('package'));
    mkdirSync(at('state/releases'), { recursive: true });
    writeFileSync(at('package/launch.mjs'), readFileSync(join(built, 'launch.mjs')));
    writeFileSync(at('package/agent.mjs'), program('packaged'));
    writeFileSync(at('package/release.json'), '{"version":"1.0.0"}');
    shelf = createShelf(at('state/releases'), realReleaseDisk);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function install(num: number, text: string): Promise<void> {
    const path = at(`program-${num}`);
    writeFileSync(path, text);
    const file = fileOf(text);
    const version = `1.${num}.0`;
    const manifest = sealRelease(manifestOf({ num, version, files: [file] }), [vendor]);
    const steps = planInstall(await shelf.look('1.0.0'), { num, version }, NEEDS);
    await shelf.carryOut(steps, { manifest, files: [{ ...file, path }] });
  }
  const confirm = async (): Promise<void> => shelf.carryOut(planConfirm(await shelf.look('1.0.0')));
  const stateNow = async (): Promise<UpdateState> => (await shelf.look('1.0.0')).state;

  function start(...words: string[]): { code: number | null; said: string } {
    // A program on trial that says nothing is ended as soon as the launcher can.
    const soon = words[0] === 'run' ? { LOASO_AGENT_TRIAL_S: '0' } : {};
    const env = { ...process.env, NODE_OPTIONS: '', ...soon };
    const args = [at('package/launch.mjs'), ...words, '--state', at('state')];
    const done = spawnSync(process.execPath, args, { encoding: 'utf8', env, timeout: 30_000 });
    const said = done.stdout.split('\n').filter((line) => !line.startsWith('{'));
    return { code: done.status, said: said.join('\n') };
  }

  it('runs what was packaged where nothing else is installed, and hands its words on', () => {
    const { code, said } = start('run');
    expect([code, said]).to.deep.equal([0, `packaged 1.0.0 run --state ${at('state')}`]);
  });

  it('counts starts of a release on trial, and no look at it from beside', async () => {
    await install(1, program('first'));
    expect(start('run').said).to.match(/^first 1\.1\.0/);
    expect(start('status').said).to.match(/^packaged 1\.0\.0/);
    expect((await stateNow()).trial?.attempts).to.equal(1);
    await confirm();
    expect(start('status').said).to.match(/^first 1\.1\.0/);
    expect(start('run').said).to.match(/^first 1\.1\.0/);
  });

  it('gives up a release that cannot be loaded at its first start', async () => {
    await install(1, program('first'));
    await confirm();
    await install(2, "throw new Error('broken');\n");
    expect(start('run').code).to.equal(1);
    expect(start('run').said).to.match(/^first 1\.1\.0/);
    expect((await stateNow()).failed).to.deep.equal([{ num: 2, version: '1.2.0', why: 'broken' }]);
  });

  it('ends a release that lives and does nothing', async () => {
    await install(1, 'setInterval(() => undefined, 1000);\n');
    expect(start('run').code).to.equal(1);
    expect(start('run').said).to.match(/^packaged/);
    expect((await stateNow()).failed[0]?.why).to.include('no word of its health');
  });

  it('runs no program whose bytes are not the signed ones', async () => {
    await install(1, program('first'));
    await confirm();
    writeFileSync(at('state/releases/a/agent.mjs'), program('changed'));
    expect(start('run').said).to.match(/^packaged/);
  });

  it('runs what was packaged where the shelf cannot be read', () => {
    rmSync(at('state/releases'), { recursive: true });
    writeFileSync(at('state/releases'), 'no folder');
    const { code, said } = start('run');
    expect(code).to.equal(0);
    expect(said).to.match(/^packaged/);
  });

  it('carries the whole agent in one file that runs without any package', () => {
    writeFileSync(at('package/agent.mjs'), readFileSync(join(built, 'agent.mjs')));
    const { code, said } = start('doctor', '--lang', 'en');
    expect(code).to.equal(1);
    expect(said).to.match(/\[BAD\] +enrolment: not enrolled/);
    expect(said).to.match(/version: 1\.0\.0 \(packaged\)/);
    expect(readFileSync(at('package/agent.mjs')).some((byte) => byte > 0x7f)).to.equal(false);
  });
});
