/**
 * Migration 25 — ngoại lệ về giờ phát.
 *
 * Days on which an area says something else; the bounds themselves travel in signed envelopes.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sound_exemptions')
    .addColumn('area_id', 'text', (it) => it.notNull())
    .addColumn('num', 'integer', (it) => it.notNull())
    .addColumn('state', 'text', (it) => it.notNull())
    .addColumn('from_date', 'text', (it) => it.notNull())
    .addColumn('to_date', 'text', (it) => it.notNull())
    .addColumn('word', 'text', (it) => it.notNull())
    .addColumn('lifts', 'text', (it) => it.notNull())
    .addColumn('why', 'text', (it) => it.notNull())
    .addColumn('created_by', 'text', (it) => it.notNull())
    .addColumn('created_at', 'bigint', (it) => it.notNull())
    .addColumn('decided_by', 'text')
    .addColumn('decided_at', 'bigint')
    .addColumn('withdrawn_by', 'text')
    .addColumn('withdrawn_at', 'bigint')
    .addPrimaryKeyConstraint('sound_exemptions_key', ['area_id', 'num'])
    .execute();
  await db.schema
    .createIndex('sound_exemptions_by_end')
    .on('sound_exemptions')
    .columns(['to_date', 'state'])
    .execute();
}
