/** `loaso import` — nhập văn bản: the script of a file, and the episodes it would be divided into. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '#server/main/workshop';

const PROGRAM = ['--import=tsx', '--conditions=source', join(ROOT, 'server/src/cli.ts'), 'import'];
const DECISION = join(ROOT, 'server/samples/qd-1462-ubnd-binh-dinh-2025.txt');

const run = (...args: readonly string[]) => {
  const done = spawnSync(process.execPath, [...PROGRAM, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status: done.status, out: done.stdout, complaint: done.stderr };
};

describe('loaso import', function () {
  this.timeout(60_000);

  it('lists the episodes of the decision with the minutes each is expected to last', () => {
    const { status, out } = run(DECISION, '--episodes', '15', '--json');
    expect(status).to.equal(0);
    const { expectedMs, episodes } = JSON.parse(out);
    expect(expectedMs / 60_000).to.be.within(35, 55);
    expect(episodes.map((one: { number: number }) => one.number)).to.deep.equal([1, 2, 3, 4]);
    for (const one of episodes) {
      expect(one.minutes).to.be.within(7.5, 15);
      expect(one.title).to.match(new RegExp(`\\(kỳ ${one.number}/4\\)$`, 'u'));
    }
    expect(episodes[2].fromClause).to.match(/^Phụ lục/u);
    const lines = run(DECISION, '--episodes', '15').out.split('\n');
    expect(lines[1]).to.match(/^# \d+,\d phút$/u);
    expect(lines[2]).to.match(/^1\/4 {2}\d+,\d phút {2}/u);
  });

  it('asks for a length that an airing can have', () => {
    for (const minutes of ['0', 'mười', '-5']) {
      const { status, complaint } = run(DECISION, `--episodes=${minutes}`);
      expect(status).to.equal(2);
      expect(complaint).to.contain('--episodes MINUTES');
    }
  });
});
