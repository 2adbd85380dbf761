/** A province on a virtual clock: what holds in every world, with and without faults. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { BUGS, type Bug } from './bugs.js';
import { FOUND, SEEDS_MAX } from './found.js';
import { INVARIANTS } from './invariants.js';
import { pageOfSimulator } from './page.js';
import { type Options, type Outcome, simulate } from './simulation.js';

const WEEKEND: Options = { boxes: 20, days: 3, seed: 1, faults: 'all' };

const broken = ({ violations, kept }: Outcome) => ({
  counts: Object.entries(violations).filter(([, count]) => count > 0),
  kept,
});
const NOTHING = { counts: [], kept: [] };

describe('simulation', function () {
  this.timeout(120_000);

  it('plays everything that was planned where nothing goes wrong', () => {
    const outcome = simulate({ ...WEEKEND, boxes: 40, faults: 'none' });
    expect(broken(outcome)).to.deep.equal(NOTHING);
    expect(outcome.planned).to.be.greaterThan(300);
    const { planned, played, interrupted, missed, unknown } = outcome;
    expect({ played, interrupted, missed, unknown }).to.deep.equal({
      played: planned,
      interrupted: 0,
      missed: 0,
      unknown: 0,
    });
  });

  for (const seed of [1, 2, 3, 4]) {
    it(`keeps every promise under every kind of fault, seed ${seed}`, () => {
      const outcome = simulate({ ...WEEKEND, seed });
      expect(broken(outcome)).to.deep.equal(NOTHING);
      const { planned, played, interrupted, missed, unknown } = outcome;
      expect(played).to.be.greaterThan(0);
      expect(missed + interrupted).to.be.greaterThan(0);
      expect(played + interrupted + missed + unknown).to.equal(planned);
    });
  }

  it('puts older databases back and starts second servers: held and fenced, with every promise kept', () => {
    const outcomes = [5, 9, 14].map((seed) => simulate({ ...WEEKEND, boxes: 12, seed }));
    expect(outcomes.map(broken)).to.deep.equal(outcomes.map(() => NOTHING));
    const sum = (of: 'holds' | 'fenced'): number =>
      outcomes.reduce((all, outcome) => all + outcome[of], 0);
    expect(sum('holds')).to.be.greaterThan(0);
    expect(sum('fenced')).to.be.greaterThan(0);
  });

  it('adds up to the unit after 200 kills of boxes, broker and server in one day', () => {
    const outcome = simulate({ boxes: 30, days: 1, seed: 11, faults: 'kills' });
    expect(broken(outcome)).to.deep.equal(NOTHING);
    const { kills, planned, played, interrupted, missed, unknown } = outcome;
    expect(kills).to.be.at.least(200);
    expect(interrupted + missed).to.be.greaterThan(0);
    expect(played + interrupted + missed + unknown).to.equal(planned);
  });

  it('runs the same week twice from the same seed, to the event', () => {
    const [first, again, other] = [7, 7, 8].map((seed) => simulate({ ...WEEKEND, seed }));
    expect(again).to.deep.equal(first);
    expect(other?.hash).to.not.equal(first?.hash);
  });

  it('writes down the life of a box without changing it', () => {
    const plain = simulate(WEEKEND);
    const followed = simulate({ ...WEEKEND, follow: { box: 'box-00003', at: Infinity } });
    expect(followed.trace).to.have.length(50);
    expect({ ...followed, trace: [] }).to.deep.equal(plain);
  });

  for (const [bug, { seed, boxes, breaks }] of Object.entries(FOUND)) {
    it(`finds the planted bug at seed ${seed}: ${BUGS[bug as Bug]}`, () => {
      const outcome = simulate({ boxes, days: 3, seed, faults: 'all', bug: bug as Bug });
      const broken = INVARIANTS.filter((name) => outcome.violations[name] > 0);
      expect(broken).to.include.members([...breaks]);
    });
  }

  it('has found every planted bug within 50 seeds', () => {
    const seeds = Object.values(FOUND).map(({ seed }) => seed);
    expect(Math.max(...seeds)).to.be.at.most(SEEDS_MAX);
  });

  it('is what its page says', () => {
    const page = readFileSync(new URL('../../docs/simulator.md', import.meta.url), 'utf8');
    expect(page).to.equal(pageOfSimulator());
  });
});
