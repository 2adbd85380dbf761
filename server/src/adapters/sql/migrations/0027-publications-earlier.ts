/**
 * Migration 27 — phát hành ngày, nhóm và bản tin theo đợt.
 *
 * A publication that is under way also keeps the days, groups and programmes by which its later boxes
 * still go. Null: none.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('publications').addColumn('earlier', 'text').execute();
}
