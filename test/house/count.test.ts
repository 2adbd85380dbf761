/**
 * The count of tests — đếm kiểm thử.
 *
 * The last line of a run is only worth something if a failed, a skipped and a broken test are counted, and named.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { runTool, withPlanted } from './tool.js';
import { ROOT } from './tree.js';

const REPORTER = join(ROOT, 'test/house/reporter.cjs');

type Totals = {
  readonly passed: number;
  readonly failed: number;
  readonly named: string[];
  /** What had begun when the run broke off, or null. */
  readonly begun: string | null;
};

const countOf = (tests: string): Totals =>
  withPlanted({ 'a.test.js': tests, 'package.json': '{"type":"module"}' }, (folder) => {
    const totals = join(folder, 'totals.json');
    const args = [`--reporter=${REPORTER}`, `--reporter-option=totals=${totals}`, 'a.test.js'];
    runTool('mocha', 'mocha', args, folder);
    return JSON.parse(readFileSync(totals, 'utf8')) as Totals;
  });

describe('house/count', function () {
  this.timeout(60_000);

  it('passed and failed tests are counted apart', () => {
    const tests = "it('a', () => {}); it('b', () => {}); it('c', () => { throw new Error('c'); });";
    expect(countOf(tests)).to.deep.equal({ passed: 2, failed: 1, named: ['c: c'], begun: null });
  });

  it('a skipped test is a failed one', () => {
    expect(countOf("it('a', () => {}); it('b');")).to.deep.equal({
      passed: 1,
      failed: 1,
      named: ['b: was not run'],
      begun: null,
    });
  });

  it('a broken hook is a failed test', () => {
    const tests = "before(() => { throw new Error('x'); }); it('a', () => {});";
    expect(countOf(tests)).to.deep.equal({
      passed: 0,
      failed: 1,
      named: ['"before all" hook for "a": x'],
      begun: null,
    });
  });

  it('a run that breaks off has passed what it passed, and says where it broke off', () => {
    const tests = "it('a', () => {}); it('b', () => process.kill(process.pid, 'SIGKILL'));";
    expect(countOf(tests)).to.deep.equal({ passed: 1, failed: 0, named: [], begun: 'b' });
  });
});
