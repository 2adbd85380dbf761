/**
 * Who is reached — mức độ phủ, tính tay và theo luật.
 */
import { AreaId } from '@loaso/shared/ids';
import { expect } from 'chai';
import fc from 'fast-check';
import { hamletCoverage, sumUp } from '#server/core/coverage/compute';
import { FIGURES, type Known } from '#server/core/coverage/registry';
import { againstTargets } from '#server/core/coverage/targets';
import { at, cluster, hamlet } from './worlds.js';

const coverage = (...world: Parameters<typeof hamletCoverage>) => sumUp(hamletCoverage(...world));

describe('Coverage of a small world', () => {
  it('counts to the last person what sounds whole, what is broken and what gave no word', () => {
    const hamlets = [
      hamlet(1, { people: 812 }),
      hamlet(2, { people: 430, centre: at(2_000) }),
      hamlet(3, { people: 655, centre: at(4_000), urban: true }),
      hamlet(4, { people: 99, centre: at(6_000) }),
    ];
    const clusters = [
      cluster('1'),
      cluster('2', { position: at(2_000), today: 'no', heard7: 'no' }),
      cluster('3', { position: at(4_000), today: 'unknown', heard7: 'unknown', heard30: 'no' }),
    ];
    const { reached, ...total } = coverage(hamlets, clusters);
    expect(total).to.deep.equal({
      people: 1_996,
      hamlets: 4,
      unplacedHamlets: 0,
      unplacedPeople: 0,
    });
    expect(reached).to.deep.equal({
      paper: { people: 1_897, unknownPeople: 0, hamlets: 3 },
      today: { people: 812, unknownPeople: 655, hamlets: 1 },
      heard7: { people: 812, unknownPeople: 655, hamlets: 1 },
      heard30: { people: 1_242, unknownPeople: 0, hamlets: 2 },
    });
  });

  it('counts nobody twice where circles overlap', () => {
    const clusters = ['a', 'b', 'c'].map((name) => cluster(name, { position: at(20) }));
    expect(coverage([hamlet(1)], clusters).reached.today.people).to.equal(1_000);
  });

  it('counts the part of a hamlet that lies in the circle: half when its edge is the middle', () => {
    const far = cluster('a', { position: at(100_000), radiusM: 100_000 });
    const near = cluster('b', { position: at(2_000), radiusM: 2_000 });
    const { people } = coverage([hamlet(1)], [near]).reached.today;
    expect(people).to.be.within(470, 500);
    expect(coverage([hamlet(1)], [far]).reached.today.people, 'beyond any horn').to.equal(0);
  });

  it('says of a hamlet without a place that it has none, and leaves it in the total', () => {
    const { people, unplacedPeople, reached } = coverage(
      [hamlet(1, { centre: null })],
      [cluster('a')],
    );
    expect({ people, unplacedPeople, paper: reached.paper.people }).to.deep.equal({
      people: 1_000,
      unplacedPeople: 1_000,
      paper: 0,
    });
  });

  it('takes a cluster without a position to stand in its own hamlet and nowhere else', () => {
    const lost = cluster('a', { position: null, areaId: AreaId.parse('21583-02') });
    const parts = hamletCoverage([hamlet(1), hamlet(2)], [lost]);
    expect(parts.map(({ shares }) => shares.paper.sure)).to.deep.equal([0, 1]);
  });
});

const known = fc.constantFrom<Known[]>('yes', 'no', 'unknown');
const metres = fc.integer({ min: -3_000, max: 3_000 });
const clusters = fc
  .array(fc.tuple(metres, metres, fc.integer({ min: 0, max: 900 }), known, known, known), {
    maxLength: 12,
  })
  .map((list) =>
    list.map(([east, north, radiusM, today, heard7, heard30], index) =>
      cluster(String(index), { position: at(east, north), radiusM, today, heard7, heard30 }),
    ),
  );
const hamlets = fc
  .array(fc.tuple(metres, metres, fc.integer({ min: 0, max: 5_000 }), fc.boolean()), {
    minLength: 1,
    maxLength: 8,
  })
  .map((list) =>
    list.map(([east, north, people, urban], index) =>
      hamlet(index + 1, { centre: at(east, north), people, urban }),
    ),
  );

describe('Coverage of any world', () => {
  it('does not depend on the order of anything', () => {
    fc.assert(
      fc.property(hamlets, clusters, (places, boxes) => {
        const [one, other] = [
          coverage(places, boxes),
          coverage([...places].reverse(), [...boxes].reverse()),
        ];
        expect(other).to.deep.equal(one);
      }),
    );
  });

  it('is never above everybody, and no figure is above the one on paper', () => {
    fc.assert(
      fc.property(hamlets, clusters, (places, boxes) => {
        const { people, reached } = coverage(places, boxes);
        for (const figure of FIGURES) {
          const { people: sure, unknownPeople, hamlets: whole } = reached[figure];
          expect(sure + unknownPeople).to.be.at.most(people);
          expect(sure).to.be.at.most(reached.paper.people);
          expect(whole).to.be.at.most(places.length);
        }
      }),
    );
  });

  it('never falls when a cluster is added, and is not changed by one that does nothing', () => {
    fc.assert(
      fc.property(hamlets, clusters, (places, boxes) => {
        const before = coverage(places, boxes).reached.today.people;
        const more = coverage(places, [...boxes, cluster('new')]).reached.today.people;
        expect(more).to.be.at.least(before);
        const idle = coverage(places, [...boxes, cluster('idle', { today: 'no' })]).reached.today;
        expect(idle.people).to.equal(before);
      }),
    );
  });

  it('of all hamlets together is the sum of each alone, to the rounding', () => {
    fc.assert(
      fc.property(hamlets, clusters, (places, boxes) => {
        const whole = coverage(places, boxes).reached.today.people;
        const parts = places.map((one) => coverage([one], boxes).reached.today.people);
        const sum = parts.reduce((a, b) => a + b, 0);
        expect(Math.abs(sum - whole)).to.be.at.most(places.length / 2 + 1);
      }),
    );
  });
});

describe('Against the decision', () => {
  it('shows towns and countryside for 2027 and 2030, with the people who are missing', () => {
    const parts = hamletCoverage(
      [
        hamlet(1, { people: 850, urban: true }),
        hamlet(2, { people: 150, urban: true, centre: at(9_000) }),
        hamlet(3, { people: 599 }),
        hamlet(4, { people: 401, centre: at(9_000) }),
      ],
      [cluster('a')],
    );
    expect(againstTargets(parts, 'today')).to.deep.equal([
      {
        year: 2027,
        urban: true,
        targetPercent: 80,
        reachedPercent: 85,
        missingPeople: 0,
        met: true,
      },
      {
        year: 2027,
        urban: false,
        targetPercent: 60,
        reachedPercent: 59.9,
        missingPeople: 1,
        met: false,
      },
      {
        year: 2030,
        urban: true,
        targetPercent: 90,
        reachedPercent: 85,
        missingPeople: 50,
        met: false,
      },
      {
        year: 2030,
        urban: false,
        targetPercent: 70,
        reachedPercent: 59.9,
        missingPeople: 101,
        met: false,
      },
    ]);
  });

  it('calls no target met where nobody lives', () => {
    const [row] = againstTargets([], 'paper');
    expect(row).to.deep.include({ met: false, reachedPercent: 0, missingPeople: 0 });
  });
});
