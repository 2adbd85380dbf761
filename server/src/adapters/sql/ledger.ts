/**
 * Ledger in the store — sổ phát: đã định và đã phát.
 *
 * Every play record once, by box and number, and how far each box's numbers reach without a gap:
 * that figure goes back to the box as a receipt, and the box then forgets. So it is said only after
 * the commit. Records that arrive together are committed together.
 */

import type { DeviceId } from '@loaso/shared/ids';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import type { Kysely } from 'kysely';
import type { AiringQuery, LedgerStore } from '../../ports/store.js';
import type { StoredRecord } from '../../ports/store-records.js';
import { airingOf } from './airings.js';
import type { OpenDatabase } from './dialects.js';
import { createGroupWriter, type GroupWriter } from './group-writer.js';
import type { RecordRow, Tables } from './tables.js';
import { as, fromJson, insertable, json } from './values.js';

/** Numbers looked at in one step while the gapless run is extended. */
const RUN_STEP = 1_000;

type Arrival = {
  readonly id: DeviceId;
  readonly records: readonly PlayRecord[];
  readonly at: number;
};
type Stored = { upToSeq: number; added: PlayRecord[] };
type Counter = { readonly enrolment: number; readonly up_to_seq: number };

const recordOf = (row: RecordRow): StoredRecord => ({
  deviceId: as(row.device_id),
  seq: row.seq,
  record: fromJson(row.record),
  receivedAt: row.received_at,
});

/** Creates the counter where there is none, and holds its row until the end of the transaction. */
async function holdCounter(db: Kysely<Tables>, id: DeviceId): Promise<Counter> {
  return await db
    .insertInto('record_counters')
    .values({ device_id: id, enrolment: 1, up_to_seq: 0, stored: 0 })
    .onConflict((conflict) =>
      conflict
        .column('device_id')
        .doUpdateSet((has) => ({ stored: has.ref('record_counters.stored') })),
    )
    .returning(['enrolment', 'up_to_seq'])
    .executeTakeFirstOrThrow();
}

async function insertNew(
  db: Kysely<Tables>,
  enrolment: number,
  { id, records, at }: Arrival,
): Promise<Set<number>> {
  const rows = [...new Map(records.map((record) => [record.seq, record])).values()].map(
    (record): RecordRow => ({
      device_id: id,
      enrolment,
      seq: record.seq,
      play_id: record.playId,
      record: json(record),
      received_at: at,
    }),
  );
  const added = new Set<number>();
  for (const piece of insertable(rows)) {
    const stored = await db
      .insertInto('records')
      .values(piece)
      .onConflict((conflict) => conflict.columns(['device_id', 'enrolment', 'seq']).doNothing())
      .returning('seq')
      .execute();
    for (const { seq } of stored) added.add(seq);
  }
  return added;
}

/** The highest number up to which every record of this enrolment is stored. */
async function runEnd(db: Kysely<Tables>, id: DeviceId, counter: Counter): Promise<number> {
  let end = counter.up_to_seq;
  for (;;) {
    const rows = await db
      .selectFrom('records')
      .select('seq')
      .where('device_id', '=', id)
      .where('enrolment', '=', counter.enrolment)
      .where('seq', '>', end)
      .orderBy('seq')
      .limit(RUN_STEP)
      .execute();
    const before = end;
    for (const { seq } of rows) if (seq === end + 1) end = seq;
    // Ends: each turn passes RUN_STEP stored rows, or finds the gap.
    if (end - before < RUN_STEP) return end;
  }
}

async function store(db: Kysely<Tables>, arrival: Arrival): Promise<Stored> {
  const counter = await holdCounter(db, arrival.id);
  const added = await insertNew(db, counter.enrolment, arrival);
  if (added.size === 0) return { upToSeq: counter.up_to_seq, added: [] };
  const upToSeq = added.has(counter.up_to_seq + 1)
    ? await runEnd(db, arrival.id, counter)
    : counter.up_to_seq;
  await db
    .updateTable('record_counters')
    .set((has) => ({ up_to_seq: upToSeq, stored: has('stored', '+', added.size) }))
    .where('device_id', '=', arrival.id)
    .execute();
  return { upToSeq, added: firstOfEach(arrival.records, added) };
}

/** The records whose numbers were new, in the order of arrival, each once, as they were stored. */
function firstOfEach(records: readonly PlayRecord[], added: ReadonlySet<number>): PlayRecord[] {
  const stored = new Map(records.map((record) => [record.seq, record]));
  return [...stored.values()].filter(({ seq }) => added.has(seq));
}

/** Boxes in one order in every group, so that two servers never wait for each other. */
async function storeGroup(db: Kysely<Tables>, group: readonly Arrival[]): Promise<Stored[]> {
  const results = new Map<Arrival, Stored>();
  const ordered = group.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  for (const arrival of ordered) results.set(arrival, await store(db, arrival));
  return group.map((arrival) => results.get(arrival) as Stored);
}

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

export type Ledger = LedgerStore & { readonly writer: GroupWriter<Arrival, Stored> };

export function ledgerStore(open: () => OpenDatabase): Ledger {
  const writer = createGroupWriter<Arrival, Stored>((group) =>
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
