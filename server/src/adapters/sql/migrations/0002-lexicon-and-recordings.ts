/**
 * Migration 2 — từ điển của đài, cài đặt địa bàn, bản thu, các thứ tiếng.
 *
 * Readings and settings per area; bulletins that people recorded, and the same bulletin in other
 * languages. What is there already is text read by a voice, without variants.
 */
import { type Kysely, sql } from 'kysely';

type Db = Kysely<unknown>;

async function bulletinColumns(db: Db): Promise<void> {
  await db.schema
    .alterTable('bulletins')
    .addColumn('kind', 'text', (column) => column.notNull().defaultTo('text'))
    .execute();
  for (const name of ['recording', 'variants']) {
    await db.schema.alterTable('bulletins').addColumn(name, 'text').execute();
  }
  await db.schema
    .createTable('variant_clips')
    .addColumn('bulletin_id', 'text', (column) =>
      column.notNull().references('bulletins.id').onDelete('cascade'),
    )
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('variant_clips_key', ['bulletin_id', 'sha256'])
    .execute();
  await db.schema
    .createIndex('variant_clips_by_sha256')
    .on('variant_clips')
    .column('sha256')
    .execute();
}

async function readingTable(db: Db): Promise<void> {
  await db.schema
    .createTable('readings')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('area_id', 'text', (column) => column.notNull().references('areas.id'))
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('written', 'text', (column) => column.notNull())
    .addColumn('spoken', 'text', (column) => column.notNull())
    .addColumn('match', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_by', 'text')
    .addColumn('ended_at', 'bigint')
    .execute();
  // One reading of the same words in force per area, also when two officials save at once.
  await sql`create unique index readings_in_force on readings (area_id, words)
    where ended_at is null`.execute(db);
}

async function settingsTable(db: Db): Promise<void> {
  await db.schema
    .createTable('area_settings')
    .addColumn('area_id', 'text', (column) => column.primaryKey().references('areas.id'))
    .addColumn('style', 'text')
    .addColumn('languages', 'text')
    .addColumn('station_name', 'text')
    .addColumn('updated_by', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
}

export async function up(db: Db): Promise<void> {
  await bulletinColumns(db);
  await readingTable(db);
  await settingsTable(db);
}
