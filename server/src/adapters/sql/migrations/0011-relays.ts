/**
 * Migration 11 — nguồn tiếp âm.
 *
 * Streams that somebody entered and somebody else approved, and what a programme relays of them.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  let sources = db.schema
    .createTable('relay_sources')
    .addColumn('id', 'text', (it) => it.primaryKey());
  for (const name of ['area_id', 'name', 'url', 'origin', 'state', 'created_by']) {
    sources = sources.addColumn(name, 'text', (it) => it.notNull());
  }
  for (const name of ['approval', 'reason', 'trial']) sources = sources.addColumn(name, 'text');
  await sources.addColumn('created_at', 'bigint', (it) => it.notNull()).execute();
  await db.schema
    .createIndex('relay_sources_by_area')
    .on('relay_sources')
    .column('area_id')
    .execute();
  await db.schema.alterTable('programmes').addColumn('relay', 'text').execute();
}
