/** The Debian package as dpkg sees it: what it holds, whose it is, and that it can be made again. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

const HERE = join(import.meta.dirname, '../../../deploy/agent');

function run(program: string, args: string[], env: Record<string, string> = {}): string {
  const done = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env } });
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

describe('the Debian package', function () {
  this.timeout(30_000);
  let folder: string;
  const at = (name: string): string => join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-deb-'));
    mkdirSync(at('bundle'));
    for (const name of ['bundle/agent.mjs', 'bundle/launch.mjs', 'node', 'LICENSE']) {
      writeFileSync(at(name), `${name}\n`);
    }
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function pack(arch: string, out: string, withNode = true): string {
    const runtime = { NODE_PROGRAM: at('node'), NODE_LICENCE: at('LICENSE') };
    const none = { NODE_PROGRAM: '', NODE_LICENCE: '' };
    const env = { SOURCE_DATE_EPOCH: '1780000000', ...(withNode ? runtime : none) };
    run('sh', [join(HERE, 'deb.sh'), arch, '1.2.3', at('bundle'), at(out)], env);
    return at(out);
  }
  const field = (deb: string, name: string): string => run('dpkg-deb', ['-f', deb, name]).trim();
  const listed = (deb: string): string[] => run('dpkg-deb', ['-c', deb]).trim().split('\n');

  it('belongs to root, and nobody else can write in it', () => {
    const lines = listed(pack('amd64', 'a.deb'));
    expect(lines.filter((line) => !/^[-dl]rw.r-.r-. root\/root/.test(line))).to.deep.equal([]);
    const of = (path: string): string => lines.find((line) => line.endsWith(` ${path}`)) ?? '';
    expect(of('./usr/bin/loaso-agent')).to.match(/^-rwxr-xr-x/);
    expect(of('./usr/lib/loaso-agent/node')).to.match(/^-rwxr-xr-x/);
    expect(of('./usr/lib/loaso-agent/agent.mjs')).to.match(/^-rw-r--r--/);
  });

  it('is the same, byte by byte, when it is made again from files of another age and mask', () => {
    const first = readFileSync(pack('amd64', 'a.deb'));
    for (const name of ['bundle/agent.mjs', 'node']) {
      utimesSync(at(name), 1, 1);
      chmodSync(at(name), 0o600);
    }
    expect(readFileSync(pack('amd64', 'b.deb')).equals(first)).to.equal(true);
    writeFileSync(at('node'), 'another');
    expect(readFileSync(pack('amd64', 'c.deb')).equals(first)).to.equal(false);
  });

  it('brings its runtime, or asks for the one of the system', () => {
    const own = pack('arm64', 'a.deb');
    expect(field(own, 'Architecture')).to.equal('arm64');
    expect(field(own, 'Depends'))
      .to.match(/libc6.*alsa-utils/)
      .and.not.include('nodejs');
    const bare = pack('armhf', 'b.deb', false);
    expect(field(bare, 'Depends')).to.include('nodejs (>= 22.15)');
    expect(listed(bare).some((line) => line.endsWith('loaso-agent/node'))).to.equal(false);
    const unit = run('sh', [
      '-c',
      `dpkg-deb --fsys-tarfile ${bare} | tar -xO ./usr/lib/systemd/system/loaso-agent.service`,
    ]);
    expect(unit).to.match(/^ExecStart=\/usr\/bin\/node --/m);
    expect(unit).to.not.match(/@[A-Z]+@/);
  });

  it('leaves the restart of the board to two units of root that systemd understands', () => {
    const file = pack('arm64', 'c.deb', true);
    const units = ['loaso-agent-reboot.path', 'loaso-agent-reboot.service'];
    for (const unit of units) {
      expect(
        listed(file).some((line) => line.endsWith(`/usr/lib/systemd/system/${unit}`)),
      ).to.equal(true);
      writeFileSync(at(unit), readFileSync(join(HERE, 'package', unit), 'utf8'));
    }
    const verified = spawnSync('systemd-analyze', ['verify', ...units.map(at)], {
      encoding: 'utf8',
    });
    expect(verified.stderr).to.not.match(/loaso-agent-reboot/);
    const agent = readFileSync(join(HERE, 'package/loaso-agent.service'), 'utf8');
    const wanted = /LOASO_AGENT_REBOOT_FILE=(.*)/.exec(agent)?.[1] ?? 'nothing';
    const [path, service] = units.map((unit) => readFileSync(at(unit), 'utf8'));
    expect(path).to.include(`PathExists=${wanted}\n`);
    expect(service).to.include(`rm -f ${wanted}\n`);
  });

  it('says in its service what it may do, and systemd finds it well shut', () => {
    const unit = readFileSync(join(HERE, 'package/loaso-agent.service'), 'utf8');
    writeFileSync(at('loaso-agent.service'), unit.replaceAll('@NODE@', '/bin/true'));
    // 10 is an open door; the limit is in tenths.
    const words = ['security', '--offline=true', '--threshold=25', at('loaso-agent.service')];
    const judged = spawnSync('systemd-analyze', words, { encoding: 'utf8' });
    expect(judged.status, judged.stdout.slice(-300)).to.equal(0);
    writeFileSync(at('loaso-agent.service'), '[Service]\nExecStart=/bin/true\n');
    expect(spawnSync('systemd-analyze', words).status).to.not.equal(0);
  });
});
