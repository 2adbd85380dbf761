/**
 * What every store keeps of remarks — hợp đồng của kho dữ liệu: nhận xét của báo cáo năm.
 */

import { UserId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import type { StoredRemarks } from '#server/ports/remarks';
import type { Store } from '#server/ports/store';
import { NHON_CHAU, QUY_NHON } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';

const YEAR = { from: LocalDate.parse('2026-01-01'), to: LocalDate.parse('2026-12-31') };

const remarks = (change: Partial<StoredRemarks> = {}): StoredRemarks => ({
  ...YEAR,
  areaId: QUY_NHON,
  version: 1,
  office: 'UBND phường',
  parent: '',
  comment: 'Loa phủ “đủ” các tổ\nTrừ tổ 5',
  proposal: '',
  recipients: 'Sở Tư pháp',
  signer: 'CHỦ TỊCH',
  by: UserId.parse('usr-1'),
  at: 1_790_000_000_000,
  ...change,
});

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of remarks`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
    });
    afterEach(() => store.stop());

    it('keeps every version of exactly these days, the newest first', async () => {
      const { addRemarks, remarksOf } = store.remarks;
      for (const version of [1, 2, 3])
        expect(await addRemarks(remarks({ version }))).to.equal(true);
      await addRemarks(remarks({ areaId: NHON_CHAU }));
      await addRemarks(remarks({ from: LocalDate.parse('2025-11-01') }));
      const span = { areaId: QUY_NHON, ...YEAR };
      expect(await remarksOf(span, 2)).to.deep.equal([
        remarks({ version: 3 }),
        remarks({ version: 2 }),
      ]);
    });

    it('refuses the second of two that write the same version', async () => {
      expect(await store.remarks.addRemarks(remarks())).to.equal(true);
      expect(await store.remarks.addRemarks(remarks({ comment: 'khác' }))).to.equal(false);
      expect(await store.remarks.remarksOf({ areaId: QUY_NHON, ...YEAR }, 9)).to.deep.equal([
        remarks(),
      ]);
    });
  });
}
