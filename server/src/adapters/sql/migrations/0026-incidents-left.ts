/**
 * Migration 26 — nơi đã khắc phục trước.
 *
 * A place where an incident was over before it was elsewhere keeps it in its books, with when.
 */
import type { Kysely } from 'kysely';

type Before = {
  readonly incidents: { readonly id: string; readonly body: string };
  readonly incident_areas: {
    readonly incident_id: string;
    readonly area_id: string;
    readonly left_at: number | null;
  };
};
type Body = { readonly left?: readonly { readonly areaId: string; readonly at: number }[] };

/** Incidents read at once. */
const PART = 500;

export async function up(db: Kysely<Before>): Promise<void> {
  await db.schema.alterTable('incident_areas').addColumn('left_at', 'bigint').execute();
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('incidents')
      .select(['id', 'body'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(PART)
      .execute();
    for (const { id, body } of rows) {
      const { left = [] } = JSON.parse(body) as Body;
      const gone = left.map(({ areaId, at }) => ({
        incident_id: id,
        area_id: areaId,
        left_at: at,
      }));
      if (gone.length === 0) continue;
      await db
        .insertInto('incident_areas')
        .values(gone)
        .onConflict((conflict) => conflict.columns(['incident_id', 'area_id']).doNothing())
        .execute();
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PART) return;
    after = last.id;
  }
}
