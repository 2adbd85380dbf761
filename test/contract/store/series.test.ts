/** What every store keeps of series — hợp đồng của kho dữ liệu về loạt kỳ. */
import { BulletinId } from '@loaso/shared/ids';
import { expect } from 'chai';
import type { Store } from '#server/ports/store';
import { seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { bulletin } from './samples.js';

const id = (text: string): BulletinId => BulletinId.parse(text);

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of series`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
    });
    afterEach(() => store.stop());

    it('divides one into episodes and puts them together again, whole or not at all', async () => {
      const whole = bulletin();
      await store.content.addBulletin(whole);
      const place = (number: number) => ({ of: whole.id, number, count: 2 });
      const source = { ...whole, revision: 2, series: place(0) };
      const parts = [1, 2].map((number) =>
        bulletin({ id: id(`bul-part-${number}`), series: place(number) }),
      );
      const stale = { ...source, revision: 7 };
      expect(await store.content.divideBulletin(stale, parts)).to.equal(false);
      expect(await store.content.episodes(whole.id)).to.deep.equal([]);
      expect(await store.content.divideBulletin(source, [...parts].reverse())).to.equal(true);
      expect(await store.content.episodes(whole.id)).to.deep.equal(parts);
      const listed = await store.content.bulletins({ areaIds: [whole.areaId], limit: 9 });
      expect(listed.map((one) => one.id).sort()).to.deep.equal(parts.map((one) => one.id));
      expect(await store.content.readBulletins([whole.areaId])).to.have.members(
        parts.map((one) => one.id),
      );
      const { series, ...back } = { ...source, revision: 3 };
      const moved = parts.map((one) => ({ ...one, revision: one.revision + 1 }));
      expect(await store.content.uniteBulletin(back, moved)).to.equal(false);
      expect(await store.content.bulletin(whole.id)).to.deep.equal({ ...source, series });
      expect(await store.content.uniteBulletin(back, parts)).to.equal(true);
      expect(await store.content.episodes(whole.id)).to.deep.equal([]);
      expect(await store.content.bulletin(whole.id)).to.deep.equal(back);
    });
  });
}
