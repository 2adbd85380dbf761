/**
 * Migration 4 — sửa dòng lịch, đọc lặp lại, phát lần lượt, ngày lễ của địa phương.
 *
 * Lines get exceptions, an end and the line they follow; programmes a repetition and episodes; areas
 * say of single days what kind they are. What is there already has none of these.
 */
import type { Kysely } from 'kysely';

type Db = Kysely<unknown>;

async function entryColumns(db: Db): Promise<void> {
  await db.schema
    .alterTable('entries')
    .addColumn('exceptions', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  await db.schema.alterTable('entries').addColumn('ended_at', 'bigint').execute();
  for (const name of ['series', 'follows']) {
    await db.schema.alterTable('entries').addColumn(name, 'text').execute();
  }
}

async function programmeColumns(db: Db): Promise<void> {
  for (const name of ['repeat', 'episodes']) {
    await db.schema.alterTable('programmes').addColumn(name, 'text').execute();
  }
}

async function dayTable(db: Db): Promise<void> {
  await db.schema
    .createTable('day_changes')
    .addColumn('area_id', 'text', (column) => column.notNull().references('areas.id'))
    .addColumn('date', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('changed_by', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('day_changes_key', ['area_id', 'date'])
    .execute();
}

export async function up(db: Db): Promise<void> {
  await entryColumns(db);
  await programmeColumns(db);
  await dayTable(db);
}
