/**
 * Migration 12 — thư điện tử.
 *
 * Who is written to, reports that are sent by themselves, and the letters on their way out.
 */
import type { Kysely } from 'kysely';

type Db = Kysely<unknown>;

async function lists(db: Db): Promise<void> {
  for (const table of ['mail_contacts', 'mail_reports']) {
    await db.schema
      .createTable(table)
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('area_id', 'text', (column) => column.notNull().references('areas.id'))
      .addColumn('body', 'text', (column) => column.notNull())
      .execute();
  }
}

async function letters(db: Db): Promise<void> {
  let table = db.schema
    .createTable('letters')
    .addColumn('id', 'text', (column) => column.primaryKey());
  for (const name of ['address', 'name', 'subject', 'content', 'link', 'state']) {
    table = table.addColumn(name, 'text', (column) => column.notNull());
  }
  for (const name of ['contact_id', 'thread', 'attachments', 'problem']) {
    table = table.addColumn(name, 'text');
  }
  for (const name of ['created_at', 'due_at', 'held', 'tries']) {
    table = table.addColumn(name, 'bigint', (column) => column.notNull());
  }
  await table.addColumn('settled_at', 'bigint').execute();
  const index = (name: string, columns: string[]): Promise<void> =>
    db.schema.createIndex(`letters_by_${name}`).on('letters').columns(columns).execute();
  await index('state', ['state', 'due_at']);
  await index('thread', ['thread']);
  await index('contact', ['contact_id', 'created_at']);
}

export async function up(db: Db): Promise<void> {
  await lists(db);
  await letters(db);
}
