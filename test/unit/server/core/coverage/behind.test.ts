/** Behind a figure: its hamlets make it to the last person, and every cluster is in one count of each figure. */
import { AreaId } from '@loaso/shared/ids';
import { ClustersOf } from '@loaso/shared/wire/http/coverage-behind';
import { expect } from 'chai';
import fc from 'fast-check';
import { type CountedCluster, clustersOf, countedOf, isOnSide } from '#server/core/coverage/behind';
import { type HamletCoverage, sumUp } from '#server/core/coverage/compute';
import { FIGURES } from '#server/core/coverage/registry';

const share = fc
  .tuple(fc.nat(512), fc.nat(512))
  .map(([sure, unknown]) => ({ sure: sure / 512, unknown: Math.min(unknown, 512 - sure) / 512 }));

const none = { sure: 0, unknown: 0 };
const hamlet = fc
  .record({
    people: fc.nat(3_000),
    urban: fc.boolean(),
    placed: fc.boolean(),
    shares: fc.record({ paper: share, today: share, heard7: share, heard30: share }),
  })
  .map(({ people, urban, placed, shares }): HamletCoverage => {
    const id = AreaId.parse('21583-01');
    const nowhere = { paper: none, today: none, heard7: none, heard30: none };
    return {
      hamlet: { areaId: id, communeId: id, urban, people, centre: null, radiusM: 1 },
      placed,
      shares: placed ? shares : nowhere,
    };
  });

const known = fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const);
const cluster: fc.Arbitrary<CountedCluster> = fc.record({
  cluster: fc.record({
    ...{ today: known, heard7: known, heard30: known },
    position: fc.constantFrom(null, { lat: 1, lng: 1 }),
  }),
  hindrance: fc.constantFrom(null, 'no-horn' as const, 'not-enrolled' as const, 'no-word' as const),
  assumed: fc.boolean(),
});

describe('what is behind a figure', () => {
  it('are hamlets that make it, and together with the others everybody', () => {
    fc.assert(
      fc.property(fc.array(hamlet), fc.constantFrom(...FIGURES), (parts, figure) => {
        const sums = sumUp(parts);
        const counted = (of: Parameters<typeof countedOf>[0]): number[] =>
          parts.flatMap((one) => countedOf(of).people(one, figure) ?? []);
        const sum = (all: readonly number[]): number => all.reduce((total, n) => total + n, 0);
        const { reached } = sums;
        expect(Math.round(sum(counted('people')))).to.equal(reached[figure].people);
        expect(counted('hamlets')).to.have.length(reached[figure].hamlets);
        const either = sum(counted('people')) + sum(counted('unknown'));
        expect(Math.round(either)).to.equal(reached[figure].people + reached[figure].unknownPeople);
        expect(sum(counted('people')) + sum(counted('unreached'))).to.be.closeTo(sums.people, 1e-6);
        expect(sum(counted('unplaced'))).to.equal(sums.unplacedPeople);
        expect(sum(counted('all'))).to.equal(sums.people);
      }),
    );
  });

  it('is in town or in the countryside, and both are all', () => {
    fc.assert(
      fc.property(fc.array(hamlet), (parts) => {
        const sides = (['urban', 'rural'] as const).map((side) =>
          parts.filter((one) => isOnSide(side, one)),
        );
        expect(sides.flat()).to.have.members(parts);
        expect(parts.filter((one) => isOnSide(undefined, one))).to.deep.equal(parts);
      }),
    );
  });

  it('are clusters, each in one count of every figure', () => {
    fc.assert(
      fc.property(fc.array(cluster), (all) => {
        for (const figure of ['today', 'heard7', 'heard30'] as const) {
          const counts = (['yes', 'no', 'unknown'] as const).map(
            (word) => clustersOf(all, `${figure}-${word}`).length,
          );
          expect(counts.reduce((sum, n) => sum + n, 0)).to.equal(all.length);
        }
        expect(clustersOf(all, 'all')).to.deep.equal(all);
        for (const of of ClustersOf.options) expect(all).to.include.members(clustersOf(all, of));
      }),
    );
  });
});
