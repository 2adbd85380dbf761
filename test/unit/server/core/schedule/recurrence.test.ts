/** Laws of recurrence, against an independent RFC 5545 implementation. */
import { addDays, type Instant, instant, LocalDate, startOfDay } from '@loaso/shared/time';
import { ScheduleRule } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { isOver, occurrencesWithin } from '#server/core/schedule/recurrence';

const ZONE = 'Asia/Ho_Chi_Minh';
const FIRST = LocalDate.parse('2024-01-01');
const BYDAY = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const days = fc.integer({ min: 0, max: 800 }).map((n) => addDays(FIRST, n));
const minutes = fc.array(fc.integer({ min: 0, max: 1439 }), { minLength: 1, maxLength: 5 });
const span = fc
  .record({ start: days, length: fc.integer({ min: 0, max: 60 }), shiftMs: fc.nat(86_400_000) })
  .map(({ start, length, shiftMs }) => ({
    startAt: (startOfDay(start) + shiftMs) as Instant,
    endAt: (startOfDay(addDays(start, length)) + shiftMs) as Instant,
  }));

const repeating = fc
  .record({
    kind: fc.constantFrom('daily', 'weekly'),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    minutes,
    from: days,
    until: fc.option(fc.integer({ min: 0, max: 200 })),
    except: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 8 }),
  })
  .map(({ from, until, except, ...rest }) =>
    ScheduleRule.parse({
      ...rest,
      from,
      until: until === null ? null : addDays(from, until),
      except: except.map((n) => addDays(from, n)),
    }),
  );

/** The same rule, said to the other implementation: one rule a minute of the day, united. */
function independently(rule: ScheduleRule, window: { startAt: number; endAt: number }): number[] {
  if (rule.kind !== 'daily' && rule.kind !== 'weekly') throw new Error('not a repeating rule');
  const at = (date: string, minute: number) =>
    Temporal.PlainDate.from(date).toZonedDateTime({
      timeZone: ZONE,
      plainTime: { hour: Math.floor(minute / 60), minute: minute % 60 },
    });
  const found = rule.minutes.flatMap((minute) => {
    const dtstart = at(rule.from, minute);
    const set = new RRuleTemporal({
      freq: rule.kind === 'daily' ? 'DAILY' : 'WEEKLY',
      dtstart,
      tzid: ZONE,
      ...(rule.kind === 'weekly' && { byDay: rule.days.map((day) => BYDAY[day - 1] ?? '') }),
      ...(rule.until !== null && { until: at(rule.until, minute) }),
      exDate: rule.except.map((date) => at(date, minute)),
    });
    const from = Temporal.Instant.fromEpochMilliseconds(window.startAt).toZonedDateTimeISO(ZONE);
    const to = Temporal.Instant.fromEpochMilliseconds(window.endAt).toZonedDateTimeISO(ZONE);
    return set.between(from, to, true).map((one) => one.epochMilliseconds);
  });
  return [...new Set(found)].filter((ms) => ms < window.endAt).sort((a, b) => a - b);
}

describe('recurrence', () => {
  it('agrees with an independent calendar on thousands of daily and weekly rules', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(repeating, span, (rule, window) => {
        expect(occurrencesWithin(rule, window)).to.deep.equal(independently(rule, window));
      }),
      { numRuns: 2_500 },
    );
  });

  it('gives ascending instants inside the window, and two half windows give the whole', () => {
    fc.assert(
      fc.property(repeating, span, fc.nat(), (rule, window, cut) => {
        const all = occurrencesWithin(rule, window);
        const middle = (window.startAt + (cut % (window.endAt - window.startAt + 1))) as Instant;
        expect([
          ...occurrencesWithin(rule, { startAt: window.startAt, endAt: middle }),
          ...occurrencesWithin(rule, { startAt: middle, endAt: window.endAt }),
        ]).to.deep.equal(all);
        for (const [index, at] of all.entries()) {
          expect(at).to.be.within(window.startAt, window.endAt - 1);
          expect(at).to.be.above(all[index - 1] ?? 0);
        }
      }),
    );
  });

  it('airs at five in the morning and the afternoon, Vietnamese time', () => {
    const rule = ScheduleRule.parse({
      kind: 'daily',
      minutes: [1020, 300],
      from: '2025-04-26',
      until: '2025-04-27',
      except: [],
    });
    const window = { startAt: instant(0), endAt: instant(Date.UTC(2030, 0)) };
    expect(occurrencesWithin(rule, window).map((ms) => new Date(ms).toISOString())).to.deep.equal([
      '2025-04-25T22:00:00.000Z',
      '2025-04-26T10:00:00.000Z',
      '2025-04-26T22:00:00.000Z',
      '2025-04-27T10:00:00.000Z',
    ]);
  });

  it('takes listed dates once, in order, whatever order they are listed in', () => {
    const rule = ScheduleRule.parse({
      kind: 'dates',
      dates: ['2025-09-02', '2025-04-30', '2025-09-02'],
      minutes: [300],
    });
    const window = { startAt: instant(Date.UTC(2025, 0)), endAt: instant(Date.UTC(2026, 0)) };
    expect(occurrencesWithin(rule, window)).to.deep.equal([
      Date.UTC(2025, 3, 29, 22),
      Date.UTC(2025, 8, 1, 22),
    ]);
  });

  it('holds a single instant on the closed side of its window only', () => {
    const rule = ScheduleRule.parse({ kind: 'once', at: 1000 });
    const within = (startAt: number, endAt: number) =>
      occurrencesWithin(rule, { startAt: instant(startAt), endAt: instant(endAt) });
    expect(within(1000, 1001)).to.deep.equal([1000]);
    expect(within(999, 1000)).to.deep.equal([]);
  });

  it('stops at its limit', () => {
    const rule = ScheduleRule.parse({
      kind: 'daily',
      minutes: [0, 1, 2],
      from: '2025-01-01',
      until: null,
      except: [],
    });
    const window = { startAt: startOfDay(FIRST), endAt: startOfDay(addDays(FIRST, 3000)) };
    expect(occurrencesWithin(rule, window, 7)).to.have.length(7);
  });

  it('knows when a rule has nothing left', () => {
    const until = LocalDate.parse('2025-05-01');
    const daily = ScheduleRule.parse({ kind: 'daily', minutes: [0], from: '2025-04-01', until });
    expect(isOver(daily, startOfDay(until))).to.equal(false);
    expect(isOver(daily, startOfDay(addDays(until, 1)))).to.equal(true);
    expect(isOver(ScheduleRule.parse({ kind: 'once', at: 5 }), instant(6))).to.equal(true);
    const listed = ScheduleRule.parse({
      kind: 'dates',
      minutes: [0],
      dates: [until, '2024-01-01'],
    });
    expect(isOver(listed, startOfDay(until))).to.equal(false);
  });
});
