/**
 * Migration 22 — nơi đặt cụm loa.
 *
 * What stands near each cluster; of those there are nobody has said anything yet.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('devices')
    .addColumn('place_kind', 'text', (it) => it.notNull().defaultTo('residential'))
    .execute();
}
