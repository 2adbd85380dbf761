/**
 * Migration 23 — xã, phường theo ngày.
 *
 * Statements about communes, each in force from a day on, with what they came from.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('commune_facts')
    .addColumn('area_id', 'text', (it) => it.notNull())
    .addColumn('from_at', 'text', (it) => it.notNull())
    .addColumn('until_at', 'text')
    .addColumn('name', 'text', (it) => it.notNull())
    .addColumn('kind', 'text', (it) => it.notNull())
    .addColumn('urban', 'integer', (it) => it.notNull())
    .addColumn('predecessors', 'text', (it) => it.notNull())
    .addColumn('source', 'text', (it) => it.notNull())
    .addPrimaryKeyConstraint('commune_facts_key', ['area_id', 'from_at'])
    .execute();
}
