/**
 * What closes most of the gap — sửa gì, lắp gì trước.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { hamletCoverage, sumUp } from '#server/core/coverage/compute';
import { bestSteps, NEW_RADIUS_M } from '#server/core/coverage/gaps';
import type { Cluster, Hamlet } from '#server/core/coverage/registry';
import { at, cluster, hamlet } from './worlds.js';

const reached = (hamlets: readonly Hamlet[], clusters: readonly Cluster[]): number =>
  sumUp(hamletCoverage(hamlets, clusters)).reached.today.people;

describe('The best steps', () => {
  it('name the repair that brings most people first, then the next hamlet without sound', () => {
    const hamlets = [
      hamlet(1, { people: 900 }),
      hamlet(2, { people: 2_000, centre: at(3_000) }),
      hamlet(3, { people: 400, centre: at(6_000) }),
    ];
    const clusters = [
      cluster('a'),
      cluster('b', { position: at(3_000), today: 'no' }),
      cluster('c', { position: at(0, 20), today: 'no' }),
    ];
    expect(bestSteps(hamlets, clusters, 5)).to.deep.equal([
      { kind: 'repair', device: clusters[1]?.id, people: 2_000 },
      { kind: 'install', hamlet: hamlets[2]?.areaId, people: 400 },
    ]);
  });

  it('prefer the repair where it does as much', () => {
    const hamlets = [hamlet(1, { people: 700, radiusM: 100 })];
    const broken = cluster('a', { today: 'no', radiusM: NEW_RADIUS_M });
    expect(bestSteps(hamlets, [broken], 3)).to.deep.equal([
      { kind: 'repair', device: broken.id, people: 700 },
    ]);
  });

  it('count a hamlet once where it lies on the edge of a cell of the grid', () => {
    const edge = hamlet(1, { people: 655, centre: { lat: 13.62, lng: 109.35 } });
    expect(bestSteps([edge], [], 3).map(({ people }) => people)).to.deep.equal([655]);
  });

  it('add up to what they bring, each as good as any single other step at its turn', () => {
    const metres = fc.integer({ min: -2_500, max: 2_500 });
    const spot = fc.tuple(metres, metres, fc.integer({ min: 0, max: 3_000 }));
    fc.assert(
      fc.property(
        fc.array(spot, { minLength: 1, maxLength: 6 }),
        fc.array(fc.tuple(metres, metres, fc.constantFrom('yes', 'no', 'unknown')), {
          maxLength: 6,
        }),
        (places, boxes) => {
          const hamlets = places.map(([east, north, people], index) =>
            hamlet(index + 1, { centre: at(east, north), people }),
          );
          const clusters = boxes.map(([east, north, today], index) =>
            cluster(String(index), { position: at(east, north), today }),
          );
          const before = reached(hamlets, clusters);
          const steps = bestSteps(hamlets, clusters, 20);
          const sum = steps.reduce((total, { people }) => total + people, 0);
          const after = reached(
            hamlets,
            clusters.concat(steps.map((step) => builtBy(step, hamlets, clusters))),
          );
          expect(Math.abs(after - before - sum)).to.be.at.most(steps.length / 2 + 1);
          for (const [first, second] of steps.slice(1).map((step, index) => [steps[index], step])) {
            expect(second?.people ?? 0).to.be.at.most((first?.people ?? 0) + 1);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

function builtBy(
  step: ReturnType<typeof bestSteps>[number],
  hamlets: readonly Hamlet[],
  clusters: readonly Cluster[],
): Cluster {
  if (step.kind === 'repair') {
    const broken = clusters.find(({ id }) => id === step.device);
    if (broken === undefined) throw new Error('a repair of nothing');
    return { ...broken, today: 'yes' };
  }
  const place = hamlets.find(({ areaId }) => areaId === step.hamlet);
  return cluster('built', { position: place?.centre ?? null, radiusM: NEW_RADIUS_M });
}
