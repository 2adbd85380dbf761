/** Sums of airings: planned is its outcomes to the unit, in whatever order the airings come. */
import { type AirSums, airedPercent } from '@loaso/shared/wire/http/reports';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Ended, NO_SUMS, plus, rowsOf, sumsBy } from '#server/core/reports/sums';

const ended = fc.record({
  areaId: fc.constantFrom('xa-1', 'xa-2'),
  entryId: fc.constantFrom('dong-1', 'dong-2'),
  title: fc.constantFrom('Tin sáng', 'Tin chiều'),
  priority: fc.constant('normal'),
  startAt: fc.constantFrom(1_000, 2_000),
  durationMs: fc.constantFrom(60_000, 90_000),
  state: fc.constantFrom<Ended['state']>(
    'planned',
    'playing',
    'played',
    'interrupted',
    'missed',
    'unknown',
  ),
  playedMs: fc.integer({ min: 0, max: 90_000 }),
  virtual: fc.boolean(),
});

const outcomes = ({ aired, interrupted, missed, unknown, virtual }: AirSums): number =>
  aired + interrupted + missed + unknown + virtual;

const one = (change: Partial<Ended>): Ended => ({
  areaId: 'xa-1',
  entryId: 'dong-1',
  title: 'Tin sáng',
  priority: 'normal',
  startAt: 1_000,
  durationMs: 60_000,
  state: 'played',
  playedMs: 60_000,
  virtual: false,
  ...change,
});

describe('the rows of a day', () => {
  it('count every box once, by what became of it', () => {
    const rows = rowsOf([
      one({}),
      one({ state: 'interrupted', playedMs: 20_000 }),
      one({ state: 'missed', playedMs: 0 }),
      one({ state: 'unknown', playedMs: 0 }),
      one({ virtual: true }),
      one({ state: 'playing' }),
      one({ areaId: 'xa-2' }),
    ]);
    expect(rows.map(({ areaId, sums }) => [areaId, sums])).to.deep.equal([
      [
        'xa-1',
        {
          planned: 5,
          aired: 1,
          interrupted: 1,
          missed: 1,
          unknown: 1,
          virtual: 1,
          airedMs: 80_000,
        },
      ],
      ['xa-2', { ...NO_SUMS, planned: 1, aired: 1, airedMs: 60_000 }],
    ]);
  });

  it('make planned the sum of its outcomes, and lose no airing that has ended', () => {
    fc.assert(
      fc.property(fc.array(ended, { maxLength: 60 }), (airings) => {
        const rows = rowsOf(airings);
        const total = rows.reduce((sum, row) => plus(sum, row.sums), NO_SUMS);
        const over = airings.filter(({ state }) => state !== 'planned' && state !== 'playing');
        return (
          rows.every(({ sums }) => sums.planned === outcomes(sums)) && total.planned === over.length
        );
      }),
    );
  });

  it('do not depend on the order in which the airings come', () => {
    const shuffled = fc
      .array(ended, { maxLength: 30 })
      .chain((airings) =>
        fc.tuple(
          fc.constant(airings),
          fc.shuffledSubarray(airings, { minLength: airings.length, maxLength: airings.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([airings, other]) => {
        expect(rowsOf(other)).to.deep.equal(rowsOf(airings));
      }),
    );
  });

  it('add up to the same sums by any key', () => {
    const rows = rowsOf([one({}), one({ areaId: 'xa-2' }), one({ entryId: 'dong-2' })]);
    const by = sumsBy(
      rows,
      ({ areaId }) => areaId,
      ({ sums }) => sums,
    );
    expect(by.map(({ key, sums }) => [key, sums.planned])).to.deep.equal([
      ['xa-1', 2],
      ['xa-2', 1],
    ]);
  });
});

describe('the share that aired', () => {
  it('leaves out what nobody knows and what sounded on no loudspeaker', () => {
    const sums = { ...NO_SUMS, planned: 10, aired: 6, missed: 2, unknown: 1, virtual: 1 };
    expect(airedPercent(sums)).to.equal(75);
    expect(airedPercent(NO_SUMS)).to.equal(null);
  });

  it('is never rounded up to all', () => {
    expect(airedPercent({ ...NO_SUMS, planned: 10_000, aired: 9_999, missed: 1 })).to.equal(99.9);
  });
});
