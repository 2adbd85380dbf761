/** What an official types into the schedule form, and the request it becomes. */
import { AreaId, BulletinId, RelaySourceId } from '@loaso/shared/ids';
import { addDays, instantAt, LocalDate, MinuteOfDay } from '@loaso/shared/time';
import { Entry, EntryEdit, NewEntry, ScheduleRule } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  draftOfEntry,
  editOf,
  NEW_RELAY,
  newDraft,
  requestOf,
  ruleOf,
  timesInScope,
} from '#dashboard/screens/entry/entry-draft';
import { seriesOf } from '#dashboard/screens/entry/series-of';
import { daysOfMonth, minuteOf, timesOf } from '#dashboard/screens/entry/time-text';

const date = LocalDate.parse('2026-11-25');
const area = AreaId.parse('21583');
const minute = (value: number): MinuteOfDay => MinuteOfDay.parse(value);
const whole = {
  ...newDraft(date, [BulletinId.parse('qd-1462')]),
  areaIds: [area],
  minutes: [minute(300), minute(1020)],
};

describe('dashboard/schedule-form', () => {
  it('relays a stream once one is chosen, with or without bulletins for when it is lost', () => {
    const sourceId = RelaySourceId.parse('rly-vov1');
    const relay = { ...NEW_RELAY, sourceId, name: 'VOV1' };
    const asked = { sourceId, minutes: 30, stallSeconds: 10 };
    const request = (change: object) => requestOf({ ...whole, ...change }, area, 'Tiếp âm VOV1');
    expect(request({ relay: NEW_RELAY })).to.equal(null);
    expect(request({ relay })).to.deep.include({ relay: asked, bulletinIds: ['qd-1462'] });
    const silent = request({ relay, bulletinIds: [] });
    expect(silent).to.deep.include({ relay: asked, title: 'Tiếp âm VOV1', bulletinIds: [] });
    expect(NewEntry.parse(silent).relay).to.deep.equal(asked);
    expect(request({ bulletinIds: [] })).to.equal(null);
  });

  it('reads times the way people write them', () => {
    const written = ['5', '5h', '5:00', '17h30', '17.30', '17 giờ 30', '17 giờ 30 phút', '17g5'];
    expect(written.map(minuteOf)).to.deep.equal([300, 300, 300, 1050, 1050, 1050, 1050, 1025]);
  });

  it('takes nothing for a time that is none', () => {
    const wrong = ['', '24:00', '5:60', 'sáng', '5:00 chiều', '-1', '1730'];
    expect(wrong.map(minuteOf)).to.deep.equal(wrong.map(() => null));
  });

  it('names the part it does not understand', () => {
    expect(timesOf('5:00, trưa')).to.deep.equal({ ok: false, wrong: 'trưa' });
  });

  it('sorts several times and keeps each once', () => {
    expect(timesOf('17:00; 5h và 5:00')).to.deep.equal({ ok: true, minutes: [300, 1020] });
  });

  it('reads back every minute of the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (value) => {
        const text = `${Math.floor(value / 60)}h${String(value % 60).padStart(2, '0')}`;
        expect(minuteOf(text)).to.equal(value);
      }),
    );
  });

  it('makes a request that the server accepts', () => {
    const request = requestOf(whole, area, 'Bản tin');
    expect(NewEntry.safeParse(request).success).to.equal(true);
    expect(request?.title).to.equal('Bản tin');
  });

  it('makes no request while a place, a time or a bulletin is missing', () => {
    const gaps = [{ areaIds: [] }, { minutes: [] }, { bulletinIds: [] }];
    expect(gaps.map((gap) => requestOf({ ...whole, ...gap }, area, 'Bản tin'))).to.deep.equal([
      null,
      null,
      null,
    ]);
  });

  it('makes a single airing of the first time in Việt Nam', () => {
    expect(ruleOf({ ...whole, repeat: 'once' })).to.deep.equal({
      kind: 'once',
      at: instantAt(date, 300),
    });
  });

  it('waits for a day of the week before it repeats weekly', () => {
    expect(ruleOf({ ...whole, repeat: 'weekly' })).to.equal(null);
  });

  it('reads lunar days with commas between, and nothing else', () => {
    expect(daysOfMonth('15, 1 và 1')).to.deep.equal([1, 15]);
    expect(['', '0', '31', 'rằm', '1-15'].map(daysOfMonth)).to.deep.equal(Array(5).fill(null));
  });

  it('makes every kind of rule that the server accepts', () => {
    const parts = { days: [2], dates: [date], lunarDays: [1, 15], dayKinds: ['ordinary'] as const };
    const kinds = ['once', 'daily', 'weekly', 'dates', 'lunar'] as const;
    const rules = kinds.map((repeat) => ruleOf({ ...whole, ...parts, repeat }));
    expect(rules.map((rule) => ScheduleRule.parse(rule).kind)).to.deep.equal(kinds);
    expect(rules[1]).to.deep.include({ dayKinds: ['ordinary'] });
  });

  it('asks for a series and for a repetition only where they mean something', () => {
    const two = { ...whole, bulletinIds: ['a', 'b'].map((id) => BulletinId.parse(id)) };
    expect(requestOf({ ...two, inTurn: true }, area, 'x')?.series).to.deep.equal({ atEnd: 'stop' });
    expect(requestOf({ ...whole, inTurn: true }, area, 'x')?.series).to.equal(null);
    const twice = { ...whole, times: 2, gapSeconds: 60 };
    expect(requestOf(twice, area, 'x')?.repeat).to.deep.equal({ times: 2, gapSeconds: 60 });
    expect(requestOf(whole, area, 'x')?.repeat).to.equal(null);
  });

  it('finds all parts of a series, in order, or none', () => {
    const placed = (id: string, of: string, number: number) => ({
      id: BulletinId.parse(id),
      series: { of: BulletinId.parse(of), number, count: 3 },
    });
    const all = [
      placed('c', 'dat-dai', 3),
      placed('a', 'dat-dai', 1),
      placed('x', 'nha-o', 2),
      placed('b', 'dat-dai', 2),
    ];
    expect(seriesOf(all[3], all)).to.deep.equal(['a', 'b', 'c']);
    expect(seriesOf(all[3], all.slice(1))).to.deep.equal([]);
    expect(seriesOf(all[2], all)).to.deep.equal([]);
    expect(seriesOf({ id: BulletinId.parse('d'), series: null }, all)).to.deep.equal([]);
  });

  const entry = Entry.parse({
    ...NewEntry.parse(requestOf(whole, area, 'Bản tin')),
    id: 'e-1',
    programmeId: 'p-1',
    origin: 'commune',
    durationMs: 60_000,
    state: 'active',
    exceptions: [],
    endedAt: null,
    follows: null,
    createdBy: 'Hoa',
    createdAt: 0,
  });
  const at = instantAt(addDays(date, 2), 1020);

  it('takes a line into the form and gives the same line back', () => {
    const draft = draftOfEntry(entry, date);
    expect(requestOf(draft, area, '')).to.deep.equal(requestOf(whole, area, 'Bản tin'));
  });

  it('keeps the place of a line among its equals, and sends it', () => {
    const ahead = { ...entry, rank: 99 };
    const draft = draftOfEntry(ahead, date);
    expect(requestOf(draft, area, '')?.rank).to.equal(99);
    expect(editOf(draft, ahead, { scope: 'later', at })?.change).to.include({ rank: 99 });
    expect(NewEntry.parse(requestOf(whole, area, 'Bản tin')).rank).to.equal(100);
  });

  it('asks for a day and a time where one airing is meant, for a rule from its day on else', () => {
    expect(timesInScope(entry, { scope: 'this', at }, date)).to.deep.equal({
      repeat: 'once',
      date: addDays(date, 2),
      minutes: [1020],
    });
    const later = timesInScope(entry, { scope: 'later', at }, date);
    expect(later).to.deep.include({ repeat: 'daily', date: addDays(date, 2) });
    expect(timesInScope(entry, { scope: 'all', at }, date)).to.deep.include({ date });
  });

  it('makes a change that the server accepts, with a moved time and no more than was touched', () => {
    const draft = {
      ...draftOfEntry(entry, date),
      ...timesInScope(entry, { scope: 'this', at }, date),
      minutes: [minute(1080)],
    };
    const edit = EntryEdit.parse(editOf(draft, entry, { scope: 'this', at }));
    expect(edit.change).to.include({ startAt: instantAt(addDays(date, 2), 1080) });
    expect(edit.change).not.to.have.any.keys('bulletinIds', 'rule', 'series');
    const other = { ...draft, bulletinIds: [BulletinId.parse('khac')] };
    expect(editOf(other, entry, { scope: 'this', at })?.change).to.deep.include({
      bulletinIds: ['khac'],
    });
  });
});
