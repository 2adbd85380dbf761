/**
 * Stations in SQL — đài truyền thanh của xã trong kho.
 *
 * A station is a group of clusters with a name of its own; which box was in which, day by day, are
 * rows beside it. Days are kept as text, as in the register.
 */
import type { Kysely } from 'kysely';
import type { StationFact } from '../../core/coverage/stations.js';
import type { StationStore, StationWord } from '../../ports/stations.js';
import type { OpenDatabase } from './dialects.js';
import type { Tables } from './tables.js';
import { as, insertable } from './values.js';

type MemberRow = {
  readonly device_id: string;
  readonly from_at: string;
  readonly station_id: string | null;
};

type NamedRow = {
  readonly id: string;
  readonly area_id: string;
  readonly name: string;
  readonly station_name: string | null;
  readonly removed_at: number | null;
};

type StationTables = { station_members: MemberRow; cluster_groups: NamedRow };

async function putFacts(
  db: Kysely<Tables & StationTables>,
  facts: readonly StationFact[],
): Promise<void> {
  const rows = facts.map(
    ({ deviceId, from, stationId }): MemberRow => ({
      device_id: deviceId,
      from_at: from,
      station_id: stationId,
    }),
  );
  for (const piece of insertable(rows)) {
    await db
      .insertInto('station_members')
      .values(piece)
      .onConflict((conflict) =>
        conflict
          .columns(['device_id', 'from_at'])
          .doUpdateSet((has) => ({ station_id: has.ref('excluded.station_id') })),
      )
      .execute();
  }
}

async function takeBack(
  db: Kysely<Tables & StationTables>,
  words: readonly StationWord[],
): Promise<void> {
  for (const { said, before } of words) {
    const { numDeletedRows } = await db
      .deleteFrom('station_members')
      .where('device_id', '=', said.deviceId)
      .where('from_at', '=', said.from)
      .where('station_id', said.stationId === null ? 'is' : '=', said.stationId)
      .executeTakeFirst();
    if (numDeletedRows > 0n && before !== null) await putFacts(db, [before]);
  }
}

export const stationStore = (open: () => OpenDatabase): StationStore => {
  const db = () => open().db.withTables<StationTables>();
  return {
    async stationFacts() {
      const rows = await db()
        .selectFrom('station_members')
        .selectAll()
        .orderBy('device_id')
        .orderBy('from_at')
        .execute();
      return rows.map((row) => ({
        deviceId: as(row.device_id),
        from: as(row.from_at),
        stationId: row.station_id === null ? null : as(row.station_id),
      }));
    },
    putStationFacts: (facts) =>
      db()
        .transaction()
        .execute((within) => putFacts(within, facts)),
    takeBackStationFacts: (words) =>
      db()
        .transaction()
        .execute((within) => takeBack(within, words)),
    async stations(areaIds) {
      const rows = await db()
        .selectFrom('cluster_groups')
        .select(['id', 'area_id', 'name', 'station_name', 'removed_at'])
        .where((has) => open().oneOf(has.ref('area_id'), areaIds))
        .where((has) =>
          has.or([
            has('station_name', 'is not', null),
            has('id', 'in', has.selectFrom('station_members').select('station_id')),
          ]),
        )
        .orderBy('station_name')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        id: as(row.id),
        areaId: as(row.area_id),
        name: row.station_name ?? row.name,
        stands: row.removed_at === null && row.station_name !== null,
      }));
    },
  };
};
