/**
 * Exemptions in SQL — ngoại lệ về giờ phát trong kho.
 *
 * Area and number are the key: of two people who write upon the same list, the second is refused.
 */
import type { SoundExemptionStore, StoredSoundExemption } from '../../ports/sound-exemptions.js';
import type { OpenDatabase } from './dialects.js';
import { as, text } from './values.js';

type ExemptionRow = {
  readonly area_id: string;
  readonly num: number;
  readonly state: string;
  readonly from_date: string;
  readonly to_date: string;
  readonly word: string;
  readonly lifts: string;
  readonly why: string;
  readonly created_by: string;
  readonly created_at: number;
  readonly decided_by: string | null;
  readonly decided_at: number | null;
  readonly withdrawn_by: string | null;
  readonly withdrawn_at: number | null;
};

const rowOf = (one: StoredSoundExemption): ExemptionRow => ({
  area_id: one.areaId,
  num: one.num,
  state: one.state,
  from_date: one.fromDate,
  to_date: one.toDate,
  word: JSON.stringify(one.word),
  lifts: one.lifts,
  why: text(one.why),
  created_by: one.createdBy,
  created_at: one.createdAt,
  decided_by: one.decidedBy,
  decided_at: one.decidedAt,
  withdrawn_by: one.withdrawnBy,
  withdrawn_at: one.withdrawnAt,
});

const exemptionOf = (row: ExemptionRow): StoredSoundExemption => ({
  areaId: as(row.area_id),
  num: row.num,
  state: as(row.state),
  fromDate: as(row.from_date),
  toDate: as(row.to_date),
  word: JSON.parse(row.word),
  lifts: as(row.lifts),
  why: row.why,
  createdBy: as(row.created_by),
  createdAt: row.created_at,
  decidedBy: row.decided_by === null ? null : as(row.decided_by),
  decidedAt: row.decided_at,
  withdrawnBy: row.withdrawn_by === null ? null : as(row.withdrawn_by),
  withdrawnAt: row.withdrawn_at,
});

const tableOf = ({ db }: OpenDatabase) => db.withTables<{ sound_exemptions: ExemptionRow }>();

export const soundExemptionStore = (open: () => OpenDatabase): SoundExemptionStore => ({
  async exemptionsInForce(since) {
    const rows = await tableOf(open())
      .selectFrom('sound_exemptions')
      .selectAll()
      .where('to_date', '>=', since)
      .where('state', 'in', ['in-force', 'withdrawing'])
      .orderBy('area_id')
      .orderBy('num')
      .execute();
    return rows.map(exemptionOf);
  },
  async exemptionsOf(areaId, limit) {
    const rows = await tableOf(open())
      .selectFrom('sound_exemptions')
      .selectAll()
      .where('area_id', '=', areaId)
      .orderBy('num', 'desc')
      .limit(limit)
      .execute();
    return rows.map(exemptionOf);
  },
  async addExemption(exemption) {
    const added = await tableOf(open())
      .insertInto('sound_exemptions')
      .values(rowOf(exemption))
      .onConflict((conflict) => conflict.columns(['area_id', 'num']).doNothing())
      .returning('num')
      .executeTakeFirst();
    return added !== undefined;
  },
  async changeExemption(exemption, was) {
    const { area_id, num, state, ...row } = rowOf(exemption);
    const changed = await tableOf(open())
      .updateTable('sound_exemptions')
      .set({
        state,
        decided_by: row.decided_by,
        decided_at: row.decided_at,
        withdrawn_by: row.withdrawn_by,
        withdrawn_at: row.withdrawn_at,
      })
      .where('area_id', '=', area_id)
      .where('num', '=', num)
      .where('state', '=', was)
      .returning('num')
      .executeTakeFirst();
    return changed !== undefined;
  },
});
