/**
 * Migration 15 — lệnh gửi tới cụm và kết quả.
 *
 * Every order to a box with its answer; until now only the last answer of a box was kept.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('device_commands')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('device_id', 'text', (it) => it.notNull())
    .addColumn('kind', 'text', (it) => it.notNull())
    .addColumn('by_name', 'text', (it) => it.notNull())
    .addColumn('sent_at', 'bigint', (it) => it.notNull())
    .addColumn('expires_at', 'bigint', (it) => it.notNull())
    .addColumn('ack', 'text')
    .addColumn('acked_at', 'bigint')
    .addColumn('result', 'text')
    .addColumn('result_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('device_commands_by_device')
    .on('device_commands')
    .columns(['device_id', 'sent_at'])
    .execute();
  await db.schema
    .createIndex('device_commands_by_time')
    .on('device_commands')
    .column('sent_at')
    .execute();
}
