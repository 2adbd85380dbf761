/** What a month of mobile data will come to, from the last word of a box. */
import { instantAt, type LocalDate, LocalDate as LocalDateSchema } from '@loaso/shared/time';
import { DataOutlook } from '@loaso/shared/wire/http/fleet';
import { expect } from 'chai';
import { dataOutlookOf, dataShortOf } from '#server/core/fleet/data-outlook';
import { HEALTHY, statusOf } from '../../../../support/fleet-status.js';

const day = (text: string): LocalDate => LocalDateSchema.parse(text);
const at = (date: string) => instantAt(day(date), 0);
const told = (date: string, vitals: object, trust: 'locked' | 'unknown' = 'locked') =>
  statusOf('cum-loa-1' as never, {
    at: at(date),
    clock: { trust, source: 'server', errorMs: 10 } as never,
    vitals: { ...HEALTHY, ...vitals },
  });
const use = { dataUsedBytes: 100_000_000, dataBudgetBytes: 250_000_000 };
const standing = (date: string, vitals: object) =>
  dataOutlookOf(told(date, { ...use, ...vitals }), at(date))?.month?.standing;

describe('core/fleet/data-outlook', () => {
  it('goes on at the pace of the month so far, beside what was paid for', () => {
    const outlook = dataOutlookOf(told('2026-06-11', use), at('2026-06-11'));
    expect(outlook).to.deep.equal({
      saidAt: at('2026-06-11'),
      month: {
        usedBytes: 100_000_000,
        forecastBytes: 300_000_000,
        budgetBytes: 250_000_000,
        standing: 'short',
      },
    });
    expect(DataOutlook.safeParse(outlook).success).to.equal(true);
  });

  it('stays as of the time at which the box spoke', () => {
    const outlook = dataOutlookOf(told('2026-06-11', use), at('2026-06-29'));
    expect(outlook?.month?.forecastBytes).to.equal(300_000_000);
    expect(outlook?.saidAt).to.equal(at('2026-06-11'));
  });

  it('counts by the day on which the office has set the month to begin', () => {
    const dataPlan = {
      budgetMb: 250,
      monthDay: 20,
      setAt: at('2026-05-01'),
      commandId: 'cmd-0001',
    };
    const from20th = { ...told('2026-06-09', use), dataPlan };
    const outlook = dataOutlookOf(from20th, at('2026-06-19'));
    // Twenty days of the thirty-one from 20 May.
    expect(outlook?.month?.forecastBytes).to.equal(155_000_000);
    expect(dataOutlookOf(from20th, at('2026-06-20'))?.month).to.equal(null);
  });

  it('says whether it lasts, ends too soon or has ended, and where nobody can say', () => {
    expect(standing('2026-06-21', {})).to.equal('lasts');
    expect(standing('2026-06-02', {})).to.equal('young');
    expect(standing('2026-06-02', { dataUsedBytes: 221_000_000 })).to.equal('short');
    expect(standing('2026-06-29', { dataUsedBytes: 249_000_000 })).to.equal('short');
    expect(standing('2026-06-29', { dataUsedBytes: 250_000_000 })).to.equal('over');
    expect(standing('2026-06-11', { dataBudgetBytes: null })).to.equal('free');
  });

  it('tells apart a month of which nothing was told, and a box that counts nothing', () => {
    expect(dataOutlookOf(told('2026-05-31', use), at('2026-06-01'))).to.deep.equal({
      saidAt: at('2026-05-31'),
      month: null,
    });
    const lost = dataOutlookOf(told('2026-06-11', use, 'unknown'), at('2026-06-11'));
    expect(lost).to.deep.equal({ saidAt: null, month: null });
    const uncounted = { ...use, dataUsedBytes: null };
    expect(dataOutlookOf(told('2026-06-11', uncounted), at('2026-06-11'))).to.equal(null);
    expect(dataOutlookOf(null, at('2026-06-11'))).to.equal(null);
  });

  it('lists those alone that will not last, and no longer once the month is over', () => {
    expect(dataShortOf(told('2026-06-11', use), at('2026-06-12'))?.standing).to.equal('short');
    expect(dataShortOf(told('2026-06-11', use), at('2026-07-01'))).to.equal(undefined);
    expect(dataShortOf(told('2026-06-21', use), at('2026-06-21'))).to.equal(undefined);
  });
});
