/**
 * Migration 14 — quy định giờ phát của địa bàn.
 *
 * Versions of what areas permit; the bounds themselves travel in signed envelopes.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sound_rules')
    .addColumn('area_id', 'text', (it) => it.notNull())
    .addColumn('num', 'integer', (it) => it.notNull())
    .addColumn('state', 'text', (it) => it.notNull())
    .addColumn('limits', 'text')
    .addColumn('why', 'text', (it) => it.notNull())
    .addColumn('restores', 'integer')
    .addColumn('created_by', 'text', (it) => it.notNull())
    .addColumn('created_at', 'bigint', (it) => it.notNull())
    .addColumn('decided_by', 'text')
    .addColumn('decided_at', 'bigint')
    .addPrimaryKeyConstraint('sound_rules_key', ['area_id', 'num'])
    .execute();
  await db.schema.createIndex('sound_rules_by_state').on('sound_rules').column('state').execute();
}
