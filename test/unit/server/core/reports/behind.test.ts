/** Which rows stand behind a figure, and where a page of them begins. */

import { expect } from 'chai';
import fc from 'fast-check';
import { byTime, isBehind, type Mark, markIn, markText } from '#server/core/reports/behind';
import { NO_SUMS } from '#server/core/reports/sums';

const row = (change: object = {}) => ({
  ...{
    startAt: 1,
    areaId: '21583-01',
    communeId: '21583',
    entryId: 'e-1',
    part: '',
    stationId: '',
  },
  ...{ priority: 'normal', field: 'law' as const, kind: 'text' as const, source: 'commune' },
  sums: { ...NO_SUMS, planned: 2, aired: 1, missed: 1 },
  ...change,
});

describe('behind a figure', () => {
  it('stand the rows in which it is not nothing', () => {
    const behind = (figure: 'planned' | 'missed' | 'unknown') => isBehind(row(), false, { figure });
    expect([behind('planned'), behind('missed'), behind('unknown')]).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it('of a field stand its parts, else an airing as a whole', () => {
    const part = row({ part: 'law' });
    const mixed = row({ field: null });
    const planned = { figure: 'planned' as const };
    const told = [part, mixed].map((one) => [
      isBehind(one, false, planned),
      isBehind(one, true, planned),
      isBehind(one, false, { ...planned, field: 'law' }),
      isBehind(one, false, { ...planned, field: 'general' }),
    ]);
    expect(told).to.deep.equal([
      [false, true, true, false],
      [true, false, false, false],
    ]);
  });

  it('of a place stand its own, by the commune of that day or by the place itself', () => {
    const at = (by: 'communeId' | 'areaId', id: string) =>
      isBehind(row(), false, { figure: 'planned', place: { by, id } });
    expect([
      at('communeId', '21583'),
      at('areaId', '21583'),
      at('areaId', '21583-01'),
    ]).to.deep.equal([true, false, true]);
  });
});

describe('a page of airings', () => {
  const marks: fc.Arbitrary<Mark> = fc.record({
    startAt: fc.nat(2_000_000_000_000),
    areaId: fc.constantFrom('21583', '21583-01'),
    entryId: fc.constantFrom('e-1', 'ent-0c3k'),
    part: fc.constantFrom('', 'law'),
    stationId: fc.constantFrom('', 'g-1'),
    told: fc.nat(5000),
  });

  it('begins where its mark says', () => {
    fc.assert(
      fc.property(marks, (mark) => {
        expect(markIn(markText(mark))).to.deep.equal(mark);
      }),
    );
  });

  it('comes in one order, whatever order the rows came in', () => {
    fc.assert(
      fc.property(fc.array(marks), (all) => {
        const text = (list: Mark[]) =>
          list
            .sort(byTime)
            .map(({ startAt, areaId, entryId, part, stationId }) =>
              [startAt, areaId, entryId, part, stationId].join(' '),
            );
        expect(text([...all].reverse())).to.deep.equal(text([...all]));
      }),
    );
  });
});
