/** Lines that officials edit, repeat and play in turn, on a real store and real plans. */
import type { BulletinId, DeviceId } from '@loaso/shared/ids';
import { addDays, type Instant, instantAt, LocalDate } from '@loaso/shared/time';
import { type Entry, EntryEdit, NewEntry } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import {
  addBox,
  approved,
  NINE,
  NOTICE,
  official,
  openRoom,
  type Room,
  voiced,
} from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { NHON_CHAU, QUY_NHON } from '../../../support/store.js';

const TODAY = LocalDate.parse('2026-06-03');
const at = (days: number, hour: number, minute = 0): Instant =>
  instantAt(addDays(TODAY, days), hour * 60 + minute);

describe('schedule/edit', () => {
  let room: Room;
  let ids: BulletinId[];
  let box: DeviceId;

  beforeEach(async () => {
    room = await openRoom();
    box = await addBox(room, 'quy-nhon', QUY_NHON);
    await addBox(room, 'cho-dam', QUY_NHON);
    ids = [];
    for (const word of ['một', 'hai', 'ba']) {
      ids.push((await approved(room, { text: `${NOTICE}\nPhần ${word}.` })).id);
    }
  });
  afterEach(() => room.close());

  const add = async (change: object = {}): Promise<Entry> => {
    const request = NewEntry.parse({
      areaId: QUY_NHON,
      title: 'Bản tin chiều',
      bulletinIds: ids.slice(0, 1),
      target: { areaIds: [QUY_NHON], deviceIds: [] },
      rule: { kind: 'daily', minutes: [300, 1020], from: TODAY, until: null },
      ...change,
    });
    return given(await room.schedule.addEntry(official, request)).entry;
  };
  const edit = (id: Entry['id'], request: object) =>
    room.schedule.editEntry(official, { id, edit: EntryEdit.parse(request) });
  const items = async (device = box) => (await room.store.fleet.plan(device))?.plan.items ?? [];
  const times = async (device = box) => (await items(device)).map(({ startAt }) => startAt);
  const lastWords = async () => (await room.store.audit.events(1))[0];

  it('moves one airing and says so in the log', async () => {
    const { id } = await add();
    const change = { startAt: at(1, 18, 30) };
    const { entry, undo } = given(await edit(id, { scope: 'this', at: at(1, 17), change }));
    expect(entry).to.deep.include({ follows: id, rule: { kind: 'once', at: at(1, 18, 30) } });
    expect(await times())
      .to.include(at(1, 18, 30))
      .and.not.include(at(1, 17));
    expect(await times()).to.have.length(29);
    expect(undo).to.deep.equal({
      entryId: id,
      successorId: entry.id,
      exceptionAt: at(1, 17),
      endedAt: null,
    });
    expect(await lastWords()).to.deep.include({
      act: 'entry.edit',
      target: `entry:${id}`,
      detail: 'Bản tin chiều · chỉ lần 17:00 ngày 04/06/2026: một lần lúc 18:30 ngày 04/06/2026',
    });
    const old = given(await room.schedule.entries(official)).find((one) => one.id === id);
    expect(old?.exceptions).to.deep.equal([{ at: at(1, 17), instead: entry.id }]);
  });

  it('takes one airing off, and puts it back', async () => {
    const { id } = await add();
    const before = await items();
    const { undo } = given(await edit(id, { scope: 'this', at: at(1, 17), change: null }));
    expect(await times()).not.to.include(at(1, 17));
    expect(codeOf(await edit(id, { scope: 'this', at: at(1, 17), change: null }))).to.equal(
      'airing-gone',
    );
    given(await room.schedule.undoEdit(official, undo));
    expect(await items()).to.deep.equal(before);
  });

  it('changes target, hours and title from a day on, and takes it back', async () => {
    const { id } = await add();
    const before = await items();
    const change = {
      title: 'Bản tin tối',
      target: { areaIds: [], deviceIds: [box] },
      rule: { kind: 'daily', minutes: [1080], from: TODAY, until: null },
    };
    const { entry, undo } = given(await edit(id, { scope: 'later', at: at(2, 17), change }));
    expect(await times()).to.include.members([at(1, 17), at(2, 18)]);
    expect(await times()).not.to.include(at(2, 5));
    expect((await items('loa-cho-dam' as DeviceId)).map(({ startAt }) => startAt)).to.deep.equal([
      at(0, 17),
      at(1, 5),
      at(1, 17),
    ]);
    given(await room.schedule.undoEdit(official, undo));
    expect(await items()).to.deep.equal(before);
    expect((await room.store.schedule.entry(entry.id))?.state).to.equal('cancelled');
  });

  it('changes all to come and leaves what sounds now alone', async () => {
    const { id } = await add();
    const clip = (await items())[0]?.durationMs ?? 0;
    room.now = at(0, 17) + 1000;
    expect(clip).to.be.above(1000);
    const rule = { kind: 'daily', minutes: [1140], from: TODAY, until: null };
    given(await edit(id, { scope: 'all', at: at(3, 17), change: { rule } }));
    expect((await times()).slice(0, 3)).to.deep.equal([at(0, 17), at(0, 19), at(1, 19)]);
    const today = { from: at(0, 0), to: at(1, 0) };
    const shown = given(await room.schedule.calendar(official, today));
    expect(shown.map(({ startAt }) => startAt)).to.deep.equal([at(0, 17), at(0, 19)]);
  });

  it('does not take back what has begun', async () => {
    const { id } = await add();
    const { undo } = given(await edit(id, { scope: 'this', at: at(0, 17), change: null }));
    room.now = at(0, 17, 1);
    expect(codeOf(await room.schedule.undoEdit(official, undo))).to.equal('undo-too-late');
  });

  it('shows before saving what the edit does, its own old airings left out', async () => {
    const { id } = await add();
    await add({ title: 'Khác', rule: { kind: 'once', at: at(1, 18) }, priority: 'priority' });
    const preview = async (change: object) =>
      given(
        await room.schedule.previewEdit(official, {
          id,
          edit: EntryEdit.parse({ scope: 'later', at: at(1, 17), change }),
        }),
      );
    expect((await preview({})).conflicts).to.deep.equal([]);
    const rule = { kind: 'daily', minutes: [1080], from: TODAY, until: null };
    const [conflict] = (await preview({ rule })).conflicts;
    expect(conflict).to.deep.include({ startAt: at(1, 18), otherTitle: 'Khác', winner: 'other' });
    expect((await items()).length).to.equal(30);
  });

  it('lets an edited line go first for the airings that the edit is about', async () => {
    const { id } = await add();
    await add({ title: 'Khác', rank: 50 });
    const change = { scope: 'later', at: at(2, 17), change: { rank: 49 } };
    given(await edit(id, change));
    const own = (await items()).filter(({ rank }) => rank !== 50);
    const ranks = (first: boolean) =>
      new Set(own.filter(({ startAt }) => startAt < at(2, 0) === first).map(({ rank }) => rank));
    expect([ranks(true), ranks(false)]).to.deep.equal([new Set([100]), new Set([49])]);
  });

  it('refuses an edit as it refuses a new line, and changes nothing', async () => {
    const { id } = await add();
    const before = await items();
    const { id: unapproved } = await voiced(room);
    const on = { scope: 'later', at: at(1, 17) };
    const rule = { kind: 'daily', minutes: [1370], from: TODAY, until: null };
    expect(codeOf(await edit(id, { ...on, change: { rule } }))).to.equal('outside-hours');
    const bulletinIds = [unapproved];
    expect(codeOf(await edit(id, { ...on, change: { bulletinIds } }))).to.equal(
      'bulletin-not-approved',
    );
    const past = { scope: 'this', at: at(1, 17), change: { startAt: NINE - 1 } };
    expect(codeOf(await edit(id, past))).to.equal('no-airing');
    const elsewhere = { ...official, areaId: NHON_CHAU };
    const foreign = { id, edit: EntryEdit.parse({ ...on, change: null }) };
    expect(codeOf(await room.schedule.editEntry(elsewhere, foreign))).to.equal('not-found');
    room.publishRefusal = 'signer';
    expect(codeOf(await edit(id, { ...on, change: null }))).to.equal('signer');
    room.publishRefusal = null;
    expect((await room.store.schedule.entry(id))?.endedAt).to.equal(null);
    expect(await items()).to.deep.equal(before);
  });

  it('refuses the slower of two who edit the same line', async () => {
    const { id } = await add();
    const seen = (await room.store.schedule.entry(id))!;
    expect(await room.store.schedule.changeEntry(seen, { ...seen, endedAt: at(3, 0) })).to.equal(
      true,
    );
    expect(await room.store.schedule.changeEntry(seen, { ...seen, endedAt: at(5, 0) })).to.equal(
      false,
    );
  });

  it('reads it twice with a pause between', async () => {
    const once = await add({ title: 'Một lần' });
    const twice = await add({
      title: 'Hai lần',
      rule: { kind: 'daily', minutes: [700], from: TODAY, until: null },
      repeat: { times: 2, gapSeconds: 60 },
    });
    expect(twice.durationMs).to.equal(once.durationMs * 2 + 60_000);
    const item = (await items()).find(({ entryId }) => entryId === twice.id);
    expect(item?.parts.map(({ offsetMs }) => offsetMs)).to.deep.equal([
      0,
      once.durationMs + 60_000,
    ]);
    const many = { repeat: { times: 5, gapSeconds: 0 }, slotMinutes: 1 };
    const request = NewEntry.parse({ ...requestOf(once), ...many });
    expect(codeOf(await room.schedule.addEntry(official, request))).to.equal('programme-too-long');
  });

  const requestOf = ({ title, areaId, bulletinIds, target, rule }: Entry) => ({
    title,
    areaId,
    bulletinIds,
    target,
    rule,
  });

  it('plays the bulletins of a series in turn and stops after the last', async () => {
    const rule = { kind: 'daily', minutes: [1020], from: TODAY, until: null };
    const { id } = await add({ bulletinIds: ids, rule, series: { atEnd: 'stop' } });
    const played = (await items()).map(({ title, startAt }) => [title, startAt]);
    expect(played).to.deep.equal([
      ['Bản tin chiều · kỳ 1/3', at(0, 17)],
      ['Bản tin chiều · kỳ 2/3', at(1, 17)],
      ['Bản tin chiều · kỳ 3/3', at(2, 17)],
    ]);
    const files = (await items()).map(({ parts }) => parts[0]?.sha256);
    expect(new Set(files)).to.have.property('size', 3);
    const shown = given(await room.schedule.calendar(official, { from: at(0, 0), to: at(9, 0) }));
    expect(shown.map(({ title }) => title)).to.deep.equal(played.map(([title]) => title));
    const change = { startAt: at(1, 19) };
    given(await edit(id, { scope: 'this', at: at(1, 17), change }));
    expect((await items()).map(({ startAt, parts }) => [startAt, parts[0]?.sha256])).to.deep.equal([
      [at(0, 17), files[0]],
      [at(1, 19), files[1]],
      [at(2, 17), files[2]],
    ]);
  });

  it('silences only the turn of a bulletin that is withdrawn', async () => {
    const rule = { kind: 'daily', minutes: [1020], from: TODAY, until: null };
    await add({ bulletinIds: ids, rule, series: { atEnd: 'again' } });
    const [, second] = ids;
    given(await room.content.withdraw(official, second!));
    expect((await times()).slice(0, 4)).to.deep.equal([at(0, 17), at(2, 17), at(3, 17), at(5, 17)]);
  });

  it('goes on with the series where the edited line stood', async () => {
    const rule = { kind: 'daily', minutes: [1020], from: TODAY, until: null };
    const { id } = await add({ bulletinIds: ids, rule, series: { atEnd: 'again' } });
    const change = { rule: { kind: 'daily', minutes: [1140], from: TODAY, until: null } };
    given(await edit(id, { scope: 'later', at: at(1, 17), change }));
    expect((await items()).slice(0, 3).map(({ title, startAt }) => [title, startAt])).to.deep.equal(
      [
        ['Bản tin chiều · kỳ 1/3', at(0, 17)],
        ['Bản tin chiều · kỳ 2/3', at(1, 19)],
        ['Bản tin chiều · kỳ 3/3', at(2, 19)],
      ],
    );
  });
});
