/**
 * Watched boxes in SQL — cụm loa và những gì một chẩn đoán cần.
 *
 * One question for a whole province: the newest words and marks, the number of the plan that is
 * wanted, never the plans themselves, which are large.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { WatchedBox, WatchStore } from '../../ports/watch.js';
import type { OpenDatabase } from './dialects.js';
import { createGroupWriter, type GroupWriter } from './group-writer.js';
import type { Tables } from './tables.js';
import { as, fromJsonOrNull, jsonOrNull, text } from './values.js';

export type BoxEventRow = {
  readonly device_id: string;
  readonly at: number;
  readonly kind: string;
  readonly detail: string;
};

type MarkRow = {
  readonly device_id: string;
  readonly gone_at: number | null;
  readonly released_at: number | null;
  readonly last_airing: string | null;
};

export type WatchTables = { box_events: BoxEventRow; box_marks: MarkRow };

type Which = Parameters<WatchStore['boxes']>[0];

function rowsOf({ db, oneOf }: OpenDatabase, { areaIds, ids }: Which) {
  let query = db
    .withTables<WatchTables>()
    .selectFrom('devices')
    .leftJoin('reports', 'reports.device_id', 'devices.id')
    .leftJoin('plans', 'plans.device_id', 'devices.id')
    .leftJoin('plan_marks', (join) =>
      join
        .onRef('plan_marks.device_id', '=', 'plans.device_id')
        .onRef('plan_marks.epoch', '=', 'plans.epoch')
        .onRef('plan_marks.num', '=', 'plans.num'),
    )
    .leftJoin('envelopes', 'envelopes.device_id', 'devices.id')
    .leftJoin('box_marks', 'box_marks.device_id', 'devices.id')
    .select([
      'devices.id',
      'devices.name',
      'devices.area_id',
      'devices.lat',
      'devices.lng',
      'devices.state',
      'devices.created_at',
      'devices.place_kind',
      'reports.online',
      'reports.last_seen_at',
      'reports.status',
      'reports.status_at',
      'reports.ack',
      'plan_marks.epoch',
      'plan_marks.num',
      'plan_marks.hash',
      'plan_marks.published_at',
      'envelopes.num as envelope_num',
      'box_marks.gone_at',
      'box_marks.released_at',
      'box_marks.last_airing',
    ]);
  if (areaIds !== undefined)
    query = query.where((has) => oneOf(has.ref('devices.area_id'), areaIds));
  if (ids !== undefined) query = query.where((has) => oneOf(has.ref('devices.id'), ids));
  return query.orderBy('devices.id').execute();
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

const boxOf = (row: Row): WatchedBox => ({
  device: {
    id: as(row.id),
    name: row.name,
    areaId: as(row.area_id),
    position: row.lat === null || row.lng === null ? null : { lat: row.lat, lng: row.lng },
    state: as(row.state),
    createdAt: row.created_at,
    placeKind: as(row.place_kind),
  },
  patient: {
    state: as(row.state),
    online: row.online === 1,
    lastSeenAt: row.last_seen_at,
    status: fromJsonOrNull(row.status),
    statusAt: row.status_at,
    desired: desiredOf(row),
    envelopeNum: row.envelope_num ?? 0,
    ack: fromJsonOrNull(row.ack),
    goneAt: row.gone_at,
    lastAiring: fromJsonOrNull(row.last_airing),
  },
  releasedAt: row.released_at,
});

function desiredOf({ epoch, num, hash, published_at }: Row): WatchedBox['patient']['desired'] {
  if (epoch === null || num === null || hash === null || published_at === null) return null;
  return { mark: { epoch, num, hash: as(hash) }, publishedAt: published_at };
}

async function note(
  db: Kysely<Tables & WatchTables>,
  [id, events, marks]: Parameters<WatchStore['noteBox']>,
): Promise<void> {
  for (const { deviceId, at, kind, detail } of events) {
    await db
      .insertInto('box_events')
      .values({ device_id: deviceId, at, kind, detail: text(detail) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const set = {
    ...(marks.goneAt !== undefined && { gone_at: marks.goneAt }),
    ...(marks.releasedAt !== undefined && { released_at: marks.releasedAt }),
    ...(marks.lastAiring !== undefined && { last_airing: jsonOrNull(marks.lastAiring) }),
  };
  if (Object.keys(set).length === 0) return;
  await db
    .insertInto('box_marks')
    .values({ device_id: id, gone_at: null, released_at: null, last_airing: null, ...set })
    .onConflict((conflict) => conflict.column('device_id').doUpdateSet(set))
    .execute();
}

type Noted = Parameters<WatchStore['noteBox']>;

type Boxes = Pick<
  WatchStore,
  'noteBox' | 'boxEvents' | 'sweepBoxEvents' | 'boxes' | 'lossesSince' | 'twinsSince'
>;

const counted = (rows: readonly { device_id: string; value: number | string }[]) =>
  new Map(rows.map(({ device_id, value }) => [as<never>(device_id), Number(value)]));

export type WatchedBoxes = Boxes & { readonly writer: GroupWriter<Noted, null> };

/** Farewells come as a flood when a line is cut: what comes together is written together. */
export function watchedBoxesOf(open: () => OpenDatabase): WatchedBoxes {
  const writer = createGroupWriter<Noted, null>(async (group) => {
    await open()
      .db.withTables<WatchTables>()
      .transaction()
      .execute(async (db) => {
        for (const noted of group) await note(db, noted);
      });
    return group.map(() => null);
  });
  return {
    writer,
    noteBox: async (...noted) => {
      await writer.write(noted);
    },
    ...readsOf(open),
  };
}

const readsOf = (open: () => OpenDatabase): Omit<Boxes, 'noteBox'> => ({
  async boxEvents(id, fromAt, limit) {
    const rows = await open()
      .db.withTables<WatchTables>()
      .selectFrom('box_events')
      .selectAll()
      .where('device_id', '=', id)
      .where('at', '>=', fromAt)
      .orderBy('at', 'desc')
      .orderBy('kind')
      .limit(limit)
      .execute();
    return rows.map(({ device_id, at, kind, detail }) => ({
      deviceId: as(device_id),
      at,
      kind: as(kind),
      detail,
    }));
  },
  async sweepBoxEvents(before) {
    const done = await open()
      .db.withTables<WatchTables>()
      .deleteFrom('box_events')
      .where('at', '<', before)
      .executeTakeFirst();
    return Number(done.numDeletedRows);
  },
  boxes: async (which) => (await rowsOf(open(), which)).map(boxOf),
  async lossesSince(fromAt) {
    const rows = await open()
      .db.withTables<WatchTables>()
      .selectFrom('box_events')
      .select(['device_id', 'at'])
      .where('kind', '=', 'gone')
      .where('at', '>=', fromAt)
      .orderBy('at')
      .execute();
    const times = new Map<DeviceId, number[]>();
    for (const { device_id, at } of rows) {
      const id = as<DeviceId>(device_id);
      const known = times.get(id);
      if (known === undefined) times.set(id, [at]);
      else known.push(at);
    }
    return times;
  },
  async twinsSince(codes, fromAt) {
    const rows = await open()
      .db.selectFrom('refusals')
      .select(['device_id', sql<number>`max(at)`.as('value')])
      .where('code', 'in', codes)
      .where('at', '>=', fromAt)
      .groupBy('device_id')
      .execute();
    return counted(rows);
  },
});
