/**
 * What every store keeps of photos — hợp đồng của kho dữ liệu: ảnh cụm loa.
 */
import { DeviceId, PhotoId, Sha256 } from '@loaso/shared/ids';
import { expect } from 'chai';
import type { StoredPhoto } from '#server/ports/photos';
import type { Store } from '#server/ports/store';
import { DATABASES, openStore } from './databases.js';
import { T0 } from './samples.js';

const BOX = DeviceId.parse('loa-quy-nhon-01');
const OTHER = DeviceId.parse('loa-quy-nhon-02');
const sha = (letter: string): Sha256 => Sha256.parse(letter.repeat(64));
const photo = (id: string, at: number, more: Partial<StoredPhoto> = {}): StoredPhoto => ({
  id: PhotoId.parse(id),
  deviceId: BOX,
  kind: 'cabinet',
  caption: 'Hộp điện, cửa mở',
  sha256: sha('a'),
  thumbSha256: sha('b'),
  width: 1600,
  height: 1200,
  sizeBytes: 412_345,
  by: 'Lê Văn Kỹ Thuật',
  at,
  ...more,
});

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of photos`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
    });
    afterEach(() => store.stop());

    it('gives those of one cluster, the newest first, each as it was put', async () => {
      await store.photos.addPhoto(photo('anh-1', T0));
      await store.photos.addPhoto(photo('anh-2', T0 + 5, { sha256: sha('c') }));
      await store.photos.addPhoto(photo('anh-3', T0 + 9, { deviceId: OTHER }));
      expect(await store.photos.photosOf(BOX)).to.deep.equal([
        photo('anh-2', T0 + 5, { sha256: sha('c') }),
        photo('anh-1', T0),
      ]);
    });

    it('knows who shows a file, large or small, until the last photo of it goes', async () => {
      await store.photos.addPhoto(photo('anh-1', T0));
      await store.photos.addPhoto(photo('anh-2', T0, { deviceId: OTHER, sha256: sha('c') }));
      expect(await store.photos.photoHolders(sha('a'))).to.deep.equal([BOX]);
      expect((await store.photos.photoHolders(sha('b'))).sort()).to.deep.equal([BOX, OTHER]);
      expect([...(await store.photos.photoFiles())].sort()).to.deep.equal(['a', 'b', 'c'].map(sha));
      await store.photos.removePhoto(PhotoId.parse('anh-1'));
      expect(await store.photos.photoHolders(sha('a'))).to.deep.equal([]);
      expect(await store.photos.photoHolders(sha('b'))).to.deep.equal([OTHER]);
    });

    it('takes another word of one photo, and none of one that is gone', async () => {
      await store.photos.addPhoto(photo('anh-1', T0));
      await store.photos.addPhoto(photo('anh-2', T0));
      const about = { kind: 'other' as const, caption: 'Đường vào' };
      await store.photos.changePhoto(PhotoId.parse('anh-1'), about);
      await store.photos.changePhoto(PhotoId.parse('anh-9'), about);
      expect(await store.photos.photosOf(BOX)).to.deep.equal([
        photo('anh-2', T0),
        photo('anh-1', T0, about),
      ]);
    });

    it('gives the newest small one of each cluster that has any', async () => {
      await store.photos.addPhoto(photo('anh-2', T0 + 5, { thumbSha256: sha('d') }));
      await store.photos.addPhoto(photo('anh-1', T0));
      const covers = await store.photos.photoCovers([BOX, OTHER]);
      expect([...covers]).to.deep.equal([[BOX, sha('d')]]);
      expect((await store.photos.photoCovers([])).size).to.equal(0);
    });
  });
}
