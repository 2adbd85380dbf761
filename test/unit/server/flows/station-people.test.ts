/** People who work for single stations of a commune: who may be bound, to what, and what follows. */
import { ClusterGroupId, DeviceId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import {
  administrator,
  codeOf,
  given,
  openPeopleWorld,
  type PeopleWorld,
} from '../../../support/people.js';
import { NHON_CHAU, QUY_NHON } from '../../../support/store.js';

const [OWN, FOREIGN, PLAIN] = ['g-phu', 'g-dao', 'g-cho'].map((id) => ClusterGroupId.parse(id)) as [
  ClusterGroupId,
  ClusterGroupId,
  ClusterGroupId,
];
const BOX = DeviceId.parse('loa-nhon-phu');

describe('people of single stations', () => {
  let world: PeopleWorld;
  beforeEach(async () => {
    world = await openPeopleWorld();
    const { schedule, stations } = world.test.store;
    for (const [id, areaId, stationName] of [
      [OWN, QUY_NHON, 'phường Nhơn Phú'],
      [FOREIGN, NHON_CHAU, 'xã đảo'],
      [PLAIN, QUY_NHON, null],
    ] as const) {
      const about = { id, areaId, stationName, name: id, changedAt: 1 };
      await schedule.putClusterGroup({ ...about, deviceIds: [] });
    }
    const from = LocalDate.parse('2026-01-01');
    await stations.putStationFacts([{ deviceId: BOX, from, stationId: OWN }]);
  });
  afterEach(() => world.test.close());

  it('are shown with their stations, and every request knows their boxes', async () => {
    const user = await world.add({ stationIds: [OWN] });
    expect(user.stations).to.deep.equal([{ id: OWN, name: 'phường Nhơn Phú' }]);
    const actor = await world.people.actorOf(await world.enter());
    expect([actor?.hands?.stationIds, [...(actor?.hands?.boxes ?? [])]]).to.deep.equal([
      [OWN],
      [BOX],
    ]);
    if (actor === null) throw new Error('nobody');
    expect(given(await world.people.me(actor)).stations).to.deep.equal(user.stations);
    const listed = given(await world.people.users(administrator)).find(({ id }) => id === user.id);
    expect(listed?.stations).to.deep.equal(user.stations);
  });

  it('work for all of the commune where none is named, as everybody did before', async () => {
    const user = await world.add({});
    expect(user.stations).to.equal(undefined);
    const actor = await world.people.actorOf(await world.enter());
    expect(actor).to.not.have.property('hands');
  });

  it('are officials and technicians, and of stations of their own commune', async () => {
    const asked = async (change: object): Promise<string> =>
      codeOf(
        await world.people.addUser(administrator, {
          ...{ username: 'hoa', fullName: 'Nguyễn Hoa', role: 'official', areaId: QUY_NHON },
          ...{ password: 'bốn con trâu ngủ trưa', stationIds: [OWN] },
          ...change,
        } as never),
      );
    expect(await asked({ role: 'approver' })).to.equal('station-unfit');
    expect(await asked({ stationIds: [OWN, FOREIGN] })).to.equal('station-unfit');
    expect(await asked({ stationIds: [PLAIN] })).to.equal('station-unfit');
    expect(await asked({ role: 'technician' })).to.equal('ok');
  });

  it('are never set free by another change: the stations are named anew, or the change refused', async () => {
    const { id } = await world.add({ stationIds: [OWN] });
    const change = (what: object) => world.people.changeUser(administrator, id, what);
    expect(codeOf(await change({ areaId: NHON_CHAU }))).to.equal('station-unfit');
    expect(codeOf(await change({ role: 'approver' }))).to.equal('station-unfit');
    expect(given(await change({ fullName: 'Trần Lan' })).stations).to.have.length(1);
    const moved = given(await change({ areaId: NHON_CHAU, stationIds: [FOREIGN] }));
    expect(moved.stations?.map((one) => one.name)).to.deep.equal(['xã đảo']);
    expect(given(await change({ stationIds: [] })).stations).to.equal(undefined);
  });

  it('are logged out when their stations change, and the trail says what was changed', async () => {
    const { id } = await world.add({ stationIds: [OWN] });
    const token = await world.enter();
    given(await world.people.changeUser(administrator, id, { stationIds: [] }));
    expect(await world.people.actorOf(token)).to.equal(null);
    const { events } = given(await world.people.audit(administrator, 9));
    expect(events.map(({ act, detail }) => [act, detail])).to.deep.include.members([
      ['user.change', 'stationIds='],
      ['user.add', `username=lan.tran role=official area=${QUY_NHON} stationIds=${OWN}`],
    ]);
  });
});
