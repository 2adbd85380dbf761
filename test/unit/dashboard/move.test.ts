/** Moving an airing: keys, limits, and the edit that each scope becomes. */
import { instant, instantAt, LocalDate } from '@loaso/shared/time';
import { CalendarItem, Entry, ScheduleRule } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import { editOfMove, mayGoTo, movedRule, stepOf } from '#dashboard/screens/calendar/move';
import { entriesOf } from '../../support/dashboard-fixture/schedule.js';

const day = (text: string): LocalDate => LocalDate.parse(text);
const WEDNESDAY = day('2026-11-25');
const FRIDAY = day('2026-11-27');
const at = (date: LocalDate, minute: number) => instantAt(date, minute);
const weekly = (days: number[], minutes: number[]): ScheduleRule =>
  ScheduleRule.parse({ kind: 'weekly', days, minutes, from: '2026-11-01', until: null });

function move(rule: ScheduleRule) {
  const [line] = entriesOf(at(WEDNESDAY, 0));
  const entry = Entry.parse({ ...line, rule });
  const item = CalendarItem.parse({
    entryId: entry.id,
    title: entry.title,
    startAt: at(WEDNESDAY, 1020),
    durationMs: 240_000,
    priority: 'normal',
    devices: 2,
    states: { planned: 2 },
  });
  return { entry, move: { item, to: at(WEDNESDAY, 1025), stretch: null } };
}

describe('dashboard/moving an airing', () => {
  it('steps by five minutes, by an hour with Alt, by days, and pulls the end with Shift', () => {
    const held = { shift: false, alt: false };
    expect(stepOf('ArrowDown', held)).to.deep.equal({ kind: 'move', ms: 300_000 });
    expect(stepOf('ArrowUp', { ...held, alt: true })).to.deep.equal({
      kind: 'move',
      ms: -3_600_000,
    });
    expect(stepOf('ArrowRight', held)).to.deep.equal({ kind: 'move', ms: 86_400_000 });
    expect(stepOf('ArrowRight', { ...held, alt: true }), 'the browser’s own').to.equal(null);
    expect(stepOf('ArrowDown', { ...held, shift: true })).to.deep.equal({
      kind: 'stretch',
      steps: 1,
    });
    expect(stepOf('ArrowUp', { ...held, shift: true })).to.deep.equal({
      kind: 'stretch',
      steps: -1,
    });
    expect(stepOf('ArrowRight', { ...held, shift: true })).to.equal(null);
    expect(stepOf('Enter', held)).to.equal(null);
  });

  it('goes neither into the past nor off the days on screen', () => {
    const now = at(WEDNESDAY, 600);
    expect(mayGoTo(at(WEDNESDAY, 605), now, [WEDNESDAY])).to.equal(true);
    expect(mayGoTo(at(WEDNESDAY, 595), now, [WEDNESDAY])).to.equal(false);
    expect(mayGoTo(at(FRIDAY, 605), now, [WEDNESDAY])).to.equal(false);
  });

  it('changes the time of a weekly line, and its day where it has one time', () => {
    const span = { from: at(WEDNESDAY, 1020), to: at(FRIDAY, 1025) };
    expect(movedRule(weekly([1, 3], [1020]), span)).to.deep.include({
      days: [1, 5],
      minutes: [1025],
    });
    expect(movedRule(weekly([1, 3], [300, 1020]), span)).to.equal(null);
  });

  it('never gives a daily line a day', () => {
    const daily = ScheduleRule.parse({
      kind: 'daily',
      minutes: [1020],
      from: '2026-11-01',
      until: null,
    });
    const from = at(WEDNESDAY, 1020);
    expect(movedRule(daily, { from, to: at(FRIDAY, 1020) })).to.equal(null);
    expect(movedRule(daily, { from, to: at(WEDNESDAY, 1110) })).to.deep.include({
      minutes: [1110],
    });
  });

  it('moves one airing by its start, the later ones by the rule from that day on', () => {
    const { entry, move: moved } = move(weekly([3], [1020]));
    const asked = (scope: 'this' | 'later') =>
      editOfMove(moved, entry, { scope, today: day('2026-11-20') });
    expect(asked('this')?.change).to.deep.equal({ startAt: at(WEDNESDAY, 1025) });
    expect(asked('later')?.change?.rule).to.deep.include({ from: WEDNESDAY, minutes: [1025] });
  });

  it('moves a single airing as the whole line that it is', () => {
    const { entry, move: moved } = move({ kind: 'once', at: at(WEDNESDAY, 1020) });
    expect(editOfMove(moved, entry, { scope: 'this', today: WEDNESDAY })).to.deep.equal({
      scope: 'all',
      at: instant(at(WEDNESDAY, 1020)),
      change: { rule: { kind: 'once', at: at(WEDNESDAY, 1025) } },
    });
  });
});
