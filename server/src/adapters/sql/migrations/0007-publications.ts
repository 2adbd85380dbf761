/**
 * Migration 7 — các lần phát hành và từng cụm đã nhận tới đâu.
 *
 * What was published before is not known as a publication; boxes hold it all the same.
 */
import type { Kysely } from 'kysely';

type Db = Kysely<unknown>;

async function publicationTable(db: Db): Promise<void> {
  let table = db.schema
    .createTable('publications')
    .addColumn('id', 'text', (column) => column.primaryKey());
  for (const name of ['area_id', 'title', 'act', 'created_by', 'state', 'lines']) {
    table = table.addColumn(name, 'text', (column) => column.notNull());
  }
  for (const name of ['created_at', 'stage', 'stages']) {
    table = table.addColumn(name, 'bigint', (column) => column.notNull());
  }
  await table.addColumn('first_at', 'bigint').addColumn('faults', 'text').execute();
  for (const name of ['state', 'created_at']) {
    await db.schema
      .createIndex(`publications_by_${name}`)
      .on('publications')
      .column(name)
      .execute();
  }
}

async function boxTable(db: Db): Promise<void> {
  await db.schema
    .createTable('publication_boxes')
    .addColumn('publication_id', 'text', (column) => column.notNull().references('publications.id'))
    .addColumn('device_id', 'text', (column) => column.notNull().references('devices.id'))
    .addColumn('area_id', 'text', (column) => column.notNull())
    .addColumn('commune_id', 'text', (column) => column.notNull())
    .addColumn('stage', 'bigint', (column) => column.notNull())
    .addColumn('healthy', 'bigint', (column) => column.notNull())
    .addColumn('epoch', 'bigint')
    .addColumn('num', 'bigint')
    .addColumn('sent_at', 'bigint')
    .addPrimaryKeyConstraint('publication_boxes_key', ['publication_id', 'device_id'])
    .execute();
  await db.schema
    .createIndex('publication_boxes_by_area')
    .on('publication_boxes')
    .columns(['area_id', 'publication_id'])
    .execute();
}

export async function up(db: Db): Promise<void> {
  await publicationTable(db);
  await boxTable(db);
}
