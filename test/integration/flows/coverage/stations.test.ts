/** A commune of several stations, now: a row for each in the overview and in coverage, together the commune. */
import { ClusterGroupId } from '@loaso/shared/ids';
import type { StationToday } from '@loaso/shared/wire/http/stations';
import { expect } from 'chai';
import { ago, type CoverageRoom, openCoverageRoom } from '../../../support/coverage-room.js';
import type { TestBox } from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';
import { actorOf, NHON_CHAU, PROVINCE, QUY_NHON } from '../../../support/store.js';

const official = actorOf('official');
const [OLD, NEW] = ['g-cu', 'g-moi'].map((id) => ClusterGroupId.parse(id)) as [
  ClusterGroupId,
  ClusterGroupId,
];

describe('a commune of several stations', () => {
  let room: CoverageRoom;
  let boxes: TestBox[];

  before(async () => {
    room = await openCoverageRoom();
    const entry = await room.fleet.addLine('sang');
    boxes = [await room.fleet.box(), await room.fleet.box(), await room.fleet.box()];
    await room.fleet.box(NHON_CHAU);
    const [a, b, c] = boxes as [TestBox, TestBox, TestBox];
    await found(OLD, 'phường Nhơn Phú', [a]);
    await found(NEW, 'phường Nhơn Bình', [b]);
    const { stations } = room.fleet.stored.store;
    await stations.putStationFacts([
      { deviceId: a.id, from: ago(room, 20), stationId: OLD },
      { deviceId: b.id, from: ago(room, 20), stationId: OLD },
      { deviceId: b.id, from: ago(room, 5), stationId: NEW },
    ]);
    await room.wellNow(a);
    await room.aired(a, entry, { day: ago(room, 3), heard: true, seq: 1 });
    await room.aired(b, entry, { day: ago(room, 15), heard: true, seq: 1 });
    await room.aired(c, entry, { day: ago(room, 3), heard: false, seq: 1 });
    await room.aired(a, entry, { day: room.today(), heard: false, seq: 2 });
    await room.aired(c, entry, { day: room.today(), heard: false, seq: 2 });
  });
  after(() => room.close());

  const found = (id: ClusterGroupId, stationName: string, own: readonly TestBox[]) =>
    room.fleet.stored.store.schedule.putClusterGroup({
      ...{ id, areaId: QUY_NHON, name: stationName, stationName, changedAt: 1 },
      deviceIds: own.map((box) => box.id),
    });
  const sum = (rows: readonly StationToday[], figure: keyof StationToday['today']): number =>
    rows.reduce((total, { today }) => total + today[figure], 0);

  it('shows each with its clusters, lights and airings today, and they add up', async () => {
    const { stations = [], devices, today } = given(await room.fleet.flows.overview(official));
    expect(
      stations.map(({ id, name, total, reachable, ready }) => [id, name, total, reachable, ready]),
    ).to.deep.equal([
      [NEW, 'phường Nhơn Bình', 1, 0, 0],
      [OLD, 'phường Nhơn Phú', 1, 1, 0],
      ['none', '', 1, 0, 0],
    ]);
    for (const light of ['total', 'reachable', 'ready', 'silent'] as const) {
      const all = stations.reduce((total, one) => total + one[light], 0);
      expect(all, light).to.equal(devices[light]);
    }
    expect(today.planned).to.be.greaterThan(0);
    for (const figure of ['planned', 'played', 'interrupted', 'missed', 'unknown'] as const) {
      expect(sum(stations, figure), figure).to.equal(today[figure]);
    }
  });

  it('says of how many clusters of each it is known that they are heard', async () => {
    const now = given(await room.flows.report(official, {}));
    expect(now.stations).to.deep.equal([
      row(NEW, 'phường Nhơn Bình', { heard7: 'no', heard30: 'yes', today: 'unknown' }),
      row(OLD, 'phường Nhơn Phú', { heard7: 'yes', heard30: 'yes', today: 'yes' }),
      row('none', '', { heard7: 'unknown', heard30: 'unknown', today: 'unknown' }),
    ]);
    expect(now.stations?.reduce((all, { clusters }) => all + clusters, 0)).to.equal(
      now.notes.clusters,
    );
  });

  it('is not told of a province, nor of a commune that has none', async () => {
    const viewer = { ...actorOf('viewer'), areaId: PROVINCE };
    const told = [
      given(await room.fleet.flows.overview(viewer)),
      given(await room.flows.report(viewer, {})),
      given(await room.flows.report(viewer, { areaId: NHON_CHAU })),
      given(await room.fleet.flows.overview({ ...official, areaId: NHON_CHAU })),
    ];
    expect(told.map(({ stations }) => stations)).to.deep.equal([...told.map(() => undefined)]);
  });
});

type Word = 'yes' | 'no' | 'unknown';
type Words = Readonly<Record<'today' | 'heard7' | 'heard30', Word>>;

/** Of one cluster. */
function row(id: ClusterGroupId | 'none', name: string, words: Words) {
  const count = (word: Word) => ({ yes: 0, no: 0, unknown: 0, [word]: 1 });
  const { today, heard7, heard30 } = words;
  return {
    ...{ id, name, clusters: 1 },
    ...{ today: count(today), heard7: count(heard7), heard30: count(heard30) },
  };
}
