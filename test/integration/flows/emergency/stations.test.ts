/** Warnings for single stations of a commune: who hears them, who may order, confirm and stop them. */
import { ClusterGroupId } from '@loaso/shared/ids';
import { localDateOf } from '@loaso/shared/time';
import { expect } from 'chai';
import { handsOf } from '#server/core/access/station-hands';
import type { Actor } from '#server/flows/flows';
import { refusalOf } from '../../../support/box-words.js';
import {
  approver,
  type EmergencyRoom,
  official,
  openEmergencyRoom,
  technician,
} from '../../../support/emergency-room.js';
import type { TestBox } from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';
import { QUY_NHON } from '../../../support/store.js';

const [MINE, THEIRS] = ['g-phu', 'g-binh'].map((id) => ClusterGroupId.parse(id)) as [
  ClusterGroupId,
  ClusterGroupId,
];

describe('warnings of a commune of several stations', () => {
  let one: EmergencyRoom;
  let [own, other] = [] as unknown as [TestBox, TestBox];
  let bound: Actor;

  beforeEach(async () => {
    one = await openEmergencyRoom();
    [own, other] = [await one.box(), await one.box()];
    const { store, clock } = one.ports;
    for (const [id, name, box] of [
      [MINE, 'phường Nhơn Phú', own],
      [THEIRS, 'phường Nhơn Bình', other],
    ] as const) {
      const about = { id, areaId: QUY_NHON, name, stationName: name, changedAt: 1 };
      await one.room.stored.store.schedule.putClusterGroup({ ...about, deviceIds: [box.id] });
      const from = localDateOf(clock.now());
      await store.stations.putStationFacts([{ deviceId: box.id, from, stationId: id }]);
    }
    const hands = handsOf([MINE], await store.stations.stationFacts());
    bound = { ...official, ...(hands === undefined ? {} : { hands }) };
  });
  afterEach(() => one.close());

  const heard = (): number[] => [one.urgents(own.id).length, one.urgents(other.id).length];

  it('sound at the chosen stations alone, and say which', async () => {
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    const order = one.order(bulletin, phone, { stationIds: [MINE] });
    const forecast = given(await one.flows.forecast(official, order));
    expect(forecast).to.deep.include({ path: 'A', devices: 1 });
    const started = given(await one.flows.start(official, order));
    await one.flows.settled();
    expect(started).to.deep.include({ devices: 1, stationNames: ['phường Nhơn Phú'] });
    expect(heard()).to.deep.equal([1, 0]);
    const kept = await one.ports.store.emergencies.emergency(started.id);
    expect(kept?.stationIds).to.deep.equal([MINE]);
  });

  it('are ordered by who works for a station there, and nowhere else', async () => {
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    const order = one.order(bulletin, phone);
    for (const part of [{}, { stationIds: [THEIRS] }, { stationIds: [MINE, THEIRS] }]) {
      const beyond = { ...order, ...part };
      expect(await refusalOf(one.flows.start(bound, beyond))).to.equal('station-only');
    }
    expect(heard()).to.deep.equal([0, 0]);
    given(await one.flows.start(bound, { ...order, stationIds: [MINE] }));
    await one.flows.settled();
    expect(heard()).to.deep.equal([1, 0]);
  });

  it('are seen by who works for one of them, and stopped where they are for it alone', async () => {
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    const whole = given(await one.flows.start(official, one.order(bulletin, phone)));
    await one.flows.settled();
    const [seen] = given(await one.flows.emergencyDesk(bound)).active;
    expect([seen?.id, seen?.may]).to.deep.equal([
      whole.id,
      { second: false, veto: false, stop: false },
    ]);
    expect(await refusalOf(one.flows.stopOrder(bound, whole.id))).to.equal('station-only');
    given(await one.flows.stopOrder(technician, whole.id));
  });

  it('call for a second person who may warn there', async () => {
    const bulletin = await one.bulletin('tự do');
    const phone = await one.phone(official);
    await one.phone(approver);
    const user = await one.ports.store.people.user(approver.userId);
    const question = one.order(bulletin, phone, { stationIds: [MINE] });
    const seconds = async () => given(await one.flows.forecast(official, question)).seconds;
    expect(await seconds()).to.deep.equal([approver.fullName]);
    await one.ports.store.people.changeUser(approver.userId, { stationIds: [THEIRS] });
    expect(await seconds()).to.deep.equal([]);
    await one.ports.store.people.changeUser(approver.userId, { stationIds: [] });
    expect(await one.ports.store.people.user(approver.userId)).to.deep.equal(user);
  });
});
