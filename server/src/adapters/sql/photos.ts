/**
 * Photos in SQL — sổ ảnh cụm loa trong kho.
 *
 * Rows alone; the files lie in the store of files, named by the hashes here.
 */
import type { Sha256 } from '@loaso/shared/ids';
import type { PhotoStore, StoredPhoto } from '../../ports/photos.js';
import type { OpenDatabase } from './dialects.js';
import { as, text } from './values.js';

type PhotoRow = {
  readonly id: string;
  readonly device_id: string;
  readonly kind: string;
  readonly caption: string;
  readonly sha256: string;
  readonly thumb_sha256: string;
  readonly width: number;
  readonly height: number;
  readonly size_bytes: number;
  readonly by_name: string;
  readonly at: number;
};

const photoOf = (row: PhotoRow): StoredPhoto => ({
  id: as(row.id),
  deviceId: as(row.device_id),
  kind: as(row.kind),
  caption: row.caption,
  sha256: as(row.sha256),
  thumbSha256: as(row.thumb_sha256),
  width: row.width,
  height: row.height,
  sizeBytes: row.size_bytes,
  by: row.by_name,
  at: row.at,
});

const rowOf = (photo: StoredPhoto): PhotoRow => ({
  id: photo.id,
  device_id: photo.deviceId,
  kind: photo.kind,
  caption: text(photo.caption),
  sha256: photo.sha256,
  thumb_sha256: photo.thumbSha256,
  width: photo.width,
  height: photo.height,
  size_bytes: photo.sizeBytes,
  by_name: text(photo.by),
  at: photo.at,
});

export const photoStore = (open: () => OpenDatabase): PhotoStore => {
  const db = () => open().db.withTables<{ device_photos: PhotoRow }>();
  return {
    async photosOf(deviceId) {
      const rows = await db()
        .selectFrom('device_photos')
        .selectAll()
        .where('device_id', '=', deviceId)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(photoOf);
    },
    async addPhoto(photo) {
      await db().insertInto('device_photos').values(rowOf(photo)).execute();
    },
    async changePhoto(id, { kind, caption }) {
      await db()
        .updateTable('device_photos')
        .set({ kind, caption: text(caption) })
        .where('id', '=', id)
        .execute();
    },
    async removePhoto(id) {
      await db().deleteFrom('device_photos').where('id', '=', id).execute();
    },
    async photoHolders(sha256) {
      const rows = await db()
        .selectFrom('device_photos')
        .select('device_id')
        .distinct()
        .where((has) => has.or([has('sha256', '=', sha256), has('thumb_sha256', '=', sha256)]))
        .execute();
      return rows.map(({ device_id }) => as(device_id));
    },
    async photoFiles() {
      const rows = await db()
        .selectFrom('device_photos')
        .select(['sha256', 'thumb_sha256'])
        .execute();
      return new Set(rows.flatMap((row) => [as<Sha256>(row.sha256), as<Sha256>(row.thumb_sha256)]));
    },
    async photoCovers(ids) {
      const rows = await db()
        .selectFrom('device_photos')
        .select(['device_id', 'thumb_sha256'])
        .where((has) => open().oneOf(has.ref('device_id'), ids))
        .orderBy('at', 'asc')
        .orderBy('id', 'asc')
        .execute();
      return new Map(rows.map((row) => [as(row.device_id), as(row.thumb_sha256)]));
    },
  };
};
