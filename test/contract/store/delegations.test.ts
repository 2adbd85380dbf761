/**
 * What every store keeps of delegations — hợp đồng của kho dữ liệu: uỷ quyền duyệt.
 */
import { DelegationId, UserId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import type { StoredDelegation } from '#server/ports/delegations';
import type { Store } from '#server/ports/store';
import { seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { T0 } from './samples.js';

const day = (text: string): LocalDate => LocalDate.parse(text);
const leader = UserId.parse('usr-approver');
const official = UserId.parse('usr-official');

const delegation = (name: string, change: Partial<StoredDelegation> = {}): StoredDelegation => ({
  id: DelegationId.parse(`dlg-${name}`),
  fromUserId: leader,
  toUserId: official,
  fromAt: day('2026-12-01'),
  untilAt: day('2026-12-05'),
  reason: 'đi họp tỉnh — «ba ngày»',
  createdAt: T0,
  endedAt: null,
  ...change,
});

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of delegations`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
    });
    afterEach(() => store.stop());

    it('gives back what was put, newest first, to both whom it concerns', async () => {
      const [older, newer] = [delegation('a'), delegation('b', { createdAt: T0 + 1 })];
      await store.delegations.addDelegation(older);
      await store.delegations.addDelegation(newer);
      expect(await store.delegations.delegation(older.id)).to.deep.equal(older);
      expect(await store.delegations.delegationsOf(leader, 10)).to.deep.equal([newer, older]);
      expect(await store.delegations.delegationsOf(official, 1)).to.deep.equal([newer]);
      expect(await store.delegations.delegationsOf(UserId.parse('usr-viewer'), 10)).to.deep.equal(
        [],
      );
    });

    it('names those of a day from the first to the last, and none that was taken back', async () => {
      const [kept, ended] = [delegation('a'), delegation('b')];
      await store.delegations.addDelegation(kept);
      await store.delegations.addDelegation(ended);
      expect(await store.delegations.endDelegation(ended.id, T0 + 9)).to.equal(true);
      expect(await store.delegations.endDelegation(ended.id, T0 + 10), 'once').to.equal(false);
      const on = async (text: string): Promise<string[]> =>
        (await store.delegations.delegationsTo(official, day(text))).map(({ id }) => id);
      expect(await on('2026-11-30')).to.deep.equal([]);
      expect(await on('2026-12-01')).to.deep.equal([kept.id]);
      expect(await on('2026-12-05')).to.deep.equal([kept.id]);
      expect(await on('2026-12-06')).to.deep.equal([]);
      expect(await store.delegations.delegationsTo(leader, day('2026-12-02'))).to.deep.equal([]);
      expect((await store.delegations.delegation(ended.id))?.endedAt).to.equal(T0 + 9);
    });
  });
}
