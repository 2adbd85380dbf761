/** The command `loaso simulate` as a person or a script meets it. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RUN = ['--import=tsx', '--conditions=source', 'test/simulation/cli.ts', 'simulate'];
const RUN_MS_MAX = 100_000;

function run(...args: string[]) {
  const options = { cwd: ROOT, encoding: 'utf8', timeout: RUN_MS_MAX } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...RUN, ...args], options);
  return { status, lines: stdout.split('\n').filter((line) => line !== ''), stderr };
}

describe('loaso simulate', function () {
  this.timeout(RUN_MS_MAX);

  it('prints one line of JSON with the figures of the contract and exits 0', () => {
    const { status, lines, stderr } = run('--boxes', '3', '--days', '1', '--faults', 'none');
    expect({ status, stderr, count: lines.length }).to.deep.equal({
      status: 0,
      stderr: '',
      count: 1,
    });
    const summary = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(summary).to.include({ seed: 1, boxes: 3, days: 1, faults: 'none', lost: 0 });
    expect(summary).to.include.keys('planned', 'played', 'interrupted', 'missed', 'unknown');
    expect(summary).to.include.keys('duplicate', 'violations', 'events', 'wallS');
  });

  it('exits 1 when a promise is broken, and tells the seed, how to run it again and what happened', () => {
    const args = ['--boxes', '4', '--days', '2', '--seed', '1', '--bug', 'drop-a-play'];
    const { status, lines, stderr } = run(...args);
    expect(status).to.equal(1);
    expect(lines).to.have.length(1);
    expect(stderr).to.include(
      'npx loaso simulate --boxes 4 --days 2 --seed 1 --faults all --bug drop-a-play',
    );
    expect(stderr).to.match(/missedWhenCached/);
    expect(stderr.split('\n').filter((line) => line.startsWith('    '))).to.have.length(50);
  });

  it('refuses what it does not understand, with the usage', () => {
    for (const args of [['--boxes', '0'], ['--faults', 'some'], ['--bug', 'none'], ['--what']]) {
      const { status, stderr } = run(...args);
      expect(status).to.equal(2);
      expect(stderr).to.include('Usage: loaso simulate');
    }
  });
});
