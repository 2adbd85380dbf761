/**
 * Migration 19 — nhóm cụm loa.
 *
 * Boxes under one name that lines can mean.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('cluster_groups')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('area_id', 'text', (it) => it.notNull())
    .addColumn('name', 'text', (it) => it.notNull())
    .addColumn('device_ids', 'text', (it) => it.notNull())
    .addColumn('changed_at', 'bigint', (it) => it.notNull())
    .execute();
  await db.schema
    .createIndex('cluster_groups_by_area')
    .on('cluster_groups')
    .column('area_id')
    .execute();
}
