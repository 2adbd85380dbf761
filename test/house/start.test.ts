/**
 * Start files — tệp khởi động.
 *
 * What a person sees who starts a program on an old Node, or before anything was built.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { withPlanted } from './tool.js';
import { ROOT } from './tree.js';

const PROGRAMS = ['server/bin/loaso.js', 'edge-agent/bin/loaso-agent.js'];
const START_SECONDS_MAX = 30;

/** Makes a Node say that it is version 20, before the program's first line. */
const AS_NODE_20 =
  '--import=data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.9.0"})';

function start(folder: string, program: string, nodeArgs: readonly string[], args: string[] = []) {
  const done = spawnSync(process.execPath, [...nodeArgs, join(folder, program), ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: START_SECONDS_MAX * 1000,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return { status: done.status, said: `${done.stdout}${done.stderr}` };
}

const textOf = (program: string): string => readFileSync(join(ROOT, program), 'utf8');

describe('house/start', function () {
  this.timeout(2 * START_SECONDS_MAX * 1000);

  for (const program of PROGRAMS) {
    describe(program, () => {
      const bare = { [program]: textOf(program), 'package.json': '{"type":"module"}' };

      it('on an old Node without one of its own names what to run', () => {
        const { status, said } = withPlanted(bare, (folder) =>
          start(folder, program, [AS_NODE_20]),
        );
        expect(said).to.match(/Node 22.*20\.9\.0.*make setup/s);
        expect(status).to.equal(1);
      });

      it('before anything was built names what to run', () => {
        const { status, said } = withPlanted(bare, (folder) => start(folder, program, []));
        expect(said).to.match(/Not built yet.*make setup/);
        expect(status).to.equal(1);
      });

      it('on an old Node runs under the Node of its repository, arguments and exit code kept', () => {
        const built = {
          ...bare,
          [`${program.split('/')[0]}/dist/cli.js`]:
            'process.stdout.write(process.argv.slice(2).join("+")); process.exitCode = 7;',
          'node_modules/.bin/node': `#!/bin/sh\nexec '${process.execPath}' "$@"\n`,
        };
        const { status, said } = withPlanted(
          built,
          (folder) => start(folder, program, [AS_NODE_20], ['serve', '--x']),
          ['node_modules/.bin/node'],
        );
        expect(said).to.equal('serve+--x');
        expect(status).to.equal(7);
      });
    });
  }
});
