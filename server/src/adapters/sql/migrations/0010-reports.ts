/**
 * Migration 10 — báo cáo: lượt phát đã quyết toán theo ngày.
 *
 * What became of the airings of a day that is over, a row for each line, time and place; and which
 * days are settled. `version` rises with every word that comes later, `settled` is the one counted.
 */
import type { Kysely } from 'kysely';

const KEY = ['day', 'area_id', 'entry_id', 'start_at'];
const COUNTS = ['duration_ms', 'planned', 'aired', 'interrupted', 'missed', 'unknown', 'virtual'];

export async function up(db: Kysely<unknown>): Promise<void> {
  let rows = db.schema.createTable('aired_rows');
  for (const name of ['day', 'area_id', 'entry_id', 'title', 'priority']) {
    rows = rows.addColumn(name, 'text', (column) => column.notNull());
  }
  for (const name of ['start_at', ...COUNTS, 'aired_ms']) {
    rows = rows.addColumn(name, 'bigint', (column) => column.notNull());
  }
  await rows
    .addColumn('field', 'text')
    .addColumn('kind', 'text')
    .addPrimaryKeyConstraint('aired_rows_key', KEY as never[])
    .execute();
  await db.schema
    .createTable('settled_days')
    .addColumn('day', 'text', (column) => column.primaryKey())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('settled', 'bigint', (column) => column.notNull())
    .execute();
}
