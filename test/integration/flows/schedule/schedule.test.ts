/** Lines of the schedule and what becomes of them, on a real store and real plans. */
import { BulletinId, type DeviceId } from '@loaso/shared/ids';
import { instantAt, LocalDate } from '@loaso/shared/time';
import { NewEntry } from '@loaso/shared/wire/http/schedule';
import { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import {
  addBox,
  approved,
  boxId,
  NINE,
  official,
  openRoom,
  playId,
  provincial,
  type Room,
  voiced,
} from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, NHON_CHAU, PROVINCE, QUY_NHON } from '../../../support/store.js';

const TODAY = LocalDate.parse('2026-06-03');
const at = (hour: number, minute = 0) => instantAt(TODAY, hour * 60 + minute);
const day = (from: number, to: number) => ({ from: at(from), to: at(to) });

describe('schedule', () => {
  let room: Room;
  let bulletinId: BulletinId;
  let box: DeviceId;

  beforeEach(async () => {
    room = await openRoom();
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
      rule: { kind: 'daily', minutes: [300, 1020], from: TODAY, until: null },
      ...change,
    });
  const add = async (change: object = {}, actor = official) =>
    given(await room.schedule.addEntry(actor, line(change)));
  const refused = async (change: object) =>
    codeOf(await room.schedule.addEntry(official, line(change)));

  it('saves a line, builds the plans of its boxes and shows both', async () => {
    const { entry, publish } = await add();
    expect(entry).to.deep.include({
      title: 'Bản tin chiều',
      bulletinIds: [bulletinId],
      origin: 'commune',
      state: 'active',
      createdBy: 'Người thử official',
    });
    expect(publish).to.deep.equal({ devices: 1, planned: 29 });
    expect((await room.store.fleet.plan(box))?.plan.items[0]).to.deep.include({
      entryId: entry.id,
      startAt: at(17),
    });
    expect(given(await room.schedule.entries(official))).to.deep.equal([entry]);
    expect(room.seen.at(-1)).to.include({ kind: 'schedule', entryId: entry.id });
  });

  it('gives the standing of the province to what the province says', async () => {
    const { entry } = await add({ target: { areaIds: [PROVINCE], deviceIds: [] } }, provincial);
    expect(entry.origin).to.equal('province');
    expect(room.published.at(-1)?.devices).to.have.members([box, boxId('nhon-chau')]);
  });

  it('refuses what must not or cannot air, and keeps nothing of it', async () => {
    const { id: unapproved } = await voiced(room);
    expect(await refused({ bulletinIds: [unapproved] })).to.equal('bulletin-not-approved');
    expect(await refused({ slotMinutes: 1 })).to.equal('programme-too-long');
    expect(await refused({ rule: { kind: 'once', at: NINE - 1 } })).to.equal('no-airing');
    expect(await refused({ rule: { kind: 'once', at: at(22) } })).to.equal('outside-hours');
    const close = { kind: 'daily', minutes: [600, 601], from: TODAY, until: null };
    expect(await refused({ rule: close })).to.equal('programme-too-long');
    expect(await refused({ target: { areaIds: ['21583-01'], deviceIds: [] } })).to.equal(
      'no-device',
    );
    expect(await refused({ target: { areaIds: [NHON_CHAU], deviceIds: [] } })).to.equal(
      'not-found',
    );
    const foreign = { areaIds: [], deviceIds: [boxId('nhon-chau')] };
    expect(await refused({ target: foreign })).to.equal('not-found');
    expect(await refused({ bulletinIds: [BulletinId.parse('bt-none')] })).to.equal('not-found');
    expect(codeOf(await room.schedule.addEntry(actorOf('viewer'), line()))).to.equal('not-allowed');
    expect(given(await room.schedule.entries(official))).to.deep.equal([]);
  });

  it('says both figures when a programme is longer than its slot', async () => {
    const answer = await room.schedule.addEntry(official, line({ slotMinutes: 1 }));
    const { clip } = (await room.store.content.bulletin(bulletinId))!;
    expect(answer).to.deep.include({
      error: { code: 'programme-too-long', durationMs: clip?.durationMs, slotMs: 60_000 },
    });
  });

  it('keeps no line that could not be published', async () => {
    room.publishRefusal = 'signer';
    expect(await refused({})).to.equal('signer');
    const [entry] = given(await room.schedule.entries(official));
    expect(entry?.state).to.equal('cancelled');
  });

  it('previews airings, boxes, conflicts and silences without saving anything', async () => {
    await add({ title: 'Cũ', rank: 1 });
    const rule = { kind: 'daily', minutes: [1020, 1300], from: TODAY, until: null };
    const preview = given(await room.schedule.preview(official, line({ title: 'Mới', rule })));
    expect(preview).to.include({ devices: 1 });
    expect(preview.airings.slice(0, 2)).to.deep.equal([at(17), at(21, 40)]);
    expect(preview.airings).to.have.length(50);
    expect(preview.conflicts[0]).to.deep.include({
      startAt: at(17),
      otherTitle: 'Cũ',
      winner: 'other',
    });
    expect(preview.conflicts[0]?.fate.vi).to.equal(
      'Bản tin «Mới» sẽ không phát lúc 17:00 ngày 3/6 vì «Cũ» phát',
    );
    expect(preview.refusals[0]?.vi).to.equal(
      'Lượt 21:40 ngày 3/6 nằm ngoài khung giờ được phép, loa sẽ im',
    );
    expect(given(await room.schedule.entries(official))).to.have.length(1);
  });

  it('lets a new line go first by the rank that the preview offers, and says so to the boxes', async () => {
    await add({ title: 'Cũ', rank: 99 });
    const rule = { kind: 'daily', minutes: [1020], from: TODAY, until: null };
    const ask = async (change: object) =>
      given(await room.schedule.preview(official, line({ title: 'Mới', rule, ...change })))
        .conflicts[0];
    const before = await ask({});
    expect(before).to.include({ winner: 'other', swapRank: 98 });
    const rank = before?.swapRank;
    expect(await ask({ rank })).to.include({ winner: 'this', swapRank: 100 });
    await add({ title: 'Mới', rule, rank });
    const { items } = (await room.store.fleet.plan(box))!.plan;
    expect(new Set(items.map((item) => `${item.title} ${item.rank}`))).to.deep.equal(
      new Set(['Cũ 99', 'Mới 98']),
    );
  });

  it('takes a line off: its future airings leave the boxes and the calendar', async () => {
    const { entry } = await add();
    const cancelled = given(await room.schedule.cancelEntry(official, entry.id));
    expect(cancelled.state).to.equal('cancelled');
    expect((await room.store.fleet.plan(box))?.plan.items).to.deep.equal([]);
    expect(given(await room.schedule.calendar(official, day(0, 24)))).to.deep.equal([]);
    expect(codeOf(await room.schedule.cancelEntry(official, entry.id))).to.equal('ok');
    const elsewhere = { ...official, areaId: NHON_CHAU };
    expect(codeOf(await room.schedule.cancelEntry(elsewhere, entry.id))).to.equal('not-found');
  });

  it('joins what was planned with what the boxes said', async () => {
    const { entry } = await add({ target: { areaIds: [PROVINCE], deviceIds: [] } }, provincial);
    const { durationMs } = entry;
    const record = PlayRecord.parse({
      v: 1,
      seq: 1,
      playId: playId(entry.id, box, at(17)),
      recordedAt: at(17) + durationMs,
      clock: { trust: 'locked', source: 'ntp', errorMs: 5 },
      outcome: 'completed',
      startedAt: at(17) + 30,
      fromMs: 0,
      playedMs: durationMs,
      virtual: false,
    });
    const airings = async (deviceId?: DeviceId) =>
      given(await room.schedule.airings(provincial, { ...day(0, 24), deviceId, limit: 50 }));
    expect((await airings()).map(({ state }) => state)).to.deep.equal(['planned', 'planned']);
    await room.store.ledger.addRecords(box, [record], at(18));
    room.now = at(19);
    const [played] = await airings(box);
    expect(played).to.deep.include({
      state: 'played',
      deviceName: 'Cụm quy-nhon',
      playedMs: durationMs,
      startErrorMs: 30,
    });
    expect((await airings()).map(({ state }) => state)).to.have.members(['played', 'unknown']);
    expect(given(await room.schedule.calendar(provincial, day(0, 24)))).to.deep.equal([
      {
        entryId: entry.id,
        title: 'Bản tin chiều',
        startAt: at(17),
        durationMs,
        priority: 'normal',
        devices: 2,
        states: { played: 1, unknown: 1 },
      },
    ]);
    const mine = given(await room.schedule.calendar(official, day(0, 24)));
    expect(mine[0]).to.deep.include({ devices: 1, states: { played: 1 } });
    const foreign = { ...day(0, 24), deviceId: boxId('nhon-chau'), limit: 9 };
    expect(codeOf(await room.schedule.airings(official, foreign))).to.equal('not-found');
  });

  it('shows in the calendar what rules will bring beyond the plans', async () => {
    await add();
    const month = { from: at(0) + 20 * 86_400_000, to: at(0) + 21 * 86_400_000 };
    const items = given(await room.schedule.calendar(official, month));
    expect(items.map(({ states }) => states)).to.deep.equal([{ planned: 1 }, { planned: 1 }]);
  });

  it('has a plan no longer than boxes accept', async () => {
    const minutes = Array.from({ length: 24 }, (_, index) => 300 + index * 40);
    const rule = { kind: 'daily', minutes, from: TODAY, until: null };
    await add({ rule });
    await add({ rule });
    const answer = await room.schedule.addEntry(official, line({ rule }));
    expect(answer).to.deep.include({
      error: { code: 'too-many-airings', count: 1062, limit: 840 },
    });
  });
});
