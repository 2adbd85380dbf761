/** A province on a virtual clock: what holds in every world, with and without faults. */
import { expect } from 'chai';
import { BUGS, type Bug } from './bugs.js';
import { type Options, type Outcome, simulate } from './simulation.js';
import type { Invariant } from './world.js';

const WEEKEND: Options = { boxes: 20, days: 3, seed: 1, faults: 'all' };
const SEEDS_MAX = 50;

const broken = ({ violations, kept }: Outcome) => ({
  counts: Object.entries(violations).filter(([, count]) => count > 0),
  kept,
});
const NOTHING = { counts: [], kept: [] };

/** The first seed under which a bug breaks a promise, and which ones it breaks; null when none does. */
function foundBy(bug: Bug): { seed: number; invariants: Invariant[] } | null {
  for (let seed = 1; seed <= SEEDS_MAX; seed += 1) {
    const outcome = simulate({ boxes: 12, days: 3, seed, faults: 'all', bug });
    const invariants = broken(outcome).counts.map(([name]) => name as Invariant);
    if (invariants.length > 0) return { seed, invariants };
  }
  return null;
}

/** What each planted bug breaks, any of them. */
const BREAKS: Readonly<Record<Bug, readonly Invariant[]>> = {
  'ack-before-store': ['lost', 'unrecorded', 'planNumberFell', 'heardTwice', 'badOrder'],
  // An order whose id the disk has lost is carried out again.
  'skip-fsync': ['lost', 'unrecorded', 'planNumberFell', 'heardTwice', 'badOrder'],
  'ignore-plan-number': ['planNumberFell'],
  'trust-any-signature': ['badPlanAccepted'],
  'envelope-off-by-an-hour': ['outsideEnvelope', 'missedWhenCached'],
  'receipt-ahead-of-gap': ['lost'],
  'store-twice': ['duplicate'],
  'play-without-hash': ['wrongBytes'],
  // One that is ahead passes over what is due.
  'believe-any-clock': ['startError', 'missedWhenCached'],
  'deaf-to-stop': ['twoSounds', 'outsideEnvelope', 'playWithoutPlan'],
  'drop-a-play': ['missedWhenCached'],
  'forget-begun': ['unrecorded'],
  'chime-at-any-hour': ['outsideEnvelope'],
  'forget-told-results': ['lost'],
  'spend-missed-minutes': ['missedWhenCached'],
  'amplifier-too-late': ['unpowered'],
  'forget-sessions': ['outsideEnvelope'],
  'endless-exemption': ['outsideEnvelope', 'missedWhenCached'],
  'ignore-trim': ['outsideEnvelope'],
  'numbers-put-back': ['numberTwice'],
  'ignore-hold': ['holdPublished'],
  'ignore-fence': ['fencePassed'],
};

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

  for (const bug of Object.keys(BUGS) as Bug[]) {
    it(`finds the planted bug within ${SEEDS_MAX} seeds: ${BUGS[bug]}`, () => {
      const found = foundBy(bug);
      expect(found?.invariants).to.satisfy((names: Invariant[] | undefined) =>
        names?.some((name) => BREAKS[bug].includes(name)),
      );
    });
  }
});
