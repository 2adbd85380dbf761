/**
 * Migration 8 — sổ địa bàn và thông số cụm loa.
 *
 * Statements about hamlets and about what stands at a cluster, each in force from a day on.
 */
import type { Kysely } from 'kysely';

type Db = Kysely<unknown>;

async function hamlets(db: Db): Promise<void> {
  await db.schema
    .createTable('hamlet_facts')
    .addColumn('area_id', 'text', (column) => column.notNull())
    .addColumn('from_at', 'text', (column) => column.notNull())
    .addColumn('until_at', 'text')
    .addColumn('commune_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('urban', 'integer', (column) => column.notNull())
    .addColumn('people', 'integer', (column) => column.notNull())
    .addColumn('households', 'integer')
    .addColumn('lat', 'double precision')
    .addColumn('lng', 'double precision')
    .addColumn('radius_m', 'integer', (column) => column.notNull())
    .addColumn('predecessors', 'text', (column) => column.notNull())
    .addColumn('languages', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('hamlet_facts_key', ['area_id', 'from_at'])
    .execute();
}

async function sites(db: Db): Promise<void> {
  await db.schema
    .createTable('site_facts')
    .addColumn('device_id', 'text', (column) => column.notNull().references('devices.id'))
    .addColumn('from_at', 'text', (column) => column.notNull())
    .addColumn('installed_on', 'text')
    .addColumn('horns', 'text', (column) => column.notNull())
    .addColumn('terrain', 'text', (column) => column.notNull())
    .addColumn('noise_dba', 'double precision')
    .addColumn('lat', 'double precision')
    .addColumn('lng', 'double precision')
    .addColumn('area_id', 'text')
    .addColumn('operator', 'text')
    .addColumn('sim', 'text')
    .addColumn('power_line', 'text')
    .addColumn('warranty_until', 'text')
    .addPrimaryKeyConstraint('site_facts_key', ['device_id', 'from_at'])
    .execute();
}

export async function up(db: Db): Promise<void> {
  await hamlets(db);
  await sites(db);
}
