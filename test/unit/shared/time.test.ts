/** Calendar of Việt Nam by arithmetic, against JavaScript's own Date at +07:00. */
import {
  addDays,
  DAY_MS,
  daysTouching,
  formatLocal,
  formatMinute,
  HOUR_MS,
  type Instant,
  instant,
  instantAt,
  LocalDate,
  localDateOf,
  msOfDay,
  startOfDay,
  weekdayOf,
} from '@loaso/shared/time';
import { expect } from 'chai';
import fc from 'fast-check';

/** To the end of the year 9998. */
const anyInstant = fc.integer({ min: 0, max: 253_370_000_000_000 }).map(instant);
const shifted = (at: number): Date => new Date(at + 7 * HOUR_MS);
const isoDay = (at: number): string => shifted(at).toISOString().slice(0, 10);

describe('local time', () => {
  it('names the same day, time and weekday as Date does at +07:00', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        const date = shifted(at);
        const day = localDateOf(at);
        expect(day).to.equal(isoDay(at));
        expect(weekdayOf(day)).to.equal(date.getUTCDay() || 7);
        const [clock] = date.toISOString().slice(11).split('.');
        expect(formatLocal(at)).to.equal(`${clock} ${day.split('-').reverse().join('/')}`);
        expect(startOfDay(day) + msOfDay(at)).to.equal(at);
        expect(msOfDay(at)).to.be.within(0, DAY_MS - 1);
      }),
      { numRuns: 3000 },
    );
  });

  it('adds days as Date does, over months, leap years and centuries', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -5000, max: 5000 }), (at, days) => {
        const then = at + days * DAY_MS;
        if (then < DAY_MS || then > 253_370_000_000_000) return;
        expect(addDays(localDateOf(at), days)).to.equal(isoDay(then));
      }),
      { numRuns: 2000 },
    );
  });

  it('knows a real date from an invented one', () => {
    const parts = fc.tuple(fc.integer({ min: 1970, max: 2400 }), fc.nat(14), fc.nat(33));
    fc.assert(
      fc.property(parts, ([year, month, day]) => {
        const pad = (value: number): string => String(value).padStart(2, '0');
        const text = `${year}-${pad(month)}-${pad(day)}`;
        const date = new Date(Date.UTC(year, month - 1, day));
        const real =
          date.getUTCFullYear() === year &&
          date.getUTCMonth() === month - 1 &&
          date.getUTCDate() === day;
        expect(LocalDate.safeParse(text).success).to.equal(real);
      }),
      { numRuns: 2000 },
    );
    const texts = ['2025-02-29', '1900-01-01', '2025-1-1', '', '2025-04-26 '];
    expect(texts.filter((text) => LocalDate.safeParse(text).success)).to.deep.equal([]);
  });

  it('lists every day that a span touches, once', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 1, max: 40 * DAY_MS }), (startAt, length) => {
        const endAt = (startAt + length) as Instant;
        const days = daysTouching({ startAt, endAt });
        expect(days[0]).to.equal(isoDay(startAt));
        expect(days.at(-1)).to.equal(isoDay(endAt - 1));
        days.slice(1).forEach((day, index) => {
          expect(day).to.equal(addDays(days[index] as LocalDate, 1));
        });
      }),
    );
    const at = instant(1_780_000_000_000);
    expect(daysTouching({ startAt: at, endAt: at })).to.deep.equal([]);
  });

  it('places a minute of the day', () => {
    const day = LocalDate.parse('2025-04-26');
    expect(formatLocal(instantAt(day, 300))).to.equal('05:00:00 26/04/2025');
    expect(instantAt(day, 1440)).to.equal(startOfDay(addDays(day, 1)));
    expect([formatMinute(0), formatMinute(300), formatMinute(1439)]).to.deep.equal([
      '00:00',
      '05:00',
      '23:59',
    ]);
  });
});
