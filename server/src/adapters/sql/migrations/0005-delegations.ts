/**
 * Migration 5 — uỷ quyền duyệt.
 *
 * Who may decide in a leader's place, and when.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('delegations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('from_user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('to_user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('from_at', 'text', (column) => column.notNull())
    .addColumn('until_at', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute();
  for (const side of ['from', 'to']) {
    await db.schema
      .createIndex(`delegations_${side}`)
      .on('delegations')
      .column(`${side}_user_id`)
      .execute();
  }
}
