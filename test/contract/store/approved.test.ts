/**
 * What every store tells of approved bulletins — bản tin đã duyệt, để đối chiếu với người ký.
 */
import { BulletinId, UserId } from '@loaso/shared/ids';
import { expect } from 'chai';
import type { Store } from '#server/ports/store';
import type { StoredBulletin } from '#server/ports/store-records';
import { seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { bulletin, sha, T0 } from './samples.js';

const clip = {
  sha256: sha('c'),
  sizeBytes: 1_000,
  durationMs: 5_000,
  codec: 'mp3' as const,
  loudnessLufs: -16,
  truePeakDbtp: -1,
  voice: 'vi',
};
const approval = {
  approvedBy: UserId.parse('usr-approver'),
  approvedAt: T0,
  contentHash: sha('d'),
};

const one = (id: string, change: Partial<StoredBulletin> = {}): StoredBulletin =>
  bulletin({ id: BulletinId.parse(id), state: 'approved', clip, approval, ...change });

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, asked for approved bulletins`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
    });
    afterEach(() => store.stop());

    it('gives them in parts by id, with their writers and without those that are not', async () => {
      const writtenBy = [UserId.parse('usr-official'), UserId.parse('usr-viewer')];
      await store.content.addBulletin(one('bul-3', { writtenBy }));
      await store.content.addBulletin(one('bul-1'));
      await store.content.addBulletin(one('bul-2', { state: 'submitted', approval: null }));
      await store.content.addBulletin(one('bul-4'));
      const first = await store.content.approvedAfter('', 2);
      expect(first.map(({ id }) => id)).to.deep.equal(['bul-1', 'bul-3']);
      const { id, areaId, variants } = one('bul-3');
      expect(first[1]).to.deep.equal({ id, areaId, clip, variants, approval, writtenBy });
      const rest = await store.content.approvedAfter('bul-3', 2);
      expect(rest.map((found) => found.id)).to.deep.equal(['bul-4']);
    });
  });
}
