/**
 * What every store keeps of sources of relays — hợp đồng của kho dữ liệu: nguồn tiếp âm.
 */
import { AreaId, RelaySourceId, Sha256, UserId } from '@loaso/shared/ids';
import { expect } from 'chai';
import type { StoredRelaySource } from '#server/ports/relays';
import type { Store } from '#server/ports/store';
import { PROVINCE, QUY_NHON, seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { T0 } from './samples.js';

const source = (name: string, change: Partial<StoredRelaySource> = {}): StoredRelaySource => ({
  id: RelaySourceId.parse(`rly-${name}`),
  areaId: PROVINCE,
  name: 'Đài «Tiếng nói Việt Nam» — VOV1',
  url: 'https://stream.example/vov1?x=1',
  origin: 'central',
  state: 'pending',
  approval: null,
  reason: null,
  trial: { at: T0, ok: true, detail: 'nghe được 3,0 giây âm thanh' },
  createdBy: UserId.parse('usr-administrator'),
  createdAt: T0,
  ...change,
});
const approval = {
  approvedBy: UserId.parse('usr-approver'),
  approvedAt: T0 + 5,
  contentHash: Sha256.parse('a'.repeat(64)),
};

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of relays`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
    });
    afterEach(() => store.stop());

    it('gives back what was put, of the areas that are asked for, the newest first', async () => {
      const older = source('a');
      const newer = source('b', { createdAt: T0 + 1, areaId: QUY_NHON, trial: null });
      await store.relays.addSource(older);
      await store.relays.addSource(newer);
      expect(await store.relays.source(older.id)).to.deep.equal(older);
      expect(await store.relays.source(RelaySourceId.parse('rly-none'))).to.equal(null);
      expect(await store.relays.sources([PROVINCE, QUY_NHON])).to.deep.equal([newer, older]);
      expect(await store.relays.sources([PROVINCE])).to.deep.equal([older]);
      expect(await store.relays.sources([AreaId.parse('99')])).to.deep.equal([]);
    });

    it('names those that stand as approved in pages, by id, of every area', async () => {
      const [c, a, b] = [
        source('c', { state: 'approved', approval }),
        source('a', { state: 'approved', approval, areaId: QUY_NHON }),
        source('b', { state: 'approved', approval }),
      ];
      for (const one of [c, a, b]) await store.relays.addSource(one);
      await store.relays.addSource(source('d'));
      await store.relays.addSource(source('e', { state: 'withdrawn', approval }));
      expect(await store.relays.approvedAfter('', 2)).to.deep.equal([a, b]);
      expect(await store.relays.approvedAfter(b.id, 2)).to.deep.equal([c]);
    });

    it('decides once over a state that was seen', async () => {
      const seen = source('a');
      await store.relays.addSource(seen);
      const next: StoredRelaySource = { ...seen, state: 'approved', approval };
      expect(await store.relays.changeSource(seen, next)).to.equal(true);
      const other: StoredRelaySource = { ...seen, state: 'rejected', reason: 'muộn' };
      expect(await store.relays.changeSource(seen, other)).to.equal(false);
      expect(await store.relays.source(seen.id)).to.deep.equal(next);
    });
  });
}
