/**
 * Migration 24 — nhiều đài truyền thanh trong một xã.
 *
 * A group of clusters may be a station with a name of its own; which box was in which from which day
 * on; and a settled row for each station of a place. There was none before, so old rows are of none.
 */
import { type Kysely, sql } from 'kysely';

const KEY = ['day', 'area_id', 'entry_id', 'start_at', 'part', 'station_id'];
const TEXTS = ['day', 'area_id', 'commune_id', 'entry_id', 'part', 'title', 'priority'];
const COUNTS = ['duration_ms', 'planned', 'aired', 'interrupted', 'missed', 'unknown', 'virtual'];
const LABELS = ['field', 'kind', 'source'];

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('cluster_groups').addColumn('station_name', 'text').execute();
  await db.schema.alterTable('cluster_groups').addColumn('removed_at', 'bigint').execute();
  await db.schema
    .createTable('station_members')
    .addColumn('device_id', 'text', (it) => it.notNull())
    .addColumn('from_at', 'text', (it) => it.notNull())
    .addColumn('station_id', 'text')
    .addPrimaryKeyConstraint('station_members_key', ['device_id', 'from_at'])
    .execute();
  await rowsByStation(db);
}

async function rowsByStation(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('aired_rows').renameTo('aired_rows_before').execute();
  let rows = db.schema.createTable('aired_rows');
  for (const name of [...TEXTS, 'station_id']) {
    rows = rows.addColumn(name, 'text', (column) => column.notNull());
  }
  for (const name of ['start_at', ...COUNTS, 'aired_ms']) {
    rows = rows.addColumn(name, 'bigint', (column) => column.notNull());
  }
  for (const name of LABELS) rows = rows.addColumn(name, 'text');
  await rows.addPrimaryKeyConstraint('aired_rows_by_station', KEY as never[]).execute();
  const kept = sql.raw([...TEXTS, 'start_at', ...COUNTS, 'aired_ms', ...LABELS].join(', '));
  await sql`insert into aired_rows (station_id, ${kept})
    select '', ${kept} from aired_rows_before`.execute(db);
  await db.schema.dropTable('aired_rows_before').execute();
  for (const name of ['commune', 'area'] as const) {
    await db.schema
      .createIndex(`aired_rows_by_${name}`)
      .on('aired_rows')
      .columns([`${name}_id`, 'day'])
      .execute();
  }
}
