/** Days that still run: what began before midnight has two hours to end and be told. */
import { addDays, HOUR_MS, LocalDate, startOfDay } from '@loaso/shared/time';
import { expect } from 'chai';
import { daysBetween, openFrom } from '#server/core/reports/open-days';

const DAY = LocalDate.parse('2026-02-28');
const NEXT = LocalDate.parse('2026-03-01');

describe('a day that still runs', () => {
  it('is over two hours after its midnight', () => {
    const midnight = startOfDay(NEXT);
    expect(openFrom(midnight + 2 * HOUR_MS - 1)).to.equal(DAY);
    expect(openFrom(midnight + 2 * HOUR_MS)).to.equal(NEXT);
  });

  it('stands between two days, both of them included, over the end of a month', () => {
    expect(daysBetween(DAY, addDays(NEXT, 1))).to.deep.equal([DAY, NEXT, addDays(NEXT, 1)]);
    expect(daysBetween(DAY, DAY)).to.deep.equal([DAY]);
    expect(daysBetween(NEXT, DAY)).to.deep.equal([]);
  });
});
