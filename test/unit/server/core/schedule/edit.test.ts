/** Lines that are edited: what remains, what goes on, and whose turn it is. */
import { EntryId } from '@loaso/shared/ids';
import {
  addDays,
  type Instant,
  instant,
  instantAt,
  LocalDate,
  localDateOf,
} from '@loaso/shared/time';
import { ScheduleRule } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import fc from 'fast-check';
import { missingIn, rulesOf } from '#server/core/schedule/copy-week';
import { continuationOf, remainderOf, type TimesEdit } from '#server/core/schedule/edit';
import { type LineTimes, lineAirings, lineInstants, turnAt } from '#server/core/schedule/line';

const TODAY = LocalDate.parse('2026-11-25');
const at = (days: number, hour: number, minute = 0): Instant =>
  instantAt(addDays(TODAY, days), hour * 60 + minute);
const NOW = at(0, 9);
const NEW = EntryId.parse('e-new');
const window = { startAt: at(-30, 0), endAt: at(30, 0) };

const line = (minutes: number[], more: Partial<LineTimes> = {}) => ({
  rule: ScheduleRule.parse({ kind: 'daily', minutes, from: addDays(TODAY, -3), until: null }),
  createdAt: at(-3, 0),
  endedAt: null,
  exceptions: [],
  ...more,
});
type Line = ReturnType<typeof line>;

/** What airs after the edit: the rest of the old line, and the one that goes on. */
function edited(old: Line, edit: TimesEdit, count = 1): { rest: Instant[]; next: Instant[] } {
  const rest = remainderOf(old, edit, { now: NOW, count, instead: NEW });
  if (!rest.ok) throw new Error(rest.error.code);
  const next = continuationOf(old, edit, { now: NOW, count });
  return {
    rest: lineInstants({ ...old, ...rest.value }, window),
    next: lineInstants({ ...next, createdAt: NOW }, window),
  };
}

