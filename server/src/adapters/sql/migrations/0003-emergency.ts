/**
 * Migration 3 — cảnh báo khẩn cấp.
 *
 * Orders, the areas each is for, and what was sent to and heard from each box.
 */
import type { Kysely } from 'kysely';

type Db = Kysely<unknown>;

async function orders(db: Db): Promise<void> {
  let table = db.schema
    .createTable('emergencies')
    .addColumn('id', 'text', (column) => column.primaryKey());
  for (const name of [
    'kind',
    'path',
    'state',
    'bulletin_id',
    'area_ids',
    'message',
    'content_hash',
    'created_by',
    'counts',
  ]) {
    table = table.addColumn(name, 'text', (column) => column.notNull());
  }
  for (const name of ['devices', 'created_at']) {
    table = table.addColumn(name, 'bigint', (column) => column.notNull());
  }
  for (const name of ['second', 'stopped_by', 'corrects', 'why']) {
    table = table.addColumn(name, 'text');
  }
  for (const name of ['due_at', 'confirmed_at', 'sent_at', 'stopped_at']) {
    table = table.addColumn(name, 'bigint');
  }
  await table.execute();
  await db.schema
    .createIndex('emergencies_by_state')
    .on('emergencies')
    .columns(['state', 'created_at'])
    .execute();
}

async function places(db: Db): Promise<void> {
  await db.schema
    .createTable('emergency_areas')
    .addColumn('emergency_id', 'text', (column) =>
      column.notNull().references('emergencies.id').onDelete('cascade'),
    )
    .addColumn('area_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('emergency_areas_key', ['area_id', 'emergency_id'])
    .execute();
  await db.schema
    .createTable('emergency_boxes')
    .addColumn('emergency_id', 'text', (column) =>
      column.notNull().references('emergencies.id').onDelete('cascade'),
    )
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('area_id', 'text', (column) => column.notNull())
    .addColumn('boot_id', 'text')
    .addColumn('sealed', 'text')
    .addColumn('word', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('emergency_boxes_key', ['emergency_id', 'device_id'])
    .execute();
}

export async function up(db: Db): Promise<void> {
  await orders(db);
  await places(db);
}
