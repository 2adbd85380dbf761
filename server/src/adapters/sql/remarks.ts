/**
 * Remarks in SQL — nhận xét, kiến nghị của báo cáo năm trong kho.
 *
 * Area, days and version are the key: of two people who write over the same version, the second is
 * refused.
 */
import type { RemarkStore, StoredRemarks } from '../../ports/remarks.js';
import type { OpenDatabase } from './dialects.js';
import { as, text } from './values.js';

const WORDS = ['office', 'parent', 'comment', 'proposal', 'recipients', 'signer'] as const;

type RemarkRow = Readonly<Record<(typeof WORDS)[number], string>> & {
  readonly area_id: string;
  readonly from_day: string;
  readonly to_day: string;
  readonly version: number;
  readonly said_by: string;
  readonly said_at: number;
};

const tableOf = ({ db }: OpenDatabase) => db.withTables<{ evaluation_remarks: RemarkRow }>();

const wordsOf = (of: Readonly<Record<(typeof WORDS)[number], string>>) => ({
  office: text(of.office),
  parent: text(of.parent),
  comment: text(of.comment),
  proposal: text(of.proposal),
  recipients: text(of.recipients),
  signer: text(of.signer),
});

const remarksIn = (row: RemarkRow): StoredRemarks => ({
  ...wordsOf(row),
  areaId: as(row.area_id),
  from: as(row.from_day),
  to: as(row.to_day),
  version: row.version,
  by: as(row.said_by),
  at: row.said_at,
});

export const remarkStore = (open: () => OpenDatabase): RemarkStore => ({
  async remarksOf({ areaId, from, to }, limit) {
    const rows = await tableOf(open())
      .selectFrom('evaluation_remarks')
      .selectAll()
      .where('area_id', '=', areaId)
      .where('from_day', '=', from)
      .where('to_day', '=', to)
      .orderBy('version', 'desc')
      .limit(limit)
      .execute();
    return rows.map(remarksIn);
  },
  async addRemarks(remarks) {
    const { areaId, from, to, version, by, at } = remarks;
    const added = await tableOf(open())
      .insertInto('evaluation_remarks')
      .values({
        ...wordsOf(remarks),
        area_id: areaId,
        from_day: from,
        to_day: to,
        version,
        said_by: by,
        said_at: at,
      })
      .onConflict((conflict) =>
        conflict.columns(['area_id', 'from_day', 'to_day', 'version']).doNothing(),
      )
      .returning('version')
      .executeTakeFirst();
    return added !== undefined;
  },
});
