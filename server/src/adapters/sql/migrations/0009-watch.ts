/**
 * Migration 9 — sổ theo dõi cụm, sự cố, lịch bảo trì.
 *
 * Changes of state of boxes, incidents with their course, planned work.
 */
import type { Kysely } from 'kysely';

type Db = Kysely<unknown>;

async function boxes(db: Db): Promise<void> {
  await db.schema
    .createTable('box_events')
    .addColumn('device_id', 'text', (column) => column.notNull().references('devices.id'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('box_events_key', ['device_id', 'at', 'kind'])
    .execute();
  await db.schema
    .createIndex('box_events_by_kind')
    .on('box_events')
    .columns(['kind', 'at'])
    .execute();
  await db.schema.createIndex('box_events_by_time').on('box_events').column('at').execute();
  await db.schema
    .createTable('box_marks')
    .addColumn('device_id', 'text', (column) => column.primaryKey().references('devices.id'))
    .addColumn('gone_at', 'bigint')
    .addColumn('released_at', 'bigint')
    .addColumn('last_airing', 'text')
    .execute();
}

async function incidents(db: Db): Promise<void> {
  await db.schema
    .createTable('incidents')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .addColumn('resolved_at', 'bigint')
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('incidents_by_end')
    .on('incidents')
    .columns(['resolved_at', 'opened_at'])
    .execute();
  await db.schema
    .createTable('incident_areas')
    .addColumn('incident_id', 'text', (column) => column.notNull().references('incidents.id'))
    .addColumn('area_id', 'text', (column) => column.notNull().references('areas.id'))
    .addPrimaryKeyConstraint('incident_areas_key', ['incident_id', 'area_id'])
    .execute();
  await db.schema
    .createIndex('incident_areas_by_area')
    .on('incident_areas')
    .column('area_id')
    .execute();
}

async function maintenances(db: Db): Promise<void> {
  await db.schema
    .createTable('maintenances')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('area_id', 'text', (column) => column.notNull().references('areas.id'))
    .addColumn('device_id', 'text', (column) => column.references('devices.id'))
    .addColumn('from_at', 'bigint', (column) => column.notNull())
    .addColumn('until_at', 'bigint', (column) => column.notNull())
    .addColumn('why', 'text', (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute();
}

export async function up(db: Db): Promise<void> {
  await boxes(db);
  await incidents(db);
  await maintenances(db);
}
