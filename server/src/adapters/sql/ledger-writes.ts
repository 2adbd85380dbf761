/**
 * Writing play records — ghi nhật ký phát.
 *
 * Every record once, by box and number, and how far each box's numbers reach without a gap: that
 * figure goes back to the box as a receipt, and the box then forgets. A whole group of messages takes
 * three statements (one more for each box that repeats itself), so that a province coming back from a power cut is taken in within seconds.
 */
import { type DeviceId, partsOfPlayId } from '@loaso/shared/ids';
import { instant, localDateOf } from '@loaso/shared/time';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import type { Kysely } from 'kysely';
import type { RecordsAdded, Unlike } from '../../core/fleet/record-twins.js';
import { makeStale } from './aired.js';
import type { Tables } from './tables.js';
import type { CounterRow, RecordRow } from './tables-ledger.js';
import { fromJson, insertable, json } from './values.js';

/** Numbers looked at in one step while a gapless run is extended. */
const RUN_STEP = 1_000;

export type Arrival = {
  readonly id: DeviceId;
  readonly records: readonly PlayRecord[];
  readonly at: number;
};

type Counters = ReadonlyMap<string, CounterRow>;

const keyOf = (deviceId: string, seq: number): string => `${deviceId} ${seq}`;

/**
 * Creates the counters where there are none, and holds their rows until the end of the transaction;
 * in the order of their names, so that two servers never wait for each other.
 */
async function holdCounters(db: Kysely<Tables>, ids: readonly string[]): Promise<Counters> {
  const found = new Map<string, CounterRow>();
  const fresh = ids.map((id) => ({
    device_id: id,
    enrolment: 1,
    up_to_seq: 0,
    highest_seq: 0,
    stored: 0,
  }));
  for (const piece of insertable(fresh)) {
    const rows = await db
      .insertInto('record_counters')
      .values(piece)
      .onConflict((conflict) =>
        conflict
          .column('device_id')
          .doUpdateSet((has) => ({ stored: has.ref('record_counters.stored') })),
      )
      .returningAll()
      .execute();
    for (const row of rows) found.set(row.device_id, row);
  }
  return found;
}

/** @returns the keys of what was not stored before; under one number the first that came is kept */
async function insertNew(
  db: Kysely<Tables>,
  group: readonly Arrival[],
  counters: Counters,
): Promise<Set<string>> {
  const rows = new Map<string, RecordRow>();
  for (const { id, records, at } of group) {
    const enrolment = counters.get(id)?.enrolment ?? 1;
    for (const record of records) {
      const key = keyOf(id, record.seq);
      if (rows.has(key)) continue;
      rows.set(key, {
        device_id: id,
        enrolment,
        seq: record.seq,
        play_id: record.playId,
        record: json(record),
        received_at: at,
      });
    }
  }
  const added = new Set<string>();
  for (const piece of insertable([...rows.values()])) {
    const stored = await db
      .insertInto('records')
      .values(piece)
      .onConflict((conflict) => conflict.columns(['device_id', 'enrolment', 'seq']).doNothing())
      .returning(['device_id', 'seq'])
      .execute();
    for (const { device_id, seq } of stored) added.add(keyOf(device_id, seq));
  }
  return added;
}

/** What came under a number that was taken, where it is not written as what is kept there. */
async function unlikeKept(
  db: Kysely<Tables>,
  { device_id, enrolment }: CounterRow,
  again: readonly PlayRecord[],
): Promise<Unlike[]> {
  const kept = new Map<number, string>();
  for (const piece of insertable([...new Set(again.map(({ seq }) => seq))])) {
    const rows = await db
      .selectFrom('records')
      .select(['seq', 'record'])
      .where('device_id', '=', device_id)
      .where('enrolment', '=', enrolment)
      .where('seq', 'in', piece)
      .execute();
    for (const { seq, record } of rows) kept.set(seq, record);
  }
  return again.flatMap((told) => {
    const before = kept.get(told.seq);
    return before === undefined || before === json(told) ? [] : [{ told, kept: fromJson(before) }];
  });
}

/** The number up to which every record of this enrolment is stored, looked up row by row. */
async function runEnd(db: Kysely<Tables>, counter: CounterRow): Promise<number> {
  let end = counter.up_to_seq;
  for (;;) {
    const rows = await db
      .selectFrom('records')
      .select('seq')
      .where('device_id', '=', counter.device_id)
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

async function advance(
  db: Kysely<Tables>,
  counter: CounterRow,
  added: readonly number[],
): Promise<CounterRow> {
  const fresh = new Set(added);
  let end = counter.up_to_seq;
  while (fresh.has(end + 1)) end += 1;
  // Where there was a gap before, rows behind it may continue the run.
  const hadGap = counter.highest_seq > counter.up_to_seq;
  return {
    ...counter,
    up_to_seq: hadGap && end > counter.up_to_seq ? await runEnd(db, counter) : end,
    highest_seq: added.reduce((most, seq) => Math.max(most, seq), counter.highest_seq),
    stored: counter.stored + added.length,
  };
}

async function putCounters(db: Kysely<Tables>, rows: readonly CounterRow[]): Promise<void> {
  for (const piece of insertable(rows)) {
    await db
      .insertInto('record_counters')
      .values(piece)
      .onConflict((conflict) =>
        conflict.column('device_id').doUpdateSet((has) => ({
          up_to_seq: has.ref('excluded.up_to_seq'),
          highest_seq: has.ref('excluded.highest_seq'),
          stored: has.ref('excluded.stored'),
        })),
      )
      .execute();
  }
}

/** The days whose airings the records tell of. */
const daysOf = (records: readonly PlayRecord[]) => [
  ...new Set(records.map(({ playId }) => localDateOf(instant(partsOfPlayId(playId).startAtMs)))),
];

/** Stores all messages of a group inside the caller's transaction; answers in their order. */
export async function storeGroup(
  db: Kysely<Tables>,
  group: readonly Arrival[],
): Promise<RecordsAdded[]> {
  const ids = [...new Set<string>(group.map(({ id }) => id))].sort();
  const counters = await holdCounters(db, ids);
  const added = await insertNew(db, group, counters);
  const claimed = group.map(({ id, records }) =>
    records.filter(({ seq }) => added.delete(keyOf(id, seq))),
  );
  await makeStale(db, daysOf(claimed.flat()));
  const next = new Map(counters);
  for (const [id, counter] of counters) {
    const mine = claimed.flatMap((records, index) => (group[index]?.id === id ? records : []));
    if (mine.length === 0) continue;
    next.set(
      id,
      await advance(
        db,
        counter,
        mine.map(({ seq }) => seq),
      ),
    );
  }
  await putCounters(
    db,
    [...next.values()].filter((row) => row !== counters.get(row.device_id)),
  );
  const stored: RecordsAdded[] = [];
  for (const [index, { id, records }] of group.entries()) {
    const mine = new Set(claimed[index]);
    const again = records.filter((record) => !mine.has(record));
    const counter = next.get(id);
    const unlike = counter === undefined ? [] : await unlikeKept(db, counter, again);
    stored.push({ upToSeq: counter?.up_to_seq ?? 0, added: [...mine], unlike });
  }
  return stored;
}
