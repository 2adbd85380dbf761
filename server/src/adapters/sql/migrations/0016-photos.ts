/**
 * Migration 16 — ảnh cụm loa.
 *
 * What stands at a cluster, as somebody saw it; the files lie beside the audio, named by their hash.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('device_photos')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('device_id', 'text', (it) => it.notNull())
    .addColumn('kind', 'text', (it) => it.notNull())
    .addColumn('caption', 'text', (it) => it.notNull())
    .addColumn('sha256', 'text', (it) => it.notNull())
    .addColumn('thumb_sha256', 'text', (it) => it.notNull())
    .addColumn('width', 'integer', (it) => it.notNull())
    .addColumn('height', 'integer', (it) => it.notNull())
    .addColumn('size_bytes', 'bigint', (it) => it.notNull())
    .addColumn('by_name', 'text', (it) => it.notNull())
    .addColumn('at', 'bigint', (it) => it.notNull())
    .execute();
  await db.schema
    .createIndex('device_photos_by_device')
    .on('device_photos')
    .columns(['device_id', 'at'])
    .execute();
  for (const column of ['sha256', 'thumb_sha256']) {
    await db.schema
      .createIndex(`device_photos_by_${column}`)
      .on('device_photos')
      .column(column)
      .execute();
  }
}
