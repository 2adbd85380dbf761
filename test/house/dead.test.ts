/**
 * Dead code — mã chết.
 *
 * Every file, export and package is used; a planted dead file and a dead export are found with the
 * same settings (knip's, in package.json).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { runTool, withPlanted } from './tool.js';
import { ROOT } from './tree.js';

type Manifest = { readonly knip: unknown; readonly workspaces: readonly string[] };

const manifestOf = (folder: string): string =>
  readFileSync(join(ROOT, folder, 'package.json'), 'utf8');

/** A house of two files with this repository's settings. */
function planted(files: Readonly<Record<string, string>>): Record<string, string> {
  const { knip, workspaces } = JSON.parse(manifestOf('.')) as Manifest;
  const rooms = workspaces.map((room) => {
    const { name, exports } = JSON.parse(manifestOf(room)) as { name: string; exports?: unknown };
    return [`${room}/package.json`, JSON.stringify({ name, exports, type: 'module' })] as const;
  });
  return {
    'package.json': JSON.stringify({ name: 'planted', type: 'module', workspaces, knip }),
    ...Object.fromEntries(rooms),
    'server/src/main.ts': "import { used } from './used.js';\n\nused();\n",
    'server/src/used.ts': 'export const used = (): number => 1;\n',
    ...files,
  };
}

const knip = (files: Readonly<Record<string, string>>): string =>
  withPlanted(
    planted(files),
    (folder) =>
      runTool('knip', 'knip', ['--no-config-hints', '--include=files,exports'], folder).output,
  );

describe('house/dead', function () {
  this.timeout(120_000);

  it('nothing in this repository is unused', () => {
    const { ok, output } = runTool('knip', 'knip', ['--no-config-hints', '--no-progress']);
    expect(ok, output).to.equal(true);
  });

  it('a house without dead code is reported clean', () => {
    expect(knip({})).to.equal('');
  });

  it('a dead file is found', () => {
    expect(knip({ 'server/src/dead.ts': 'export const a = 1;\n' })).to.include(
      'server/src/dead.ts',
    );
  });

  it('a dead export is found', () => {
    const used = 'export const used = (): number => 1;\nexport const unused = 2;\n';
    expect(knip({ 'server/src/used.ts': used })).to.include('unused');
  });

  it('a dead export of the treaty is found', () => {
    expect(knip({ 'shared/src/a.ts': 'export const lonely = 1;\n' })).to.include('shared/src/a.ts');
  });
});
