/**
 * What every store keeps of stations — hợp đồng của kho dữ liệu: các đài truyền thanh của xã.
 */
import { ClusterGroupId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import type { Store } from '#server/ports/store';
import type { StoredClusterGroup } from '#server/ports/store-records';
import { NHON_CHAU, QUY_NHON, seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { box, T0 } from './samples.js';

const [FIRST, LATER] = [LocalDate.parse('2026-05-01'), LocalDate.parse('2026-06-01')];
const [A, B] = [ClusterGroupId.parse('g-a'), ClusterGroupId.parse('g-b')];

const group = (change: Partial<StoredClusterGroup> = {}): StoredClusterGroup => ({
  id: A,
  areaId: QUY_NHON,
  name: 'Đài cũ “Nhơn Phú”',
  deviceIds: [box('a')],
  stationName: 'phường Nhơn Phú',
  changedAt: T0,
  ...change,
});

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of stations`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
    });
    afterEach(() => store.stop());

    it('keeps in which a box is from which day on; the same day is corrected', async () => {
      const { putStationFacts, stationFacts } = store.stations;
      await putStationFacts([
        { deviceId: box('b'), from: FIRST, stationId: A },
        { deviceId: box('a'), from: LATER, stationId: null },
        { deviceId: box('a'), from: FIRST, stationId: A },
      ]);
      await putStationFacts([{ deviceId: box('b'), from: FIRST, stationId: B }]);
      expect(await stationFacts()).to.deep.equal([
        { deviceId: box('a'), from: FIRST, stationId: A },
        { deviceId: box('a'), from: LATER, stationId: null },
        { deviceId: box('b'), from: FIRST, stationId: B },
      ]);
    });

    it('takes back what a change said, and contradicts nobody who has spoken since', async () => {
      const { putStationFacts, stationFacts, takeBackStationFacts } = store.stations;
      const fact = (name: string, stationId: ClusterGroupId | null) => ({
        ...{ deviceId: box(name), from: FIRST, stationId },
      });
      await putStationFacts([fact('a', A), fact('b', null), fact('c', B)]);
      await takeBackStationFacts([
        { said: fact('a', A), before: null },
        { said: fact('b', null), before: fact('b', A) },
        { said: fact('c', A), before: null },
      ]);
      expect(await stationFacts()).to.deep.equal([fact('b', A), fact('c', B)]);
    });

    it('tells stations and no other groups, and those given up by the name they had', async () => {
      const { schedule, stations } = store;
      const fair = ClusterGroupId.parse('g-cho');
      await schedule.putClusterGroup(group());
      await schedule.putClusterGroup(group({ id: fair, name: 'Khu chợ', stationName: null }));
      await schedule.putClusterGroup(group({ id: B, areaId: NHON_CHAU, stationName: 'đảo' }));
      const own = { id: A, areaId: QUY_NHON, name: 'phường Nhơn Phú' };
      expect(await stations.stations([QUY_NHON])).to.deep.equal([{ ...own, stands: true }]);
      await stations.putStationFacts([{ deviceId: box('a'), from: FIRST, stationId: A }]);
      await schedule.removeClusterGroup(A, T0);
      await schedule.removeClusterGroup(fair, T0);
      expect(await schedule.clusterGroups([QUY_NHON])).to.deep.equal([]);
      expect(await schedule.clusterGroupsBy([A])).to.deep.equal([]);
      expect(await stations.stations([QUY_NHON])).to.deep.equal([{ ...own, stands: false }]);
    });

    it('tells one that is a group again by its name as a group', async () => {
      const { schedule, stations } = store;
      await schedule.putClusterGroup(group());
      await stations.putStationFacts([{ deviceId: box('a'), from: FIRST, stationId: A }]);
      await schedule.putClusterGroup(group({ stationName: null }));
      expect(await stations.stations([QUY_NHON])).to.deep.equal([
        { id: A, areaId: QUY_NHON, name: 'Đài cũ “Nhơn Phú”', stands: false },
      ]);
    });
  });
}
