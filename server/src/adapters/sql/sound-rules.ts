/**
 * Rules of areas in SQL — quy định giờ phát trong kho.
 *
 * Area and number are the key: of two people who change the same version, the second is refused.
 */
import type { SoundRuleStore, StoredSoundRule } from '../../ports/sound-rules.js';
import type { OpenDatabase } from './dialects.js';
import { as, fromJsonOrNull, jsonOrNull, text } from './values.js';

type SoundRuleRow = {
  readonly area_id: string;
  readonly num: number;
  readonly state: string;
  readonly limits: string | null;
  readonly why: string;
  readonly restores: number | null;
  readonly created_by: string;
  readonly created_at: number;
  readonly decided_by: string | null;
  readonly decided_at: number | null;
};

const rowOf = (rule: StoredSoundRule): SoundRuleRow => ({
  area_id: rule.areaId,
  num: rule.num,
  state: rule.state,
  limits: jsonOrNull(rule.limits),
  why: text(rule.why),
  restores: rule.restores,
  created_by: rule.createdBy,
  created_at: rule.createdAt,
  decided_by: rule.decidedBy,
  decided_at: rule.decidedAt,
});

const ruleOf = (row: SoundRuleRow): StoredSoundRule => ({
  areaId: as(row.area_id),
  num: row.num,
  state: as(row.state),
  limits: fromJsonOrNull(row.limits),
  why: row.why,
  restores: row.restores,
  createdBy: as(row.created_by),
  createdAt: row.created_at,
  decidedBy: row.decided_by === null ? null : as(row.decided_by),
  decidedAt: row.decided_at,
});

const tableOf = ({ db }: OpenDatabase) => db.withTables<{ sound_rules: SoundRuleRow }>();
type Rules = ReturnType<typeof tableOf>;

/** What makes way for `rule`, whose own row stays as it is. */
async function makeWay(rules: Rules, { areaId, num, state }: StoredSoundRule): Promise<void> {
  const states = state === 'in-force' ? ['in-force', 'pending'] : ['pending'];
  await rules
    .updateTable('sound_rules')
    .set({ state: 'replaced' })
    .where('area_id', '=', areaId)
    .where('num', '!=', num)
    .where('state', 'in', states)
    .execute();
}

export const soundRuleStore = (open: () => OpenDatabase): SoundRuleStore => ({
  async rulesInForce() {
    const rows = await tableOf(open())
      .selectFrom('sound_rules')
      .selectAll()
      .where('state', '=', 'in-force')
      .where('limits', 'is not', null)
      .orderBy('area_id')
      .execute();
    return rows.map(ruleOf);
  },
  async rulesOf(areaId, limit) {
    const rows = await tableOf(open())
      .selectFrom('sound_rules')
      .selectAll()
      .where('area_id', '=', areaId)
      .orderBy('num', 'desc')
      .limit(limit)
      .execute();
    return rows.map(ruleOf);
  },
  addRule: (rule) =>
    tableOf(open())
      .transaction()
      .execute(async (rules) => {
        const added = await rules
          .insertInto('sound_rules')
          .values(rowOf(rule))
          .onConflict((conflict) => conflict.columns(['area_id', 'num']).doNothing())
          .returning('num')
          .executeTakeFirst();
        if (added === undefined) return false;
        await makeWay(rules, rule);
        return true;
      }),
  decideRule: (rule) =>
    tableOf(open())
      .transaction()
      .execute(async (rules) => {
        const { state, decided_by, decided_at } = rowOf(rule);
        const decided = await rules
          .updateTable('sound_rules')
          .set({ state, decided_by, decided_at })
          .where('area_id', '=', rule.areaId)
          .where('num', '=', rule.num)
          .where('state', '=', 'pending')
          .returning('num')
          .executeTakeFirst();
        if (decided === undefined) return false;
        if (state === 'in-force') await makeWay(rules, rule);
        return true;
      }),
});
