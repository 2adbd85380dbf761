/** An official of one station of a commune: sees all of it, and changes what sounds at that station alone. */
import type { BulletinId, ClusterGroupId, DeviceId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import { ClusterGroupChange } from '@loaso/shared/wire/http/cluster-groups';
import { NewEntry } from '@loaso/shared/wire/http/schedule';
import { DayChange } from '@loaso/shared/wire/http/week';
import { expect } from 'chai';
import { handsOf } from '#server/core/access/station-hands';
import type { Actor } from '#server/flows/flows';
import {
  addBox,
  approved,
  importing,
  official,
  openRoom,
  type Room,
} from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { QUY_NHON } from '../../../support/store.js';

const TODAY = LocalDate.parse('2026-06-03');

describe('an official of one station', () => {
  let room: Room;
  let bulletinId: BulletinId;
  let [own, other, loose] = [] as unknown as [DeviceId, DeviceId, DeviceId];
  let [mine, theirs] = [] as unknown as [ClusterGroupId, ClusterGroupId];
  let bound: Actor;

  beforeEach(async () => {
    room = await openRoom();
    own = await addBox(room, 'nhon-phu', QUY_NHON);
    other = await addBox(room, 'nhon-binh', QUY_NHON);
    loose = await addBox(room, 'cho-dam', QUY_NHON);
    ({ id: bulletinId } = await approved(room));
    mine = await station('phường Nhơn Phú', own);
    theirs = await station('phường Nhơn Bình', other);
    const hands = handsOf([mine], await room.store.stations.stationFacts());
    bound = { ...official, ...(hands === undefined ? {} : { hands }) };
  });
  afterEach(() => room.close());

  const group = (change: object) =>
    ClusterGroupChange.parse({ areaId: QUY_NHON, name: 'Nhóm', deviceIds: [own], ...change });
  const station = async (stationName: string, id: DeviceId): Promise<ClusterGroupId> =>
    given(
      await room.schedule.saveGroup(
        official,
        group({ name: stationName, stationName, deviceIds: [id] }),
      ),
    ).id;
  const line = (target: object): NewEntry =>
    NewEntry.parse({
      ...{ areaId: QUY_NHON, title: 'Bản tin đài', bulletinIds: [bulletinId] },
      target: { areaIds: [], deviceIds: [], ...target },
      rule: { kind: 'daily', minutes: [1020], from: TODAY, until: null },
    });

  it('makes lines for the station, its boxes and groups of them, and no others', async () => {
    const within = given(
      await room.schedule.saveGroup(bound, group({ name: 'Khu chợ', deviceIds: [own] })),
    ).id;
    for (const target of [{ groupIds: [mine] }, { deviceIds: [own] }, { groupIds: [within] }]) {
      expect(codeOf(await room.schedule.preview(bound, line(target)))).to.equal('ok');
    }
    const beyond = [
      { areaIds: [QUY_NHON] },
      { groupIds: [theirs] },
      { groupIds: [mine, theirs] },
      { deviceIds: [own, loose] },
    ];
    for (const target of beyond) {
      expect(codeOf(await room.schedule.addEntry(bound, line(target)))).to.equal('station-only');
    }
    expect(codeOf(await room.schedule.addEntry(bound, line({ groupIds: [mine] })))).to.equal('ok');
  });

  it('sees the lines of the commune, and edits and cancels those of the station alone', async () => {
    const add = async (by: Actor, target: object) =>
      given(await room.schedule.addEntry(by, line(target))).entry.id;
    const whole = await add(official, { areaIds: [QUY_NHON] });
    const foreign = await add(official, { groupIds: [theirs] });
    const its = await add(official, { groupIds: [mine] });
    expect(given(await room.schedule.entries(bound)).map(({ id }) => id)).to.have.members([
      whole,
      foreign,
      its,
    ]);
    for (const id of [whole, foreign]) {
      expect(codeOf(await room.schedule.cancelEntry(bound, id))).to.equal('station-only');
      const edit = { scope: 'all', at: null, change: { title: 'Khác' } } as never;
      expect(codeOf(await room.schedule.editEntry(bound, { id, edit }))).to.equal('station-only');
    }
    expect(codeOf(await room.schedule.cancelEntry(bound, its))).to.equal('ok');
  });

  it('does not say who is in a station, nor what days are holidays', async () => {
    const refused = [
      await room.schedule.saveGroup(bound, group({ stationName: 'phường mới' })),
      await room.schedule.saveGroup(bound, group({ id: mine, stationName: 'phường Nhơn Phú' })),
      await room.schedule.saveGroup(bound, group({ deviceIds: [own, loose] })),
      await room.schedule.removeGroup(bound, mine),
      await room.schedule.changeDay(
        bound,
        DayChange.parse({
          ...{ areaId: QUY_NHON, date: '2026-06-20', kind: 'holiday', name: 'Hội làng' },
        }),
      ),
    ];
    expect(refused.map(codeOf)).to.deep.equal(refused.map(() => 'station-only'));
  });

  it('changes no bulletin that another station airs, and no settings of the commune', async () => {
    given(await room.schedule.addEntry(official, line({ groupIds: [mine] })));
    const { id } = given(await room.content.importText(bound, importing({})));
    expect(codeOf(await room.content.remove(bound, id))).to.equal('ok');
    const foreign = given(await room.schedule.addEntry(official, line({ groupIds: [theirs] })));
    expect(codeOf(await room.content.withdraw(bound, bulletinId))).to.equal('station-bulletin');
    given(await room.schedule.cancelEntry(official, foreign.entry.id));
    expect(codeOf(await room.content.withdraw(bound, bulletinId))).to.equal('ok');
    const settings = { stationName: 'Đài xã' };
    expect(codeOf(await room.content.changeSettings(bound, QUY_NHON, settings))).to.equal(
      'station-only',
    );
    expect(codeOf(await room.content.changeSettings(official, QUY_NHON, settings))).to.equal('ok');
  });
});
