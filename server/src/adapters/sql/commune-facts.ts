/**
 * Communes of the register in SQL — xã, phường theo ngày, trong kho.
 *
 * Writing a statement of the same code and day again corrects it.
 */
import type { CommuneFact } from '../../core/coverage/communes.js';
import type { RegistryStore } from '../../ports/registry.js';
import { putAreaRows } from './areas.js';
import type { OpenDatabase } from './dialects.js';
import { as, flag, fromJson, insertable, json, text } from './values.js';

type CommuneRow = {
  area_id: string;
  from_at: string;
  until_at: string | null;
  name: string;
  kind: string;
  urban: number;
  predecessors: string;
  source: string;
};

type CommuneTable = { commune_facts: CommuneRow };

const rowOf = (fact: CommuneFact): CommuneRow => ({
  area_id: fact.areaId,
  from_at: fact.from,
  until_at: fact.until,
  name: text(fact.name),
  kind: fact.kind,
  urban: flag(fact.urban),
  predecessors: json(fact.predecessors),
  source: text(fact.source),
});

const factOf = (row: CommuneRow): CommuneFact => ({
  areaId: as(row.area_id),
  from: as(row.from_at),
  until: row.until_at === null ? null : as(row.until_at),
  name: row.name,
  kind: as(row.kind),
  urban: row.urban === 1,
  predecessors: fromJson(row.predecessors),
  source: row.source,
});

export const communesOf = (
  open: () => OpenDatabase,
): Pick<RegistryStore, 'communeFacts' | 'putCommunes'> => ({
  async communeFacts() {
    const rows = await open()
      .db.withTables<CommuneTable>()
      .selectFrom('commune_facts')
      .selectAll()
      .orderBy('area_id')
      .orderBy('from_at')
      .execute();
    return rows.map(factOf);
  },
  async putCommunes(areas, facts) {
    await open()
      .db.transaction()
      .execute(async (within) => {
        await putAreaRows(within, areas);
        for (const piece of insertable(facts.map(rowOf))) {
          await within
            .withTables<CommuneTable>()
            .insertInto('commune_facts')
            .values(piece)
            .onConflict((conflict) =>
              conflict.columns(['area_id', 'from_at']).doUpdateSet((has) => ({
                until_at: has.ref('excluded.until_at'),
                name: has.ref('excluded.name'),
                kind: has.ref('excluded.kind'),
                urban: has.ref('excluded.urban'),
                predecessors: has.ref('excluded.predecessors'),
                source: has.ref('excluded.source'),
              })),
            )
            .execute();
        }
      });
  },
});
