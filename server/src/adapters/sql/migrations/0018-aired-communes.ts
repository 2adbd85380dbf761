/**
 * Migration 18 — báo cáo: xã của ngày ấy, nguồn tin, phần theo lĩnh vực.
 *
 * A settled row says in which commune its place lay on that day, who ordered the line, and, of an
 * airing about several fields, which part of it is meant. Old rows get the commune that the register
 * names for their day, else today's; days on which a programme of several fields aired are added up
 * anew.
 */
import { type Kysely, sql } from 'kysely';

const KEY = ['day', 'area_id', 'entry_id', 'start_at', 'part'];
const COUNTS = ['duration_ms', 'planned', 'aired', 'interrupted', 'missed', 'unknown', 'virtual'];

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('aired_rows').renameTo('aired_rows_before').execute();
  let rows = db.schema.createTable('aired_rows');
  for (const name of ['day', 'area_id', 'commune_id', 'entry_id', 'part', 'title', 'priority']) {
    rows = rows.addColumn(name, 'text', (column) => column.notNull());
  }
  for (const name of ['start_at', ...COUNTS, 'aired_ms']) {
    rows = rows.addColumn(name, 'bigint', (column) => column.notNull());
  }
  await rows
    .addColumn('field', 'text')
    .addColumn('kind', 'text')
    .addColumn('source', 'text')
    .addPrimaryKeyConstraint('aired_rows_by_part', KEY as never[])
    .execute();
  await fill(db);
  await db.schema.dropTable('aired_rows_before').execute();
  await db.schema
    .createIndex('aired_rows_by_commune')
    .on('aired_rows')
    .columns(['commune_id', 'day'])
    .execute();
  await db.schema
    .createIndex('aired_rows_by_area')
    .on('aired_rows')
    .columns(['area_id', 'day'])
    .execute();
  await makeMixedStale(db);
}

const COMMUNE = sql`coalesce(
  (select commune_id from hamlet_facts where area_id = old.area_id and from_at <= old.day
    order by from_at desc limit 1),
  (select commune_id from hamlet_facts where area_id = old.area_id order by from_at limit 1),
  (select parent_id from areas where id = old.area_id and level = 'hamlet'),
  old.area_id)`;

/** The message of a warning is JSON that this server wrote itself, with one origin in it. */
const SOURCE = sql`coalesce(
  (select origin from entries where id = old.entry_id),
  (select case
    when message like '%"origin":"central"%' then 'central'
    when message like '%"origin":"province"%' then 'province'
    when message like '%"origin":"commune"%' then 'commune' end
    from emergencies where id = old.entry_id))`;

async function fill(db: Kysely<unknown>): Promise<void> {
  const counts = sql.raw([...COUNTS, 'aired_ms', 'start_at', 'title', 'priority'].join(', '));
  await sql`insert into aired_rows
    (day, area_id, commune_id, entry_id, part, field, kind, source, ${counts})
    select day, area_id, ${COMMUNE}, entry_id, '', field, kind, ${SOURCE}, ${counts}
    from aired_rows_before old`.execute(db);
}

/** Lines were known by the first of their bulletins alone. */
async function makeMixedStale(db: Kysely<unknown>): Promise<void> {
  await sql`update settled_days set version = version + 1 where day in (
    select distinct aired_rows.day from aired_rows
    join entries on entries.id = aired_rows.entry_id
    join programmes on programmes.id = entries.programme_id
    where (select count(distinct bulletins.field) from bulletins
      where programmes.bulletin_ids like '%"' || bulletins.id || '"%') > 1)`.execute(db);
}
