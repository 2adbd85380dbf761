/** Ordinary days, weekends and holidays, and rules that ask for them. */
import { AreaId } from '@loaso/shared/ids';
import { addDays, instantAt, LocalDate, localDateOf, startOfDay } from '@loaso/shared/time';
import { type DayKind, ScheduleRule } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import fc from 'fast-check';
import { changesAlong, dayKindsWith, holidaysOf } from '#server/core/schedule/day-kinds';
import { occurrencesWithin } from '#server/core/schedule/recurrence';

const day = (text: string): LocalDate => LocalDate.parse(text);
const namesOf = (year: number): string[] =>
  holidaysOf(year).map(({ date, name }) => `${date} ${name.vi}`);
const daysOf = (rule: object, from: string, to: string): string[] =>
  occurrencesWithin(ScheduleRule.parse(rule), {
    startAt: startOfDay(day(from)),
    endAt: startOfDay(addDays(day(to), 1)),
  }).map(localDateOf);

const daily = (dayKinds?: DayKind[]) => ({
  kind: 'daily',
  minutes: [1020],
  from: '2026-01-01',
  until: null,
  ...(dayKinds === undefined ? {} : { dayKinds }),
});
const lunar = (more: object) => ({
  kind: 'lunar',
  minutes: [300],
  from: '2025-01-01',
  until: null,
  months: [],
  leapMonths: true,
  ...more,
});

describe('day kinds', () => {
  it('knows the holidays of the law, solar and lunar', () => {
    expect(namesOf(2026)).to.deep.equal([
      '2026-01-01 Tết Dương lịch',
      '2026-02-16 Tết Nguyên đán',
      '2026-02-17 Tết Nguyên đán',
      '2026-02-18 Tết Nguyên đán',
      '2026-02-19 Tết Nguyên đán',
      '2026-02-20 Tết Nguyên đán',
      '2026-04-26 Giỗ Tổ Hùng Vương',
      '2026-04-30 Ngày Chiến thắng',
      '2026-05-01 Quốc tế lao động',
      '2026-09-01 Nghỉ Quốc khánh',
      '2026-09-02 Quốc khánh',
    ]);
  });

  it('gives every day one kind, and what the place says comes first', () => {
    const kindOf = dayKindsWith(new Map([[day('2026-11-25'), 'holiday']]));
    expect(['2026-11-24', '2026-11-25', '2026-11-28', '2026-04-26'].map((d) => kindOf(day(d))))
      .to //
      .deep.equal(['ordinary', 'holiday', 'weekend', 'holiday']);
  });

  it('takes the word of the nearest place', () => {
    const [province, commune] = [AreaId.parse('52'), AreaId.parse('21583')];
    const date = day('2026-11-25');
    const changes = [
      { areaId: commune, date, kind: 'ordinary' as const },
      { areaId: province, date, kind: 'holiday' as const },
      { areaId: province, date: day('2026-11-26'), kind: 'holiday' as const },
    ];
    expect([...changesAlong(changes, [commune, province])]).to.deep.equal([
      [date, 'ordinary'],
      ['2026-11-26', 'holiday'],
    ]);
  });

  it('airs on ordinary days alone, on holidays alone, or on all but holidays', () => {
    const week = ['2026-04-25', '2026-05-02'] as const;
    expect(daysOf(daily(['ordinary']), ...week)).to.deep.equal([
      '2026-04-27',
      '2026-04-28',
      '2026-04-29',
    ]);
    expect(daysOf(daily(['holiday']), ...week)).to.deep.equal([
      '2026-04-26',
      '2026-04-30',
      '2026-05-01',
    ]);
    expect(daysOf(daily(['ordinary', 'weekend']), ...week)).to.deep.equal([
      '2026-04-25',
      '2026-04-27',
      '2026-04-28',
      '2026-04-29',
      '2026-05-02',
    ]);
  });

  it('splits every rule into kinds without loss or overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), (offset) => {
        const from = addDays(day('2026-01-01'), offset);
        const to = addDays(from, 30);
        const kinds: DayKind[] = ['ordinary', 'weekend', 'holiday'];
        const apart = kinds.flatMap((kind) => daysOf(daily([kind]), from, to)).sort();
        expect(apart).to.deep.equal(daysOf(daily(), from, to));
      }),
      { numRuns: 30 },
    );
  });
});

describe('lunar rules', () => {
  it('air on mùng một and rằm of every month, the leap one too', () => {
    expect(daysOf(lunar({ days: [1, 15] }), '2025-06-20', '2025-08-25')).to.deep.equal([
      '2025-06-25',
      '2025-07-09',
      '2025-07-25',
      '2025-08-08',
      '2025-08-23',
    ]);
  });

  it('leave the leap month out when told to', () => {
    const plain = lunar({ days: [1], months: [6], leapMonths: false });
    expect(daysOf(plain, '2025-06-01', '2025-09-30')).to.deep.equal(['2025-06-25']);
    const both = lunar({ days: [1], months: [6], leapMonths: true });
    expect(daysOf(both, '2025-06-01', '2025-09-30')).to.deep.equal(['2025-06-25', '2025-07-25']);
  });

  it('air once a year on a lunar date, over the turn of the solar year', () => {
    expect(daysOf(lunar({ days: [23], months: [12] }), '2025-01-01', '2028-02-28')).to.deep.equal([
      '2025-01-22',
      '2026-02-10',
      '2027-01-30',
      '2028-01-19',
    ]);
  });

  it('take the last day for the thirtieth of a short month', () => {
    expect(daysOf(lunar({ days: [30], months: [12] }), '2026-02-01', '2026-02-28')).to.deep.equal([
      '2026-02-16',
    ]);
    expect(daysOf(lunar({ days: [29, 30] }), '2026-02-01', '2026-02-28')).to.deep.equal([
      '2026-02-16',
    ]);
  });

  it('keep exceptions, the end and the hours', () => {
    const rule = lunar({ days: [15], except: ['2025-07-09'], until: '2025-08-31', minutes: [300] });
    const window = { startAt: startOfDay(day('2025-06-01')), endAt: startOfDay(day('2026-01-01')) };
    expect(occurrencesWithin(ScheduleRule.parse(rule), window)).to.deep.equal([
      instantAt(day('2025-06-10'), 300),
      instantAt(day('2025-08-08'), 300),
    ]);
  });
});
