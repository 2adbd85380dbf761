/**
 * Migration 28 — người phụ trách đài, tin khẩn của riêng một đài.
 *
 * Who works for single stations of a commune, and warnings for their boxes alone. Nobody did and no
 * warning was before, so all stay as they were.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['users', 'emergencies']) {
    await db.schema.alterTable(table).addColumn('station_ids', 'text').execute();
  }
}
