/** Spans of a report: the days people mean by "this month" and "last year". */
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import { before, daysOf, isWhole, nameOf, periodOf, SPANS } from '#dashboard/screens/reports/span';

const day = (text: string) => LocalDate.parse(text);
const span = (name: (typeof SPANS)[number], today: string): string =>
  Object.values(daysOf(name, day(today))).join(' ');

describe('the span of a report', () => {
  it('is what people mean by it', () => {
    expect(span('week', '2026-03-02')).to.equal('2026-02-24 2026-03-02');
    expect(span('month', '2026-11-26')).to.equal('2026-11-01 2026-11-26');
    expect(span('lastMonth', '2026-01-31')).to.equal('2025-12-01 2025-12-31');
    expect(span('lastMonth', '2028-03-05')).to.equal('2028-02-01 2028-02-29');
    expect(span('lastYear', '2026-06-01')).to.equal('2025-01-01 2025-12-31');
  });

  it('is known by its days, or is one of one’s own choice', () => {
    const today = day('2026-11-26');
    for (const name of SPANS) expect(nameOf(daysOf(name, today), today)).to.equal(name);
    expect(nameOf({ from: day('2026-02-03'), to: today }, today)).to.equal(null);
  });

  it('is compared with as many days just before', () => {
    const october = { from: day('2026-10-02'), to: day('2026-10-31') };
    expect(before({ from: day('2026-11-01'), to: day('2026-11-30') })).to.deep.equal(october);
  });

  it('is no longer than a year and does not end before it begins', () => {
    expect(isWhole({ from: day('2028-01-01'), to: day('2028-12-31') })).to.equal(true);
    expect(isWhole({ from: day('2027-01-01'), to: day('2028-01-02') })).to.equal(false);
    expect(isWhole({ from: day('2027-01-02'), to: day('2027-01-01') })).to.equal(false);
  });

  it('is a month that has just begun, and a year, and not a week for that', () => {
    const early = day('2026-03-03');
    const sent = SPANS.map((name) => periodOf(daysOf(name, early), early));
    expect(sent).to.deep.equal(['week', 'week', 'month', 'month', 'year', 'year']);
  });

  it('is sent by itself as often as it is long', () => {
    const lengths = ['2026-01-07', '2026-01-31', '2026-03-31', '2026-04-30'] as const;
    const from = day('2026-01-01');
    expect(lengths.map((to) => periodOf({ from, to: day(to) }, day('2026-12-15')))).to.deep.equal([
      ...['week', 'month', 'quarter', 'year'],
    ]);
  });
});
