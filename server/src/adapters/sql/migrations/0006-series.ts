/**
 * Migration 6 — loạt kỳ của một văn bản dài.
 *
 * Which bulletin an episode was divided from and where it stands; the divided one has number 0.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('bulletins').addColumn('series_of', 'text').execute();
  for (const name of ['series_number', 'series_count']) {
    await db.schema.alterTable('bulletins').addColumn(name, 'bigint').execute();
  }
  await db.schema
    .createIndex('bulletins_by_series')
    .on('bulletins')
    .columns(['series_of', 'series_number'])
    .execute();
}
