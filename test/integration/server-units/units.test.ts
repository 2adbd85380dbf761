/** The two services of the server's machine: two users, one socket between them, nothing else. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { readConfig, signerPlace } from '#server/config';

const DIR = join(import.meta.dirname, '..', '..', '..', 'deploy', 'server');
const read = (name: string): string => readFileSync(join(DIR, name), 'utf8');

/** 'Key=value' of the [Service] part, the last one of a key. */
function serviceOf(unit: string): ReadonlyMap<string, string> {
  const part = /\[Service\]\n([\s\S]*?)(\n\[|$)/.exec(read(`${unit}.service`))?.[1] ?? '';
  const lines = part.split('\n').filter((line) => /^[A-Z]/.test(line));
  return new Map(lines.map((line) => [line.split('=')[0] ?? '', line.replace(/^[^=]*=/, '')]));
}

/** What the environment file sets, as the programs read it; also what it offers in a comment. */
function settingsOf(name: string) {
  const lines = read(`${name}.env`).matchAll(/^(?:# )?(LOASO_[A-Z_]+)=(.*)$/gm);
  return readConfig(null, Object.fromEntries([...lines].map(([, key, value]) => [key, value])));
}

describe('units of server and signer', () => {
  const [signer, server] = [serviceOf('loaso-signer'), serviceOf('loaso-server')];
  const [signerSettings, serverSettings] = [settingsOf('signer'), settingsOf('server')];

  it('are two users, made without a login, each with a folder that the other cannot open', () => {
    expect([signer.get('User'), server.get('User')]).to.deep.equal(['loaso-signer', 'loaso']);
    const users = [...read('loaso.sysusers.conf').matchAll(/^u (\S+) +- "[^"]+" (\S+) +(\S+)$/gm)];
    expect(users.map(([, name, home, shell]) => ({ name, home, shell }))).to.deep.equal([
      { name: 'loaso', home: serverSettings.dataDir, shell: '/usr/sbin/nologin' },
      { name: 'loaso-signer', home: signerSettings.signerDir, shell: '/usr/sbin/nologin' },
    ]);
    for (const unit of [signer, server]) {
      expect(unit.get('StateDirectoryMode')).to.equal('0700');
      expect(unit.get('UMask')).to.equal('0077');
      expect(unit.get('LimitCORE')).to.equal('0');
    }
    const folders = [signer, server].map((unit) => `/var/lib/${unit.get('StateDirectory')}`);
    expect(folders).to.deep.equal([signerPlace(signerSettings).dir, serverSettings.dataDir]);
    expect(signer.get('InaccessiblePaths')).to.equal(`-${folders[1]}`);
    expect(server.get('InaccessiblePaths')).to.equal(`-${folders[0]}`);
  });

  it('meet at one socket, in a folder that only the group of the signer may enter', () => {
    const { socketPath } = signerPlace(signerSettings);
    expect(signerPlace(serverSettings).socketPath).to.equal(socketPath);
    expect(dirname(socketPath)).to.equal(`/run/${signer.get('RuntimeDirectory')}`);
    expect(signer.get('RuntimeDirectoryMode')).to.equal('0750');
    expect(server.get('SupplementaryGroups')).to.equal(signer.get('Group'));
    expect(socketPath.startsWith(`${signerPlace(signerSettings).dir}/`)).to.equal(false);
    // The bounds that bind the signer come from a file of root, not from the server.
    expect(signerSettings.policyFile).to.equal(serverSettings.policyFile);
    expect(signerSettings.policyFile).to.match(/^\/etc\/loaso\//);
  });

  it('start the programs that there are, the signer without any network', () => {
    const summary = spawnSync(process.execPath, [join(DIR, '../../server/bin/loaso.js'), 'help'], {
      encoding: 'utf8',
    });
    for (const [unit, name] of [
      [signer, 'signer'],
      [server, 'serve'],
    ] as const) {
      const command = `/usr/bin/env node /opt/loaso/server/bin/loaso.js ${name}`;
      expect(unit.get('ExecStart')).to.equal(command);
      expect(summary.stdout).to.match(new RegExp(`^ {2}${name} `, 'm'));
    }
    expect(signer.get('PrivateNetwork')).to.equal('yes');
    expect(signer.get('RestrictAddressFamilies')).to.equal('AF_UNIX');
    const shell = read('loaso-signer.sh');
    expect(shell).to.contain(`. ${signer.get('EnvironmentFile')}\n`);
    expect(shell).to.contain(`runuser -u ${signer.get('User')} -- `);
  });

  it('are understood by systemd, and found well shut', () => {
    for (const unit of ['loaso-signer', 'loaso-server']) {
      const file = join(DIR, `${unit}.service`);
      const verified = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
      expect(verified.stderr).to.not.contain(`${unit}.service:`);
      // 10 is an open door; the limit is in tenths.
      const words = ['security', '--offline=true', '--threshold=20', file];
      const judged = spawnSync('systemd-analyze', words, { encoding: 'utf8' });
      expect(judged.status, judged.stdout.slice(-300)).to.equal(0);
    }
  });
});
