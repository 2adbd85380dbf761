/**
 * Migration 30 — chỗ đã xếp cho một chương trình.
 *
 * How long an airing was allowed to be when its line was saved, so that a new recording is held to it.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('programmes').addColumn('slot_minutes', 'integer').execute();
}
