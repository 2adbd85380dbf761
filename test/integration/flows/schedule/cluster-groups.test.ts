/** Groups of clusters: who hears the lines that mean one, also after the group has changed. */
import type { BulletinId, ClusterGroupId, DeviceId } from '@loaso/shared/ids';
import { addDays, instantAt, LocalDate } from '@loaso/shared/time';
import { CLUSTER_GROUPS_MAX, ClusterGroupChange } from '@loaso/shared/wire/http/cluster-groups';
import { NewEntry } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import {
  addBox,
  approved,
  official,
  openRoom,
  provincial,
  type Room,
} from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { NHON_CHAU, PROVINCE, QUY_NHON } from '../../../support/store.js';

const TODAY = LocalDate.parse('2026-06-03');

describe('groups of clusters', () => {
  let room: Room;
  let bulletinId: BulletinId;
  let one: DeviceId;
  let other: DeviceId;
  let foreign: DeviceId;

  beforeEach(async () => {
    room = await openRoom();
    one = await addBox(room, 'khu-cho', QUY_NHON);
    other = await addBox(room, 'ven-bien', QUY_NHON);
    foreign = await addBox(room, 'ngoai-dao', NHON_CHAU);
    ({ id: bulletinId } = await approved(room));
  });
  afterEach(() => room.close());

  const save = (deviceIds: DeviceId[], change: object = {}) =>
    room.schedule.saveGroup(
      official,
      ClusterGroupChange.parse({ areaId: QUY_NHON, name: 'Khu chợ', deviceIds, ...change }),
    );
  const line = (target: object): NewEntry =>
    NewEntry.parse({
      areaId: QUY_NHON,
      title: 'Bản tin chợ',
      bulletinIds: [bulletinId],
      target: { areaIds: [], deviceIds: [], ...target },
      rule: { kind: 'daily', minutes: [1020], from: TODAY, until: null },
    });
  const hears = async (id: DeviceId): Promise<boolean> =>
    (await room.store.fleet.plan(id))?.plan.items.some(
      ({ startAt }) => startAt === instantAt(TODAY, 1020),
    ) ?? false;

  it('is looked at alone: the calendar and the coming week of a former station', async () => {
    const group = given(await save([one], { name: 'Đài Nhơn Bình cũ' }));
    const beside = given(await save([other], { name: 'Đài Nhơn Phú cũ' }));
    const lines = [
      { title: 'Cả phường', areaIds: [QUY_NHON] },
      { title: 'Của đài cũ', groupIds: [group.id] },
      { title: 'Của đài bên', groupIds: [beside.id] },
    ];
    for (const { title, ...target } of lines) {
      given(await room.schedule.addEntry(official, { ...line(target), title }));
    }
    const period = { from: instantAt(TODAY, 0), to: instantAt(TODAY, 1440) };
    const calendar = async (groupId?: ClusterGroupId) =>
      given(await room.schedule.calendar(official, { ...period, groupId })).map((item) => [
        item.title,
        item.devices,
      ]);
    const ahead = async (groupId?: ClusterGroupId) => {
      const { groups } = given(await room.schedule.weekAhead(official, { groupId }));
      return groups.map(({ boxes }) => boxes.map(({ id }) => id));
    };
    expect(await calendar()).to.have.deep.members([
      ['Cả phường', 2],
      ['Của đài cũ', 1],
      ['Của đài bên', 1],
    ]);
    expect(await calendar(group.id)).to.have.deep.members([
      ['Cả phường', 1],
      ['Của đài cũ', 1],
    ]);
    expect(await ahead()).to.have.deep.members([[one], [other]]);
    expect(await ahead(group.id)).to.deep.equal([[one]]);
    const elsewhere = { ...official, areaId: NHON_CHAU };
    const asked = { ...period, groupId: group.id };
    expect(codeOf(await room.schedule.calendar(elsewhere, asked))).to.equal('not-found');
    expect(codeOf(await room.schedule.weekAhead(elsewhere, asked))).to.equal('not-found');
  });

  it('means who is in it, whoever joins hears it and whoever leaves does not', async () => {
    const group = given(await save([one]));
    const added = given(await room.schedule.addEntry(official, line({ groupIds: [group.id] })));
    expect(added.entry.target).to.deep.equal({ areaIds: [], deviceIds: [], groupIds: [group.id] });
    expect(added.publish.devices).to.equal(1);
    expect([await hears(one), await hears(other)]).to.deep.equal([true, false]);
    given(await save([other], { id: group.id }));
    expect([await hears(one), await hears(other)]).to.deep.equal([false, true]);
    // What was chosen stays a group, not the boxes that were in it.
    const [entry] = given(await room.schedule.entries(official));
    expect(entry?.target).to.deep.equal({ areaIds: [], deviceIds: [], groupIds: [group.id] });
    const preview = given(await room.schedule.preview(official, line({ groupIds: [group.id] })));
    expect(preview.devices).to.equal(1);
  });

  it('is a station where it has a name of one: each box in one at most, from a day on', async () => {
    const stationName = 'Đài truyền thanh phường Nhơn Bình';
    const since = addDays(TODAY, -30);
    const old = given(await save([one], { name: 'Cũ', stationName, since }));
    expect(old.stationName).to.equal('phường Nhơn Bình');
    const beside = { name: 'Bên', stationName: 'Nhơn Phú' };
    const taken = await save([one, other], beside);
    expect(taken).to.deep.equal({
      ok: false,
      error: {
        ...{ code: 'station-elsewhere', name: 'Cụm khu-cho', station: 'phường Nhơn Bình' },
        day: '03/06/2026',
      },
    });
    // A group that is none may have it all the same.
    given(await save([one, other], { name: 'Khu chợ' }));
    const tomorrow = await save([other], { ...beside, since: addDays(TODAY, 1) });
    expect(codeOf(tomorrow)).to.equal('station-ahead');
    const next = given(await save([other], beside));
    given(await save([other], { id: next.id, ...beside, since: addDays(TODAY, -9) }));
    expect(given(await room.schedule.stations(official))).to.have.deep.members([
      { id: old.id, areaId: QUY_NHON, name: 'phường Nhơn Bình', stands: true, deviceIds: [one] },
      { id: next.id, areaId: QUY_NHON, name: 'Nhơn Phú', stands: true, deviceIds: [other] },
    ]);
    given(await room.schedule.removeGroup(official, old.id));
    given(await save([one, other], { id: next.id, ...beside }));
    const early = await save([one, other], { id: next.id, ...beside, since });
    expect(codeOf(early)).to.equal('station-elsewhere');
    const facts = await room.store.stations.stationFacts();
    expect(facts.filter(({ deviceId }) => deviceId === one)).to.deep.equal([
      { deviceId: one, from: since, stationId: old.id },
      { deviceId: one, from: TODAY, stationId: next.id },
    ]);
    const told = given(await room.schedule.stations(official));
    expect(told.map(({ stands }) => stands)).to.have.members([true, false]);
    const events = await room.store.audit.eventsOf(`area:${QUY_NHON}`, 99);
    expect(events.map(({ detail }) => detail)).to.include(
      'Cũ · 1 cụm · đài truyền thanh phường Nhơn Bình',
    );
  });

  it('is a station of a commune, not of a province', async () => {
    const change = { areaId: PROVINCE, name: 'Ven biển', deviceIds: [one], stationName: 'tỉnh' };
    const wide = await room.schedule.saveGroup(provincial, ClusterGroupChange.parse(change));
    expect(codeOf(wide)).to.equal('station-not-commune');
    expect(given(await room.schedule.stations(provincial))).to.deep.equal([]);
  });

  it('is not removed while a line means it', async () => {
    const group = given(await save([one, other]));
    const { entry } = given(await room.schedule.addEntry(official, line({ groupIds: [group.id] })));
    expect(codeOf(await room.schedule.removeGroup(official, group.id))).to.equal('group-in-use');
    given(await room.schedule.cancelEntry(official, entry.id));
    given(await room.schedule.removeGroup(official, group.id));
    expect(given(await room.schedule.groups(official))).to.deep.equal([]);
    const late = await room.schedule.addEntry(official, line({ groupIds: [group.id] }));
    expect(codeOf(late)).to.equal('not-found');
  });

  it('stays inside the area of who makes it, and has a name of its own', async () => {
    expect(codeOf(await save([foreign]))).to.equal('not-found');
    expect(codeOf(await save([one], { areaId: PROVINCE }))).to.equal('not-found');
    given(await save([one]));
    expect(codeOf(await save([other]))).to.equal('name-taken');
    const wide = given(
      await room.schedule.saveGroup(
        provincial,
        ClusterGroupChange.parse({ areaId: PROVINCE, name: 'Ven biển', deviceIds: [one, foreign] }),
      ),
    );
    const stolen = await room.schedule.addEntry(official, line({ groupIds: [wide.id] }));
    expect(codeOf(stolen)).to.equal('not-found');
    expect(given(await room.schedule.groups(official)).map(({ name }) => name)).to.deep.equal([
      'Khu chợ',
    ]);
  });

  it('are so many of an area and no more', async () => {
    for (let index = 0; index < CLUSTER_GROUPS_MAX; index += 1) {
      given(await save([one], { name: `Nhóm ${index}` }));
    }
    expect(codeOf(await save([one], { name: 'Thêm một' }))).to.equal('too-many-groups');
  });

  it('leaves a box that was moved to another place to the lines of that place', async () => {
    const group = given(await save([one, other]));
    given(await room.schedule.addEntry(official, line({ groupIds: [group.id] })));
    given(await room.schedule.addEntry(official, line({ deviceIds: [one] })));
    await room.store.fleet.changeDevice(one, { areaId: NHON_CHAU });
    const all = { areaId: PROVINCE, title: 'Tỉnh', target: { areaIds: [PROVINCE], deviceIds: [] } };
    const rule = { kind: 'daily', minutes: [600], from: TODAY, until: null };
    given(
      await room.schedule.addEntry(
        provincial,
        NewEntry.parse({ ...line({ deviceIds: [one] }), ...all, rule }),
      ),
    );
    const heard = async (id: DeviceId) =>
      new Set((await room.store.fleet.plan(id))?.plan.items.map(({ title }) => title));
    expect(await heard(one)).to.deep.equal(new Set(['Tỉnh']));
    expect(await heard(other)).to.deep.equal(new Set(['Tỉnh', 'Bản tin chợ']));
    // The form names its old members; who is gone is dropped, whose box it never was is refused.
    const saved = given(await save([one, other], { id: group.id }));
    expect(saved.deviceIds).to.deep.equal([other]);
    expect(codeOf(await save([other, foreign], { id: group.id }))).to.equal('not-found');
  });
});
