/** The coming week with its reasons, the days of a place, and a week copied into another. */
import type { BulletinId, DeviceId } from '@loaso/shared/ids';
import { addDays, type Instant, instantAt, LocalDate } from '@loaso/shared/time';
import { type Entry, NewEntry } from '@loaso/shared/wire/http/schedule';
import { WeekAheadRequest, WeekCopy } from '@loaso/shared/wire/http/week';
import { expect } from 'chai';
import { DEFAULT_POLICY } from '#server/core/schedule/policy';
import {
  addBox,
  approved,
  official,
  openRoom,
  provincial,
  type Room,
} from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, NHON_CHAU, QUY_NHON } from '../../../support/store.js';

const TODAY = LocalDate.parse('2026-06-03');
const at = (days: number, hour: number, minute = 0): Instant =>
  instantAt(addDays(TODAY, days), hour * 60 + minute);

describe('schedule/week', () => {
  let room: Room;
  let bulletinId: BulletinId;
  let box: DeviceId;

  beforeEach(async () => {
    room = await openRoom({
      policy: {
        ...DEFAULT_POLICY,
        overrides: [{ areaId: QUY_NHON, minutesPerDayMax: 4 }],
      },
    });
    box = await addBox(room, 'quy-nhon', QUY_NHON);
    await addBox(room, 'nhon-chau', NHON_CHAU);
    ({ id: bulletinId } = await approved(room));
  });
  afterEach(() => room.close());

  const line = (change: object = {}): NewEntry =>
    NewEntry.parse({
      areaId: QUY_NHON,
      title: 'Bản tin chiều',
      bulletinIds: [bulletinId],
      target: { areaIds: [QUY_NHON], deviceIds: [] },
      rule: { kind: 'once', at: at(1, 17) },
      ...change,
    });
  const add = async (change: object = {}): Promise<Entry> =>
    given(await room.schedule.addEntry(official, line(change))).entry;
  const ahead = async (request: object = {}, actor = official) =>
    given(await room.schedule.weekAhead(actor, WeekAheadRequest.parse(request)));
  const told = async (request: object = {}) =>
    (await ahead(request)).groups.flatMap(({ airings }) =>
      airings.map(({ title, fate, why }) => [title, fate, why.vi]),
    );

  it('says for each airing whether it sounds, and why not', async () => {
    await add({ title: 'Thắng', rank: 1 });
    await add({ title: 'Nhường' });
    await add({ title: 'Sáng', rule: { kind: 'once', at: at(1, 6) } });
    expect(await told()).to.deep.equal([
      ['Sáng', 'sounds', 'Phát đủ'],
      ['Thắng', 'sounds', 'Phát đủ'],
      ['Nhường', 'outranked', 'Không phát: nhường «Thắng»'],
    ]);
  });

  it('says that the minutes of the day are used up, and when', async () => {
    const { durationMs } = await add({ rule: { kind: 'once', at: at(1, 6) } });
    expect(durationMs).to.be.within(5_000, 110_000);
    const minutes = Array.from({ length: 24 }, (_, index) => 420 + index * 5);
    await add({ title: 'Nhiều', rule: { kind: 'dates', dates: [addDays(TODAY, 1)], minutes } });
    const [group] = (await ahead()).groups;
    const last = group?.airings.at(-1);
    expect([last?.fate, last?.why.vi]).to.deep.equal([
      'minutes-used',
      'Không phát: đã hết số phút được phát trong ngày',
    ]);
    expect(group?.days).to.deep.equal([{ date: addDays(TODAY, 1), soundedMs: 240_000 }]);
    expect(group?.minutesPerDayMax).to.equal(4);
    expect(group?.windows).to.deep.equal(DEFAULT_POLICY.default.windows);
  });

  it('says before saving which other lines of the day lose their minutes', async () => {
    const minutes = Array.from({ length: 24 }, (_, index) => 420 + index * 5);
    const early = line({ rule: { kind: 'dates', dates: [addDays(TODAY, 1)], minutes } });
    const { durationMs } = await add({ title: 'Chiều' });
    const { conflicts, losses } = given(await room.schedule.preview(official, early));
    expect(conflicts).to.deep.equal([]);
    expect(losses.map((one) => [one.startAt, one.otherTitle, one.lostMs])).to.deep.equal([
      [at(1, 17), 'Chiều', durationMs],
    ]);
  });

  it('counts in a preview the minutes that were planned for this morning', async () => {
    const minutes = Array.from({ length: 24 }, (_, index) => 420 + index * 5);
    await add({ rule: { kind: 'dates', dates: [addDays(TODAY, 1)], minutes } });
    room.now = at(1, 12);
    const late = line({ rule: { kind: 'once', at: at(1, 17) } });
    const { refusals } = given(await room.schedule.preview(official, late));
    expect(refusals.map(({ vi }) => vi)).to.deep.equal([
      'Lượt 17:00 ngày 4/6 vượt số phút được phát trong ngày, loa sẽ im',
    ]);
  });

  it('keeps a line in sight whose bulletin lost its approval', async () => {
    await add();
    given(await room.content.withdraw(official, bulletinId));
    expect(await told()).to.deep.equal([
      ['Bản tin chiều', 'not-approved', 'Không phát: «Tiêm chủng» chưa được duyệt'],
    ]);
  });

  it('plays a line in that is not saved, and an edit in place of what it changes', async () => {
    const { id } = await add({ title: 'Cũ', rank: 5 });
    const draft = line({ title: 'Mới', rank: 1 });
    expect((await told({ draft })).map(([title, fate]) => [title, fate])).to.have.deep.members([
      ['Cũ', 'outranked'],
      ['Mới', 'sounds'],
    ]);
    const moved = { scope: 'this', at: at(1, 17), change: { startAt: at(1, 18) } };
    const { groups } = await ahead({ edit: { entryId: id, edit: moved } });
    expect(groups[0]?.airings.map(({ startAt, draft: fresh }) => [startAt, fresh])).to.deep.equal([
      [at(1, 18), true],
    ]);
    expect((await ahead()).groups[0]?.airings).to.have.length(1);
    const viewer = actorOf('viewer');
    const answer = await room.schedule.weekAhead(viewer, WeekAheadRequest.parse({ draft }));
    expect(codeOf(answer)).to.equal('not-allowed');
  });

  it('puts boxes together that will sound the same', async () => {
    await addBox(room, 'cho-dam', QUY_NHON);
    await add();
    const [group] = (await ahead()).groups;
    expect(group?.boxes.map(({ id }) => id)).to.have.members([box, 'loa-cho-dam']);
    expect((await ahead({ deviceId: box })).groups[0]?.boxes).to.have.length(1);
    const foreign = WeekAheadRequest.parse({ areaId: NHON_CHAU });
    expect(codeOf(await room.schedule.weekAhead(official, foreign))).to.equal('not-found');
    expect((await ahead({}, provincial)).groups).to.have.length(2);
  });

  it('takes a day off that the commune makes a holiday', async () => {
    const rule = {
      kind: 'daily',
      minutes: [1020],
      from: TODAY,
      until: null,
      dayKinds: ['ordinary'],
    };
    await add({ rule });
    const times = async () =>
      (await room.store.fleet.plan(box))?.plan.items.slice(0, 3).map(({ startAt }) => startAt);
    expect(await times()).to.deep.equal([at(0, 17), at(1, 17), at(2, 17)]);
    const change = {
      areaId: QUY_NHON,
      date: addDays(TODAY, 1),
      kind: 'holiday' as const,
      name: 'Hội làng',
    };
    given(await room.schedule.changeDay(official, change));
    expect(await times()).to.deep.equal([at(0, 17), at(2, 17), at(5, 17)]);
    const days = given(
      await room.schedule.days(official, { from: TODAY, to: addDays(TODAY, 100) }),
    );
    expect(days.map(({ date, name, areaId }) => [date, name.vi, areaId])).to.deep.equal([
      [addDays(TODAY, 1), 'Hội làng', QUY_NHON],
      ['2026-09-01', 'Nghỉ Quốc khánh', null],
      ['2026-09-02', 'Quốc khánh', null],
    ]);
    given(await room.schedule.changeDay(official, { ...change, kind: null }));
    expect(await times()).to.deep.equal([at(0, 17), at(1, 17), at(2, 17)]);
    expect(codeOf(await room.schedule.changeDay(official, { ...change, date: TODAY }))).to.equal(
      'day-gone',
    );
    const far = { ...change, date: addDays(TODAY, 1101) };
    expect(codeOf(await room.schedule.changeDay(official, far))).to.equal('day-too-far');
  });

  it('copies the single airings of a week, once, and says which were refused', async () => {
    await add({
      title: 'Hằng ngày',
      rule: { kind: 'daily', minutes: [360], from: TODAY, until: null },
    });
    await add({ title: 'Một lần' });
    const week = { areaId: QUY_NHON, from: TODAY, to: addDays(TODAY, 7) };
    const copy = async (more: object = {}) =>
      given(await room.schedule.copyWeek(official, WeekCopy.parse({ ...week, ...more }))).lines;
    const [shown] = await copy({ dryRun: true });
    expect(shown).to.deep.equal({
      title: 'Một lần',
      airings: [at(8, 17)],
      entryId: null,
      refusal: null,
    });
    const [saved] = await copy();
    expect(saved?.entryId).to.be.a('string');
    expect((await room.store.fleet.plan(box))?.plan.items.map(({ startAt }) => startAt)).to.include(
      at(8, 17),
    );
    given(await room.content.withdraw(official, bulletinId));
    const [refused] = await copy({ from: TODAY, to: addDays(TODAY, 14) });
    expect(refused?.refusal?.code).to.equal('bulletin-not-approved');
  });

  it('publishes a copied week at once and together, or copies nothing of it', async () => {
    for (const title of ['Một', 'Hai', 'Ba']) await add({ title });
    const week = WeekCopy.parse({ areaId: QUY_NHON, from: TODAY, to: addDays(TODAY, 7) });
    room.publishRefusal = 'signer';
    const refused = given(await room.schedule.copyWeek(official, week)).lines;
    expect(refused.map(({ entryId, refusal }) => [entryId, refusal?.code])).to.deep.equal(
      Array(3).fill([null, 'signer']),
    );
    room.publishRefusal = null;
    const before = room.published.length;
    const copied = given(await room.schedule.copyWeek(official, week)).lines;
    expect(copied.filter(({ entryId }) => entryId !== null)).to.have.length(3);
    expect(room.published.length).to.equal(before + 1);
  });

  it('copies a week once only', async () => {
    await add();
    const week = WeekCopy.parse({ areaId: QUY_NHON, from: TODAY, to: addDays(TODAY, 7) });
    expect(given(await room.schedule.copyWeek(official, week)).lines).to.have.length(1);
    expect(given(await room.schedule.copyWeek(official, week)).lines).to.deep.equal([]);
  });
});
