/** `loaso speak` — lệnh đọc: lines from a file or from the input, and the score of a table. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '#server/main/workshop';

const PROGRAM = ['--import=tsx', '--conditions=source', join(ROOT, 'server/src/cli.ts'), 'speak'];

const speak = (args: readonly string[], input = '') => {
  const done = spawnSync(process.execPath, [...PROGRAM, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    input,
    timeout: 30_000,
  });
  return { status: done.status, out: done.stdout, complaint: done.stderr };
};

describe('loaso speak', function () {
  this.timeout(60_000);
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-speak-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it('gives one spoken line a written line, from the input and from a file alike', () => {
    const lines = 'khoản 2 Điều 5\n------\nngày 02/9\\nsố 3\n';
    const spoken = 'khoản hai điều năm\n\nngày mùng hai tháng chín. số ba\n';
    expect(speak(['--lines'], lines)).to.deep.equal({ status: 0, out: spoken, complaint: '' });
    expect(speak(['--lines', file('lines.txt', lines)]).out).to.equal(spoken);
  });

  it('scores a table and fails when a case is read otherwise', () => {
    const good = 'citation\tkhoản 2\tkhoản hai\ndrop\t------\t∅\n';
    const well = speak(['--score', file('good.tsv', good)]);
    expect(well.out).to.equal('citation\t1/1\ndrop\t1/1\ntotal\t2/2\n');
    expect(well.status).to.equal(0);
    const badly = speak(['--score', file('bad.tsv', `${good}citation\tkhoản 3\tkhoản bốn\n`)]);
    expect(badly.out).to.equal(
      '✗ citation: khoản 3 → khoản ba\ncitation\t1/2\ndrop\t1/1\ntotal\t2/3\n',
    );
    expect(badly.status).to.equal(1);
  });

  it('says what is wrong with a table, a file that is not there, and a wrong use', () => {
    const plain = speak(['--score', file('plain.tsv', 'khoản 2\n')]);
    expect(plain.complaint).to.match(/plain\.tsv: line 1 is no case; write category/);
    expect(plain.status).to.equal(2);
    expect(speak(['--score', file('empty.tsv', '')]).complaint).to.include('holds no case');
    expect(speak(['--lines', join(folder, 'none')]).complaint).to.match(/no such file.*none/);
    expect(speak(['--score']).complaint).to.match(/^usage: loaso speak/);
  });
});
