/**
 * Migration 29 — đổi nơi đặt, chờ người thứ hai.
 *
 * What somebody says stands near a cluster now, where that would let more sound: nobody has yet.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('devices').addColumn('asked_kind', 'text').execute();
  await db.schema.alterTable('devices').addColumn('asked_by', 'text').execute();
  await db.schema.alterTable('devices').addColumn('asked_at', 'bigint').execute();
}
