/**
 * When a report goes out by itself — báo cáo tự gửi: lúc nào, của những ngày nào.
 */

import { AreaId } from '@loaso/shared/ids';
import { instantAt, LocalDate } from '@loaso/shared/time';
import type { MailPeriod } from '@loaso/shared/wire/http/mail-reports';
import { expect } from 'chai';
import fc from 'fast-check';
import { changedRule, lastDueAt, nextDueAt, spanOfDue } from '#server/core/mail/report-due';

const at = (day: string, minute = 480) => instantAt(LocalDate.parse(day), minute);
const rule = (period: MailPeriod, afterDays = 0) => ({ period, afterDays, minute: 480 });

describe('A report that is sent by itself', () => {
  it('is of the last whole week, month, quarter or year', () => {
    const spans = (['week', 'month', 'quarter', 'year'] as const).map((period) => {
      const due = lastDueAt(rule(period), at('2028-03-09'));
      return spanOfDue(rule(period), due);
    });
    expect(spans).to.deep.equal([
      { from: '2028-02-28', to: '2028-03-05' },
      { from: '2028-02-01', to: '2028-02-29' },
      { from: '2027-10-01', to: '2027-12-31' },
      { from: '2027-01-01', to: '2027-12-31' },
    ]);
  });

  it('is due at its minute and not one before', () => {
    const monthly = rule('month', 4);
    expect(lastDueAt(monthly, at('2026-11-05', 479))).to.equal(at('2026-10-05'));
    expect(lastDueAt(monthly, at('2026-11-05', 480))).to.equal(at('2026-11-05'));
    expect(nextDueAt(monthly, at('2026-11-05', 479))).to.equal(at('2026-11-05'));
    expect(nextDueAt(monthly, at('2026-12-05', 480))).to.equal(at('2027-01-05'));
  });

  it('comes round once for each period, whatever the hour it is looked at', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<MailPeriod>('week', 'month', 'quarter', 'year'),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 0, max: 4_000 * 1440 }),
        (period, afterDays, minutes) => {
          const now = at('2024-01-09', 0);
          const then = (now + minutes * 60_000) as typeof now;
          const one = rule(period, afterDays);
          const next = nextDueAt(one, then);
          expect(lastDueAt(one, then)).to.be.at.most(then);
          expect(next).to.be.above(then);
          expect(lastDueAt(one, next)).to.equal(next);
          expect(lastDueAt(one, (next - 1) as typeof now)).to.equal(lastDueAt(one, then));
        },
      ),
    );
  });

  it('owe nothing for hours before they were changed, but what was due at the hour that stays', () => {
    const wish = {
      areaId: AreaId.parse('52'),
      ...{ period: 'month' as const, format: 'pdf' as const, afterDays: 0, minute: 480 },
      ...{ law: false, contactIds: ['ctc-1'] },
    };
    const before = { ...wish, id: 'rpt-1', revision: 4, doneUntil: 7 };
    const now = at('2026-11-05', 600);
    expect(changedRule(before, { ...wish, law: true }, now)).to.deep.equal({
      ...before,
      ...{ law: true, revision: 5 },
    });
    expect(changedRule(before, { ...wish, minute: 481 }, now)).to.include({ doneUntil: now });
    expect(changedRule(before, { ...wish, period: 'week' }, now)).to.include({ doneUntil: now });
  });
});
