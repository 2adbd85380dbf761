/**
 * Migration 17 — nhật ký lấy từ cụm.
 *
 * What a technician had a box collect, packed, for some days.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('box_logs')
    .addColumn('command_id', 'text', (it) => it.primaryKey())
    .addColumn('device_id', 'text', (it) => it.notNull())
    .addColumn('at', 'bigint', (it) => it.notNull())
    .addColumn('gzip', 'text', (it) => it.notNull())
    .execute();
  await db.schema
    .createIndex('box_logs_by_device')
    .on('box_logs')
    .columns(['device_id', 'at'])
    .execute();
}
