/**
 * make agent-deb — dựng gói Debian của cụm loa.
 *
 * Bundles the agent once and packs it for each processor. Usage:
 * `build.ts [--version X.Y.Z] [--out DIR] [amd64 arm64 armhf]`; prints one line a package.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle, ROOT, sha256Of } from './bundle.js';
import { type Arch, runtimeOf } from './runtime.js';

const ARCHS: readonly Arch[] = ['amd64', 'arm64', 'armhf'];
/** What the package is dated, so that the same sources give the same bytes. */
const SOURCES = ['edge-agent', 'shared', 'deploy/agent', 'package-lock.json'];

const { values, positionals } = parseArgs({
  options: { version: { type: 'string' }, out: { type: 'string' } },
  allowPositionals: true,
});

const versionOfAgent = (): string =>
  (JSON.parse(readFileSync(join(ROOT, 'edge-agent/package.json'), 'utf8')) as { version: string })
    .version;

function dateOfSources(): string {
  const given = process.env['SOURCE_DATE_EPOCH'];
  if (given !== undefined) return given;
  const words = ['log', '-1', '--format=%ct', '--', ...SOURCES];
  return execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).trim();
}

const version = values.version ?? versionOfAgent();
const out = values.out ?? join(ROOT, '.cache/agent');
const wanted =
  positionals.length === 0 ? ARCHS : ARCHS.filter((arch) => positionals.includes(arch));
if (wanted.length < positionals.length) {
  process.stderr.write(`unknown processor among: ${positionals.join(' ')}\n`);
  process.exit(2);
}

mkdirSync(out, { recursive: true });
const folder = join(out, 'bundle');
await bundle(folder);
const date = dateOfSources();
for (const arch of wanted) {
  const runtime = runtimeOf(arch);
  const file = join(out, `loaso-agent_${version}_${arch}.deb`);
  const words = [join(import.meta.dirname, 'deb.sh'), arch, version, folder, file];
  execFileSync('sh', words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      SOURCE_DATE_EPOCH: date,
      NODE_PROGRAM: runtime?.node ?? '',
      NODE_LICENCE: runtime?.licence ?? '',
    },
  });
  const megabytes = (statSync(file).size / 1_000_000).toFixed(1);
  process.stdout.write(`${file}  ${megabytes} MB  sha256 ${sha256Of(file)}\n`);
}
