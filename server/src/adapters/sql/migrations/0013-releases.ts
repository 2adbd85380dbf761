/**
 * Migration 13 — bản phần mềm có chữ ký và các đợt đưa xuống cụm.
 *
 * What boxes were given by stick before is known only by the version they tell.
 */
import type { Kysely } from 'kysely';

type Db = Kysely<unknown>;

async function releaseTable(db: Db): Promise<void> {
  let table = db.schema
    .createTable('releases')
    .addColumn('num', 'bigint', (column) => column.notNull())
    .addColumn('arch', 'text', (column) => column.notNull());
  for (const name of ['body', 'manifest', 'signed_by', 'added_by']) {
    table = table.addColumn(name, 'text', (column) => column.notNull());
  }
  await table
    .addColumn('added_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('releases_key', ['num', 'arch'])
    .execute();
}

async function rolloutTable(db: Db): Promise<void> {
  let table = db.schema
    .createTable('rollouts')
    .addColumn('id', 'text', (column) => column.primaryKey());
  for (const name of ['version', 'created_by', 'hours', 'state']) {
    table = table.addColumn(name, 'text', (column) => column.notNull());
  }
  for (const name of [
    'num',
    'created_at',
    'faults_max',
    'stage',
    'stages',
    'stage_at',
    'accepted',
  ]) {
    table = table.addColumn(name, 'bigint', (column) => column.notNull());
  }
  await table.execute();
}

async function boxTable(db: Db): Promise<void> {
  await db.schema
    .createTable('rollout_boxes')
    .addColumn('rollout_id', 'text', (column) => column.notNull().references('rollouts.id'))
    .addColumn('device_id', 'text', (column) => column.notNull().references('devices.id'))
    .addColumn('area_id', 'text', (column) => column.notNull())
    .addColumn('commune_id', 'text', (column) => column.notNull())
    .addColumn('stage', 'bigint', (column) => column.notNull())
    .addColumn('step', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .addColumn('step_at', 'bigint')
    .addColumn('offers', 'bigint', (column) => column.notNull())
    .addColumn('offered_at', 'bigint')
    .addPrimaryKeyConstraint('rollout_boxes_key', ['rollout_id', 'device_id'])
    .execute();
  await db.schema
    .createIndex('rollout_boxes_by_device')
    .on('rollout_boxes')
    .column('device_id')
    .execute();
}

export async function up(db: Db): Promise<void> {
  await releaseTable(db);
  await rolloutTable(db);
  await boxTable(db);
}
