/**
 * Reports in the store — lời báo mới nhất của cụm.
 *
 * One row per box with its newest status, acknowledgement and presence, never a row per heartbeat.
 * An older word that arrives late does not replace a newer one. Refusals are kept, the newest few.
 */

import type { DeviceId } from '@loaso/shared/ids';
import type { Status } from '@loaso/shared/wire/status';
import { type Kysely, sql } from 'kysely';
import type { FleetStore } from '../../ports/store.js';
import type { StoredRefusal, StoredReport } from '../../ports/store-records.js';
import type { OpenDatabase } from './dialects.js';
import { createGroupWriter, type GroupWriter } from './group-writer.js';
import type { ReportRow, Tables } from './tables.js';
import { as, flag, fromJsonOrNull, insertable, json, text } from './values.js';

const REFUSALS_PER_BOX = 200;

const reportOf = (row: ReportRow): StoredReport => ({
  deviceId: as(row.device_id),
  online: row.online === 1,
  lastSeenAt: row.last_seen_at,
  bootId: row.boot_id,
  status: fromJsonOrNull(row.status),
  statusAt: row.status_at,
  ack: fromJsonOrNull(row.ack),
  ackAt: row.ack_at,
});

const silent = (deviceId: string): ReportRow => ({
  device_id: deviceId,
  online: 0,
  last_seen_at: null,
  boot_id: null,
  status: null,
  status_at: null,
  ack: null,
  ack_at: null,
});

type HeardStatus = { readonly id: DeviceId; readonly status: Status; readonly at: number };

/** The newest of each box; a second one in the same group says nothing more. */
function newestOfEach(heard: readonly HeardStatus[]): ReportRow[] {
  const newest = new Map<string, HeardStatus>();
  for (const one of heard) {
    const other = newest.get(one.id);
    if (other === undefined || other.at <= one.at) newest.set(one.id, one);
  }
  return [...newest.values()].map(({ id, status, at }) => ({
    ...silent(id),
    last_seen_at: at,
    boot_id: status.bootId,
    status: json(status),
    status_at: at,
  }));
}

async function writeStatuses(db: Kysely<Tables>, heard: readonly HeardStatus[]): Promise<void> {
  for (const piece of insertable(newestOfEach(heard))) {
    await db
      .insertInto('reports')
      .values(piece)
      .onConflict((conflict) =>
        conflict
          .column('device_id')
          .doUpdateSet((has) => ({
            status: has.ref('excluded.status'),
            status_at: has.ref('excluded.status_at'),
            boot_id: has.ref('excluded.boot_id'),
            last_seen_at: laterSeen(),
          }))
          .where(sql<boolean>`excluded.status_at >= coalesce(reports.status_at, 0)`),
      )
      .execute();
  }
}

const laterSeen = () =>
  sql<number>`case when excluded.last_seen_at >= coalesce(reports.last_seen_at, 0)
    then excluded.last_seen_at else reports.last_seen_at end`;

async function writePresence(
  db: Kysely<Tables>,
  id: DeviceId,
  word: { online: boolean; bootId: string | null; at: number },
): Promise<void> {
  const online = flag(word.online);
  await db
    .insertInto('reports')
    .values({
      ...silent(id),
      online,
      boot_id: word.bootId,
      // Going away is said by the broker, not by the box: it is no sign of life.
      last_seen_at: word.online ? word.at : null,
    })
    .onConflict((conflict) =>
      conflict.column('device_id').doUpdateSet({
        online,
        ...(word.bootId !== null && { boot_id: word.bootId }),
        ...(word.online && { last_seen_at: laterSeen() }),
      }),
    )
    .execute();
}

async function writeRefusals(
  db: Kysely<Tables>,
  id: DeviceId,
  refusals: Parameters<FleetStore['addRefusals']>[1],
): Promise<void> {
  const rows = refusals.map(({ at, what, code, detail }) => ({
    device_id: id,
    at,
    what,
    code: text(code),
    detail: text(detail),
  }));
  for (const piece of insertable(rows)) {
    await db
      .insertInto('refusals')
      .values(piece)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await sql`delete from refusals where device_id = ${id} and (at, what, code) < (
    select at, what, code from refusals where device_id = ${id}
    order by at desc, what desc, code desc limit 1 offset ${REFUSALS_PER_BOX - 1})`.execute(db);
}

type Reports = Pick<
  FleetStore,
  | 'report'
  | 'reports'
  | 'putStatus'
  | 'putAck'
  | 'setOnline'
  | 'bootIds'
  | 'addRefusals'
  | 'refusals'
>;

type Reads = Pick<Reports, 'report' | 'reports' | 'bootIds' | 'refusals'>;

const readsOf = (open: () => OpenDatabase): Reads => ({
  async report(id) {
    const row = await open()
      .db.selectFrom('reports')
      .selectAll()
      .where('device_id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : reportOf(row);
  },
  async reports(ids) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('reports')
      .selectAll()
      .where((has) => oneOf(has.ref('device_id'), ids))
      .orderBy('device_id')
      .execute();
    return rows.map(reportOf);
  },
  async bootIds(ids) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('reports')
      .select(['device_id', 'boot_id'])
      .where((has) => oneOf(has.ref('device_id'), ids))
      .execute();
    const found = new Map<DeviceId, string>();
    for (const { device_id, boot_id } of rows)
      if (boot_id !== null) found.set(as(device_id), boot_id);
    return found;
  },
  async refusals(id, limit) {
    const rows = await open()
      .db.selectFrom('refusals')
      .selectAll()
      .where('device_id', '=', id)
      .orderBy('at', 'desc')
      .orderBy('what', 'desc')
      .orderBy('code', 'desc')
      .limit(limit)
      .execute();
    return rows.map(
      ({ device_id, at, what, code, detail }): StoredRefusal => ({
        deviceId: as(device_id),
        at: at as StoredRefusal['at'],
        what: as(what),
        code,
        detail,
      }),
    );
  },
});

export type ReportStore = Reports & { readonly writer: GroupWriter<HeardStatus, null> };

export function reportsOf(open: () => OpenDatabase): ReportStore {
  const writer = createGroupWriter<HeardStatus, null>(async (heard) => {
    await open()
      .db.transaction()
      .execute((db) => writeStatuses(db, heard));
    return heard.map(() => null);
  });
  return {
    writer,
    ...readsOf(open),
    async putStatus(id, status, at) {
      await writer.write({ id, status, at });
    },
    async putAck(id, ack, at) {
      const set = { ack: json(ack), ack_at: at, last_seen_at: at };
      await open()
        .db.insertInto('reports')
        .values({ ...silent(id), ...set })
        .onConflict((conflict) =>
          conflict
            .column('device_id')
            .doUpdateSet({ ...set, last_seen_at: laterSeen() })
            .where(sql<boolean>`excluded.ack_at >= coalesce(reports.ack_at, 0)`),
        )
        .execute();
    },
    setOnline: (id, online, bootId, at) => writePresence(open().db, id, { online, bootId, at }),
    async addRefusals(id, refusals) {
      if (refusals.length === 0) return;
      await open()
        .db.transaction()
        .execute((db) => writeRefusals(db, id, refusals));
    },
  };
}
