/** Calendar laws: every kind of rule, said as iCalendar text to an independent RFC 5545 reader. */
import { addDays, type Instant, LocalDate, startOfDay } from '@loaso/shared/time';
import { ScheduleRule } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { occurrencesWithin } from '#server/core/schedule/recurrence';

type Rule = ScheduleRule;
type Repeating = Extract<Rule, { kind: 'daily' | 'weekly' }>;

const ZONE = 'Asia/Ho_Chi_Minh';
/** Leap days, turns of the year and Tết of both years lie inside. */
const FIRST = LocalDate.parse('2023-11-20');
const BYDAY = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const anyDay = fc.integer({ min: 0, max: 900 }).map((n) => addDays(FIRST, n));
const someMinutes = fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), {
  minLength: 1,
  maxLength: 4,
});
const near = (from: LocalDate, max: number): fc.Arbitrary<LocalDate> =>
  fc.integer({ min: 0, max }).map((n) => addDays(from, n));

const repeating = (kind: Repeating['kind']): fc.Arbitrary<Rule> =>
  anyDay.chain((from) =>
    fc
      .record({
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        minutes: someMinutes,
        until: fc.option(near(from, 120), { freq: 4 }),
        except: fc.array(near(from, 50), { maxLength: 10 }),
      })
      .map((part) => ScheduleRule.parse({ kind, from, ...part })),
  );

const listed: fc.Arbitrary<Rule> = fc
  .record({ dates: fc.array(anyDay, { minLength: 1, maxLength: 40 }), minutes: someMinutes })
  .map((part) => ScheduleRule.parse({ kind: 'dates', ...part }));

const once: fc.Arbitrary<Rule> = fc
  .record({ day: anyDay, minute: fc.integer({ min: 0, max: 1439 }) })
  .map(({ day, minute }) => ScheduleRule.parse({ kind: 'once', at: instantOf(day, minute) }));

const anyWindow = fc
  .record({ start: anyDay, length: fc.integer({ min: 0, max: 90 }), shiftMs: fc.nat(86_400_000) })
  .map(({ start, length, shiftMs }) => ({
    startAt: (startOfDay(start) + shiftMs) as Instant,
    endAt: (startOfDay(addDays(start, length)) + shiftMs) as Instant,
  }));
type Window = { readonly startAt: number; readonly endAt: number };

const instantOf = (day: LocalDate, minute: number): number => startOfDay(day) + minute * 60_000;
const pad = (value: number): string => String(value).padStart(2, '0');
/** '20240131T050000', local. */
const local = (day: string, minute: number): string =>
  `${day.replaceAll('-', '')}T${pad(Math.floor(minute / 60))}${pad(minute % 60)}00`;
/** '20240130T220000Z'. */
const utc = (ms: number): string =>
  `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

/** The iCalendar texts whose union is the rule: one for each minute of the day. */
function asCalendarText(rule: Rule): string[] {
  if (rule.kind === 'once') return [`DTSTART:${utc(rule.at)}\nRRULE:FREQ=DAILY;COUNT=1`];
  if (rule.kind === 'dates') return rule.minutes.map((minute) => datesText(rule.dates, minute));
  if (rule.kind === 'lunar') throw new Error('RFC 5545 knows no lunar rules');
  return rule.minutes.map((minute) => repeatingText(rule, minute));
}

/** RFC 5545, 3.8.5.2: a list of dates is a rule that ends at once, and RDATE. */
function datesText(dates: readonly LocalDate[], minute: number): string {
  const [first = FIRST] = [...dates].sort();
  const list = dates.map((day) => local(day, minute)).join(',');
  const start = `DTSTART;TZID=${ZONE}:${local(first, minute)}`;
  return `${start}\nRRULE:FREQ=DAILY;COUNT=1\nRDATE;TZID=${ZONE}:${list}`;
}

function repeatingText(rule: Repeating, minute: number): string {
  const parts = [`FREQ=${rule.kind === 'daily' ? 'DAILY' : 'WEEKLY'}`];
  if (rule.kind === 'weekly') {
    parts.push(`BYDAY=${rule.days.map((day) => BYDAY[day - 1]).join(',')}`);
  }
  if (rule.until !== null) parts.push(`UNTIL=${utc(instantOf(rule.until, minute))}`);
  const lines = [
    `DTSTART;TZID=${ZONE}:${local(rule.from, minute)}`,
    `RRULE:${parts.join(';')}`,
    ...(rule.except.length === 0
      ? []
      : [`EXDATE;TZID=${ZONE}:${rule.except.map((day) => local(day, minute)).join(',')}`]),
  ];
  return lines.join('\n');
}

function independently(rule: Rule, { startAt, endAt }: Window): number[] {
  const found = asCalendarText(rule).flatMap((rruleString) =>
    new RRuleTemporal({ rruleString, maxIterations: 100_000 })
      .between(new Date(startAt), new Date(endAt), true)
      .map(({ epochMilliseconds }) => epochMilliseconds),
  );
  return [...new Set(found)].filter((ms) => startAt <= ms && ms < endAt).sort((a, b) => a - b);
}

const KINDS: readonly (readonly [words: string, rules: fc.Arbitrary<Rule>, runs: number])[] = [
  ['daily rules with an end and exceptions', repeating('daily'), 1_000],
  ['weekly rules with an end and exceptions', repeating('weekly'), 1_000],
  ['lists of dates', listed, 1_000],
  ['single airings', once, 500],
];

describe('calendar laws', function () {
  this.timeout(180_000);

  for (const [words, rules, numRuns] of KINDS) {
    it(`agree with RFC 5545 on ${numRuns} ${words}`, () => {
      let heard = 0;
      fc.assert(
        fc.property(rules, anyWindow, (rule, window) => {
          const instants = occurrencesWithin(rule, window);
          heard += instants.length;
          expect(instants).to.deep.equal(independently(rule, window));
        }),
        { numRuns },
      );
      // Windows that miss every rule would agree on nothing.
      expect(heard).to.be.above(numRuns / 50);
    });
  }

  it('do not depend on the order of minutes, days, dates or exceptions', () => {
    fc.assert(
      fc.property(fc.oneof(repeating('weekly'), listed), anyWindow, (rule, window) => {
        expect(occurrencesWithin(backwards(rule), window)).to.deep.equal(
          occurrencesWithin(rule, window),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('take an excepted day away whole, and no other', () => {
    fc.assert(
      fc.property(repeating('daily'), anyWindow, anyDay, (rule, window, day) => {
        if (rule.kind !== 'daily') throw new Error('not daily');
        const less = { ...rule, except: [...rule.except, day] };
        const end = startOfDay(addDays(day, 1));
        const kept = occurrencesWithin(rule, window).filter(
          (at) => at < startOfDay(day) || at >= end,
        );
        expect(occurrencesWithin(less, window)).to.deep.equal(kept);
      }),
      { numRuns: 500 },
    );
  });
});

function backwards(rule: Rule): Rule {
  if (rule.kind === 'once') return rule;
  const minutes = rule.minutes.toReversed();
  if (rule.kind === 'dates') return { ...rule, minutes, dates: rule.dates.toReversed() };
  const except = rule.except.toReversed();
  return rule.kind === 'daily'
    ? { ...rule, minutes, except }
    : { ...rule, minutes, except, days: rule.days.toReversed() };
}
