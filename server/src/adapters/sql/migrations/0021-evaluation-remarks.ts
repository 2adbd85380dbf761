/**
 * Migration 21 — nhận xét, kiến nghị của báo cáo đánh giá năm.
 *
 * What officials said of a span of an area, one row for each version.
 */
import type { Kysely } from 'kysely';

const KEY = ['area_id', 'from_day', 'to_day', 'version'];
const WORDS = ['office', 'parent', 'comment', 'proposal', 'recipients', 'signer', 'said_by'];

export async function up(db: Kysely<unknown>): Promise<void> {
  let remarks = db.schema.createTable('evaluation_remarks');
  for (const name of ['area_id', 'from_day', 'to_day', ...WORDS]) {
    remarks = remarks.addColumn(name, 'text', (it) => it.notNull());
  }
  await remarks
    .addColumn('version', 'integer', (it) => it.notNull())
    .addColumn('said_at', 'bigint', (it) => it.notNull())
    .addPrimaryKeyConstraint('evaluation_remarks_key', KEY as never[])
    .execute();
}
