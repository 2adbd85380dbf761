/**
 * House rules — nội quy của ngôi nhà.
 *
 * Every rule is shown twice: the tree keeps it, and a planted fault breaks it. A rule that cannot
 * fail is no rule.
 */
import { expect } from 'chai';
import type { Fault, Rule } from './rule.js';
import { COVERAGE_RULES } from './rules/coverage.js';
import { LIBRARY_RULES } from './rules/libraries.js';
import { PURITY_RULES } from './rules/purity.js';
import { SECRECY_RULES } from './rules/secrecy.js';
import { SHAPE_RULES } from './rules/shape.js';
import { loadTree } from './tree.js';

const RULES: readonly Rule[] = [
  ...SHAPE_RULES,
  ...PURITY_RULES,
  ...LIBRARY_RULES,
  ...COVERAGE_RULES,
  ...SECRECY_RULES,
];

const listOf = (faults: readonly Fault[]): string =>
  faults.map(({ path, line, what }) => `  ${path}:${line}  ${what}`).join('\n');

describe('house/tidy', () => {
  const tree = loadTree();

  it('judges the whole repository', () => {
    const paths = tree.map(({ path }) => path);
    expect(paths).to.include.members([
      'Makefile',
      'package.json',
      'shared/src/time.ts',
      'test/house/tidy.test.ts',
    ]);
  });

  for (const rule of RULES) {
    describe(rule.holds, () => {
      it('in this repository', () => {
        const faults = rule.check(tree);
        if (faults.length > 0) throw new Error(`${rule.why}\n${listOf(faults)}`);
      });

      for (const [name, files] of Object.entries(rule.planted)) {
        it(`finds ${name}`, () => {
          expect(rule.check(files)).to.not.have.length(0);
        });
      }

      it('lets what keeps it pass', () => {
        expect(rule.check(rule.sound)).to.deep.equal([]);
      });
    });
  }
});
