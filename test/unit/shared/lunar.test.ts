/** Lunar calendar of Việt Nam, against almanacs and against what every lunar calendar promises. */
import { type LunarDate, lunarMonths, lunarNewYear, lunarOf, solarOf } from '@loaso/shared/lunar';
import { addDays, LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import fc from 'fast-check';

/** Mùng một Tết as the almanacs print it, month and day by year. */
const TET: Readonly<Record<number, string>> = {
  1968: '01-29',
  1969: '02-16',
  1975: '02-11',
  1976: '01-31',
  1980: '02-16',
  1984: '02-02',
  1985: '01-21',
  1986: '02-09',
  1987: '01-29',
  1990: '01-27',
  1995: '01-31',
  1996: '02-19',
  1997: '02-07',
  1998: '01-28',
  1999: '02-16',
  2000: '02-05',
  2001: '01-24',
  2002: '02-12',
  2003: '02-01',
  2004: '01-22',
  2005: '02-09',
  2006: '01-29',
  2007: '02-17',
  2008: '02-07',
  2009: '01-26',
  2010: '02-14',
  2011: '02-03',
  2012: '01-23',
  2013: '02-10',
  2014: '01-31',
  2015: '02-19',
  2016: '02-08',
  2017: '01-28',
  2018: '02-16',
  2019: '02-05',
  2020: '01-25',
  2021: '02-12',
  2022: '02-01',
  2023: '01-22',
  2024: '02-10',
  2025: '01-29',
  2026: '02-17',
  2027: '02-06',
  2028: '01-26',
  2029: '02-13',
  2030: '02-02',
  2033: '01-31',
  2034: '02-19',
  2053: '02-18',
};

/** Year and number of the month that comes twice. 1985 and 1987 differ from the Chinese calendar. */
const LEAPS: readonly (readonly [number, number])[] = [
  [1968, 7],
  [1985, 2],
  [1987, 7],
  [1990, 5],
  [1995, 8],
  [2001, 4],
  [2004, 2],
  [2006, 7],
  [2009, 5],
  [2012, 4],
  [2014, 9],
  [2017, 6],
  [2020, 4],
  [2023, 2],
  [2025, 6],
  [2028, 5],
  [2031, 3],
  [2033, 11],
  [2036, 6],
];

const FIRST = LocalDate.parse('1970-01-01');
/** To the end of 2100. */
const anyDate = fc.integer({ min: 0, max: 47_846 }).map((n) => addDays(FIRST, n));
const anyYear = fc.integer({ min: 1900, max: 2100 });
const textOf = ({ year, month, day, leap }: LunarDate): string =>
  `${day}/${month}${leap ? ' nhuận' : ''}/${year}`;
const lunarText = (date: string): string => textOf(lunarOf(date as LocalDate));

describe('lunar calendar', () => {
  it('names the Tết that the almanacs name', () => {
    const years = Object.keys(TET).map(Number);
    const computed = Object.fromEntries(years.map((y) => [y, lunarNewYear(y).slice(5)]));
    expect(computed).to.deep.equal(TET);
  });

  it('repeats the month that the almanacs repeat, and no other', () => {
    const [from, to] = [1988, 2030];
    const known = LEAPS.filter(([year]) => year >= from && year <= to);
    const found = Array.from({ length: to - from + 2 }, (_, index) => from + index)
      .flatMap((year) => lunarMonths(year))
      .filter(({ leap, year }) => leap && year >= from && year <= to)
      .map(({ year, month }) => [year, month]);
    expect(found).to.deep.include.members(known.map((one) => [...one]));
    expect(found.map(([year]) => year)).to.deep.equal([
      1990, 1993, 1995, 1998, 2001, 2004, 2006, 2009, 2012, 2014, 2017, 2020, 2023, 2025, 2028,
    ]);
    for (const [year, month] of LEAPS) {
      expect(solarOf({ year, month, day: 1, leap: true }), `${month}/${year}`).to.not.equal(null);
    }
  });

  it('knows days that people remember', () => {
    expect(lunarText('1945-09-02')).to.equal('26/7/1945');
    expect(lunarText('2025-07-25')).to.equal('1/6 nhuận/2025');
    expect(lunarText('2026-04-26')).to.equal('10/3/2026');
    expect(lunarText('2026-11-25')).to.equal('17/10/2026');
    expect(lunarText('2026-02-16')).to.equal('29/12/2025');
  });

  it('differs from Beijing by the hour alone', () => {
    expect(lunarOf(LocalDate.parse('2007-02-17')).day).to.equal(1);
    expect(lunarOf(LocalDate.parse('2007-02-18'), 8).day).to.equal(1);
    expect(lunarMonths(1987).find(({ leap }) => leap)?.month).to.equal(7);
    expect(lunarMonths(1987, 8).find(({ leap }) => leap)?.month).to.equal(6);
  });

  it('comes back to the same solar day', () => {
    fc.assert(fc.property(anyDate, (date) => solarOf(lunarOf(date)) === date));
  });

  it('goes on by one day at a time', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const [today, tomorrow] = [lunarOf(date), lunarOf(addDays(date, 1))];
        const next = { ...today, day: today.day + 1 };
        if (tomorrow.day !== 1) expect(tomorrow).to.deep.equal(next);
        else expect(today.day === 29 || today.day === 30, textOf(today)).to.equal(true);
      }),
    );
  });

  it('gives every year twelve or thirteen months of 29 or 30 days, in order, without a gap', () => {
    fc.assert(
      fc.property(anyYear, (year) => {
        const months = lunarMonths(year);
        expect(months.length === 12 || months.length === 13).to.equal(true);
        expect(months.filter(({ leap }) => leap)).to.have.length(months.length - 12);
        expect(months.filter(({ leap }) => !leap).map(({ month }) => month)).to.deep.equal([
          11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
        ]);
        const after = [...months.slice(1), ...lunarMonths(year + 1).slice(0, 1)];
        for (const [index, { firstDay, length }] of months.entries()) {
          expect([29, 30]).to.include(length);
          expect(after[index]?.firstDay).to.equal(firstDay + length);
        }
      }),
    );
  });

  it('puts Tết between 20 January and 21 February', () => {
    fc.assert(
      fc.property(anyYear, (year) => {
        const day = lunarNewYear(year).slice(5);
        expect(day >= '01-20' && day <= '02-21', `${year}-${day}`).to.equal(true);
      }),
    );
  });

  it('has no thirtieth in a short month and no leap month in a plain year', () => {
    expect(solarOf({ year: 2026, month: 1, day: 31, leap: false })).to.equal(null);
    expect(solarOf({ year: 2025, month: 12, day: 30, leap: false })).to.equal(null);
    expect(solarOf({ year: 2026, month: 6, day: 1, leap: true })).to.equal(null);
  });
});