describe('editing a line', () => {
  it('moves one airing and leaves all others where they are', () => {
    const old = line([300, 1020]);
    const edit = { scope: 'this' as const, at: at(2, 17), startAt: at(2, 18, 30) };
    const { rest, next } = edited(old, edit);
    expect(next).to.deep.equal([at(2, 18, 30)]);
    expect(rest).to.deep.equal(lineInstants(old, window).filter((one) => one !== at(2, 17)));
  });

  it('goes on from the day of the airing with other hours', () => {
    const rule = ScheduleRule.parse({
      kind: 'daily',
      minutes: [330, 1080],
      from: TODAY,
      until: null,
    });
    const { rest, next } = edited(line([300, 1020]), { scope: 'later', at: at(2, 17), rule });
    expect(rest.at(-1)).to.equal(at(1, 17));
    expect(next.slice(0, 2)).to.deep.equal([at(2, 5, 30), at(2, 18)]);
  });

  it('changes all to come and nothing that has begun today', () => {
    const { rest, next } = edited(line([300, 1020]), { scope: 'all', at: at(5, 17) });
    expect(rest.at(-1)).to.equal(at(0, 5));
    expect(next[0]).to.equal(at(0, 17));
  });

  it('never changes an airing of the past, and airs each of the others once', () => {
    const anyEdit = fc.record({
      scope: fc.constantFrom('this' as const, 'later' as const, 'all' as const),
      day: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(anyEdit, ({ scope, day }) => {
        const old = line([300, 1020]);
        const { rest, next } = edited(old, { scope, at: at(day, 17) });
        const before = lineInstants(old, window);
        expect(rest.filter((one) => one <= NOW)).to.deep.equal(before.filter((one) => one <= NOW));
        expect([...rest, ...next].sort((a, b) => a - b)).to.deep.equal(before);
      }),
    );
  });

  it('refuses an airing that has begun, is left out or never was', () => {
    const gone = line([1020], { exceptions: [{ at: at(2, 17), instead: null }] }) as Line;
    const codes = [at(-1, 17), at(2, 17), at(2, 12)].map((each) => {
      const answer = remainderOf(
        gone,
        { scope: 'this', at: each },
        { now: NOW, count: 1, instead: null },
      );
      return answer.ok ? 'ok' : answer.error.code;
    });
    expect(codes).to.deep.equal(['airing-gone', 'airing-gone', 'airing-gone']);
  });

  it('refuses an airing after the end of a series', () => {
    const series = line([1020], { series: { atEnd: 'stop', start: 0 } }) as Line;
    const at5 = remainderOf(
      series,
      { scope: 'this', at: at(5, 17) },
      { now: NOW, count: 3, instead: null },
    );
    expect(at5).to.deep.equal({ ok: false, error: { code: 'airing-gone' } });
  });

  it('refuses to end a line that ended before', () => {
    const over = line([1020], { endedAt: at(1, 0) }) as Line;
    const answer = remainderOf(
      over,
      { scope: 'later', at: at(3, 17) },
      { now: NOW, count: 1, instead: null },
    );
    expect(answer).to.deep.equal({ ok: false, error: { code: 'airing-gone' } });
  });

  it('keeps deleted airings deleted when the hours move', () => {
    const old = line([300, 1020], {
      exceptions: [
        { at: at(4, 17), instead: null },
        { at: at(6, 5), instead: null },
        { at: at(6, 17), instead: null },
      ],
    }) as Line;
    const rule = ScheduleRule.parse({
      kind: 'daily',
      minutes: [360, 1080],
      from: TODAY,
      until: null,
    });
    const { next } = edited(old, { scope: 'later', at: at(2, 17), rule });
    const days = next.map((one) => localDateOf(one));
    expect(next).to.include(at(4, 6)).and.not.include(at(4, 18));
    expect(days).not.to.include(addDays(TODAY, 6));
  });

  it('keeps the end of a line that another goes on from', () => {
    const old = line([1020], { endedAt: at(10, 0) }) as Line;
    const { next } = edited(old, { scope: 'later', at: at(3, 17) });
    expect(next).to.deep.equal([3, 4, 5, 6, 7, 8, 9].map((day) => at(day, 17)));
  });
});

describe('a series', () => {
  const series = (atEnd: 'stop' | 'again', more: Partial<LineTimes> = {}): Line =>
    line([1020], { series: { atEnd, start: 0 }, ...more }) as Line;
  const turnsOf = (one: LineTimes, from = window.startAt, count = 3) =>
    lineAirings(one, { startAt: from, endAt: at(4, 0) }, { count }).map(({ turn }) => turn);

  it('plays the next one each time, and stops or begins again', () => {
    expect(turnsOf(series('stop'))).to.deep.equal([0, 1, 2]);
    expect(turnsOf(series('again'))).to.deep.equal([0, 1, 2, 0, 1, 2, 0]);
  });

  it('gives an instant the same turn whenever it is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 9 }), (day, count) => {
        const all = lineAirings(series('again'), window, { count });
        const some = lineAirings(
          series('again'),
          { startAt: at(day, 0), endAt: window.endAt },
          { count },
        );
        expect(some).to.deep.equal(all.filter(({ startAt }) => startAt >= at(day, 0)));
      }),
    );
  });

  it('passes the turn of a deleted airing on, and keeps that of a moved one', () => {
    const gone = series('again', { exceptions: [{ at: at(0, 17), instead: null }] });
    expect(turnsOf(gone)).to.deep.equal([0, 1, 2, 0, 1, 2]);
    const moved = series('again', { exceptions: [{ at: at(0, 17), instead: NEW }] });
    expect(turnsOf(moved)).to.deep.equal([0, 1, 2, 1, 2, 0]);
  });

  it('goes on where the old line stood', () => {
    expect(turnAt(series('again'), at(0, 9), 3)).to.equal(0);
    expect(turnAt(series('again'), at(1, 9), 3)).to.equal(1);
    expect(turnAt(series('stop'), at(9, 9), 3)).to.equal(3);
    const old = series('again');
    const edit = { scope: 'later' as const, at: at(1, 17) };
    const { turn, ...next } = continuationOf(old, edit, { now: NOW, count: 3 });
    const on = { ...next, createdAt: NOW, series: { atEnd: 'again' as const, start: turn } };
    expect(turnsOf(on)).to.deep.equal(turnsOf(old, at(1, 0)));
  });
});

describe('copying a week', () => {
  const monday = LocalDate.parse('2026-11-23');
  const next = addDays(monday, 7);
  const dates = (minutes: number[], ...days: LocalDate[]): LineTimes => ({
    rule: ScheduleRule.parse({ kind: 'dates', dates: days, minutes }),
    createdAt: 0,
  });
  const copy = (one: LineTimes, family = [one]) =>
    missingIn(one, family, { from: monday, to: next, now: instant(0) });

  it('takes single airings along and leaves what repeats by itself', () => {
    const single = dates([300, 1020], addDays(monday, 1));
    expect(copy(single)).to.deep.equal([
      instantAt(addDays(next, 1), 300),
      instantAt(addDays(next, 1), 1020),
    ]);
    expect(copy(line([1020]))).to.deep.equal([]);
  });

  it('sees that a line which took over airs there already', () => {
    const old = dates([1020], addDays(monday, 1));
    expect(copy(old, [old, dates([1020], addDays(next, 1))])).to.deep.equal([]);
  });

  it('says the airings as rules that mean exactly them', () => {
    const instants = [
      at(0, 5),
      at(0, 17),
      at(1, 5),
      at(1, 17),
      at(2, 17),
      instant(at(3, 5) + 5_000),
    ];
    const rules = rulesOf(instants);
    expect(rules.map(({ kind }) => kind)).to.deep.equal(['dates', 'dates', 'once']);
    const meant = rules.flatMap((rule) => lineInstants({ rule, createdAt: 0 }, window));
    expect(meant.sort((a, b) => a - b)).to.deep.equal(instants);
  });
});
