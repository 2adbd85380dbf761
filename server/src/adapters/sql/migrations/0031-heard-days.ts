/**
 * Migration 31 — mức độ phủ: lượt nghe đã đếm theo ngày.
 *
 * What was heard on a day that is over, a row for each subject. `words` of a day rises with every word
 * that comes of it and with nothing else: a reform of areas changes who lay where, not what was heard.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('settled_days')
    .addColumn('words', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  let days = db.schema.createTable('heard_days');
  for (const name of ['day', 'subject', 'lines', 'made_of', 'counts']) {
    days = days.addColumn(name, 'text', (column) => column.notNull());
  }
  await days
    .addColumn('words', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('heard_days_key', ['day', 'subject'] as never[])
    .execute();
}
