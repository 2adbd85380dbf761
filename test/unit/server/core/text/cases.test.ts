/** Reading cases — bộ câu đọc mẫu: every written text is read in one of its accepted ways. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { accepts, casesOf, type ReadingCase, scoreOf } from '#server/core/text/score';
import { speakLine } from '#server/core/text/speak-line';

const FOLDER = new URL('./cases/', import.meta.url);
const DEV = new URL('./vi-legal-speech.dev.tsv', import.meta.url);

const table = (text: string): ReadingCase[] => {
  const cases = casesOf(text);
  if (!cases.ok) throw new Error(`${cases.error.code} at line ${cases.error.line}`);
  return cases.value;
};

const read = (file: URL) =>
  scoreOf(table(readFileSync(file, 'utf8')), (written) => speakLine(written));

const failuresIn = (file: URL): string[] =>
  read(file).failed.map((each) => `${each.category}: ${each.written} → ${each.spoken}`);

describe('reading cases', () => {
  it('reads every development case in an accepted way', () => {
    const { categories } = read(DEV);
    expect(categories.reduce((sum, { total }) => sum + total, 0)).to.equal(64);
    expect(failuresIn(DEV)).to.deep.equal([]);
  });

  for (const name of readdirSync(FOLDER).sort()) {
    it(`reads every case of ${name} in an accepted way`, () => {
      expect(failuresIn(new URL(name, FOLDER))).to.deep.equal([]);
    });
  }

  it('refuses a reading with a digit left or a word missing', () => {
    expect(accepts('khoản 2', ['khoản hai'])).to.equal(false);
    expect(accepts('khoản', ['khoản hai'])).to.equal(false);
    expect(accepts('Khoản hai.', ['khoản hai'])).to.equal(true);
  });

  it('counts by category and keeps what was read otherwise', () => {
    const cases = table('a\t1\tmột | mốt\r\na\t2\thai\nb\t\\f\t∅\n');
    const said = new Map([
      ['1', 'Mốt'],
      ['2', 'ba'],
      ['\\f', ' . '],
    ]);
    const score = scoreOf(cases, (written) => said.get(written) ?? '');
    expect(score.categories).to.deep.equal([
      { category: 'a', passed: 1, total: 2 },
      { category: 'b', passed: 1, total: 1 },
    ]);
    expect(score.failed.map(({ written, spoken }) => [written, spoken])).to.deep.equal([
      ['2', 'ba'],
    ]);
  });

  it('names the line that is no case, and takes no empty table for a good one', () => {
    const fault = (text: string) => {
      const cases = casesOf(text);
      return cases.ok ? 'cases' : cases.error;
    };
    expect(fault('a\t1\tmột\n\nb\t2')).to.deep.equal({ code: 'not-a-case', line: 3 });
    expect(fault('a\t1\tmột\thai')).to.deep.equal({ code: 'not-a-case', line: 1 });
    expect(fault('\n\n')).to.deep.equal({ code: 'no-cases', line: 1 });
  });
});
