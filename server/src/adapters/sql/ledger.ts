/**
 * Ledger in the store — sổ phát: đã định và đã phát.
 *
 * What was planned and what was really played, joined by nothing but the id of an airing: the rest is
 * `core/coverage`. Records that arrive together are committed together (`ledger-writes.ts`).
 */
import type { RecordsAdded } from '../../core/fleet/record-twins.js';
import type { AiringQuery, LedgerStore } from '../../ports/store.js';
import type { StoredRecord } from '../../ports/store-records.js';
import { airingOf } from './airings.js';
import type { OpenDatabase } from './dialects.js';
import { createGroupWriter, type GroupWriter } from './group-writer.js';
import { type Arrival, storeGroup } from './ledger-writes.js';
import type { RecordRow } from './tables-ledger.js';
import { as, fromJson } from './values.js';

const recordOf = (row: RecordRow): StoredRecord => ({
  deviceId: as(row.device_id),
  seq: row.seq,
  record: fromJson(row.record),
  receivedAt: row.received_at,
});

async function plannedAirings({ db, oneOf }: OpenDatabase, query: AiringQuery) {
  const { areaIds, deviceId } = query;
  let found = db
    .selectFrom('planned_airings')
    .selectAll()
    .where('start_at', '>=', query.fromAt)
    .where('start_at', '<', query.toAt);
  if (deviceId !== undefined) found = found.where('device_id', '=', deviceId);
  if (areaIds !== undefined) found = found.where((has) => oneOf(has.ref('area_id'), areaIds));
  const rows = await found.orderBy('start_at').orderBy('play_id').limit(query.limit).execute();
  return rows.map(airingOf);
}

const readsOf = (open: () => OpenDatabase): Omit<LedgerStore, 'addRecords'> => ({
  async upToSeq(id) {
    const row = await open()
      .db.selectFrom('record_counters')
      .select('up_to_seq')
      .where('device_id', '=', id)
      .executeTakeFirst();
    return row?.up_to_seq ?? 0;
  },
  async records(playIds) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('records')
      .selectAll()
      .where((has) => oneOf(has.ref('play_id'), playIds))
      .orderBy('device_id')
      .orderBy('enrolment')
      .orderBy('seq')
      .execute();
    return rows.map(recordOf);
  },
  async cancelledWithRecords({ areaIds = [], fromAt, limit }) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('planned_airings')
      .selectAll()
      .where('start_at', '>=', fromAt)
      .where('cancelled_at', 'is not', null)
      .where((has) => oneOf(has.ref('area_id'), areaIds))
      .where((has) => has('play_id', 'in', has.selectFrom('records').select('play_id')))
      .orderBy('start_at', 'desc')
      .orderBy('play_id')
      .limit(limit)
      .execute();
    return rows.map(airingOf);
  },
  async recordsOf(id, limit) {
    const rows = await open()
      .db.selectFrom('records')
      .selectAll()
      .where('device_id', '=', id)
      .orderBy('enrolment', 'desc')
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute();
    return rows.map(recordOf);
  },
  async countRecords(id) {
    const row = await open()
      .db.selectFrom('record_counters')
      .select('stored')
      .where('device_id', '=', id)
      .executeTakeFirst();
    return row?.stored ?? 0;
  },
  planned: (query) => plannedAirings(open(), query),
});

export type Ledger = LedgerStore & { readonly writer: GroupWriter<Arrival, RecordsAdded> };

export function ledgerStore(open: () => OpenDatabase): Ledger {
  const writer = createGroupWriter<Arrival, RecordsAdded>((group) =>
    open()
      .db.transaction()
      .execute((db) => storeGroup(db, group)),
  );
  return {
    writer,
    ...readsOf(open),
    addRecords: (id, records, at) => writer.write({ id, records, at }),
  };
}
