/**
 * Emergencies in the store — lệnh khẩn và kết quả từng cụm.
 *
 * A change of state names the states it may come from, so that two people, or a person and the
 * ticker, never both win. What boxes have said is written for many boxes at once.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { ExpressionBuilder, Insertable, Kysely, Updateable } from 'kysely';
import type {
  EmergencyStore,
  StoredEmergency,
  StoredEmergencyBox,
} from '../../ports/emergencies.js';
import { airingRow } from './airings.js';
import type { OpenDatabase } from './dialects.js';
import { putAirings } from './plans.js';
import type { EmergencyBoxRow, EmergencyRow, Tables } from './tables.js';
import { as, fromJson, fromJsonOrNull, insertable, json, jsonOrNull, text } from './values.js';

const rowOf = (one: StoredEmergency): EmergencyRow => ({
  id: one.id,
  kind: one.kind,
  path: one.path,
  state: one.state,
  bulletin_id: one.bulletinId,
  area_ids: json(one.areaIds),
  station_ids: one.stationIds === undefined ? null : json(one.stationIds),
  message: text(json(one.message)),
  content_hash: one.contentHash,
  devices: one.devices,
  created_by: json(one.createdBy),
  created_at: one.createdAt,
  second: jsonOrNull(one.second),
  due_at: one.dueAt,
  confirmed_at: one.confirmedAt,
  sent_at: one.sentAt,
  stopped_by: one.stoppedBy,
  stopped_at: one.stoppedAt,
  corrects: one.corrects,
  why: one.why === null ? null : text(one.why),
  counts: json(one.counts),
});

const emergencyOf = (row: EmergencyRow): StoredEmergency => ({
  id: as(row.id),
  kind: as(row.kind),
  path: as(row.path),
  state: as(row.state),
  bulletinId: as(row.bulletin_id),
  areaIds: fromJson(row.area_ids),
  ...(row.station_ids === null ? {} : { stationIds: fromJson(row.station_ids) }),
  message: fromJson(row.message),
  contentHash: as(row.content_hash),
  devices: row.devices,
  createdBy: fromJson(row.created_by),
  createdAt: row.created_at,
  second: fromJsonOrNull(row.second),
  dueAt: row.due_at,
  confirmedAt: row.confirmed_at,
  sentAt: row.sent_at,
  stoppedBy: row.stopped_by,
  stoppedAt: row.stopped_at,
  corrects: row.corrects === null ? null : as(row.corrects),
  why: row.why,
  counts: fromJson(row.counts),
});

type Change = Parameters<EmergencyStore['changeEmergency']>[2];

/** The columns of the fields that `change` names. */
function columnsOf(change: Change): Updateable<EmergencyRow> {
  const { message, createdBy, second, counts, ...plain } = change;
  const columns: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(plain)) {
    columns[name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)] =
      typeof value === 'string' ? text(value) : value;
  }
  for (const [name, value] of Object.entries({ message, created_by: createdBy, second, counts })) {
    if (value !== undefined) columns[name] = jsonOrNull(value);
  }
  return columns;
}

const boxRow = (id: string, box: StoredEmergencyBox): EmergencyBoxRow => ({
  emergency_id: id,
  device_id: box.deviceId,
  area_id: box.areaId,
  boot_id: box.bootId,
  sealed: box.sealed,
  word: text(json(box.word)),
});

const boxOf = (row: EmergencyBoxRow): StoredEmergencyBox => ({
  deviceId: as(row.device_id),
  areaId: as(row.area_id),
  bootId: row.boot_id,
  sealed: row.sealed,
  word: fromJson(row.word),
});

async function putBoxes(db: Kysely<Tables>, rows: readonly EmergencyBoxRow[]): Promise<void> {
  for (const piece of insertable(rows)) {
    const values: Insertable<EmergencyBoxRow>[] = piece;
    await db
      .insertInto('emergency_boxes')
      .values(values)
      .onConflict((conflict) =>
        conflict.columns(['emergency_id', 'device_id']).doUpdateSet((has) => ({
          boot_id: has.ref('excluded.boot_id'),
          sealed: has.ref('excluded.sealed'),
          word: has.ref('excluded.word'),
        })),
      )
      .execute();
  }
}

const inAreas = (
  has: ExpressionBuilder<Tables, 'emergencies'>,
  oneOf: OpenDatabase['oneOf'],
  areaIds: readonly AreaId[],
) =>
  has
    .selectFrom('emergency_areas')
    .select('emergency_id')
    .where((of) => oneOf(of.ref('area_id'), areaIds));

async function listed(
  { db, oneOf }: OpenDatabase,
  { states, areaIds, limit }: Parameters<EmergencyStore['emergencies']>[0],
): Promise<StoredEmergency[]> {
  let query = db
    .selectFrom('emergencies')
    .selectAll()
    .where((has) => oneOf(has.ref('state'), states));
  if (areaIds !== undefined) {
    query = query.where((has) => has('id', 'in', inAreas(has, oneOf, areaIds)));
  }
  const newestFirst = query.orderBy('created_at', 'desc').orderBy('id', 'desc');
  return (await newestFirst.limit(limit).execute()).map(emergencyOf);
}

/** What reports of a period read. */
const reportsOf = (
  open: () => OpenDatabase,
): Pick<EmergencyStore, 'emergenciesIn' | 'emergencyWords'> => ({
  async emergenciesIn({ areaIds, fromAt, toAt, limit }) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('emergencies')
      .selectAll()
      .where((has) => has('id', 'in', inAreas(has, oneOf, areaIds)))
      .where('created_at', '>=', fromAt)
      .where('created_at', '<', toAt)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(emergencyOf);
  },
  async emergencyWords(id, areaIds) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('emergency_boxes')
      .select(['device_id', 'area_id', 'word'])
      .where('emergency_id', '=', id)
      .where((has) => oneOf(has.ref('area_id'), areaIds))
      .orderBy('device_id')
      .execute();
    return rows.map(({ device_id, area_id, word }) => ({
      ...{ deviceId: as(device_id), areaId: as(area_id), word: fromJson(word) },
    }));
  },
});

export const emergencyStore = (open: () => OpenDatabase): EmergencyStore => ({
  async addEmergency(emergency) {
    const areas = emergency.areaIds.map((area_id) => ({ emergency_id: emergency.id, area_id }));
    await open()
      .db.transaction()
      .execute(async (db) => {
        await db.insertInto('emergencies').values(rowOf(emergency)).execute();
        for (const piece of insertable(areas)) {
          await db.insertInto('emergency_areas').values(piece).execute();
        }
      });
  },
  async emergency(id) {
    const row = await open()
      .db.selectFrom('emergencies')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : emergencyOf(row);
  },
  async changeEmergency(id, from, change) {
    const { db, oneOf } = open();
    const row = await db
      .updateTable('emergencies')
      .set(columnsOf(change))
      .where('id', '=', id)
      .where((has) => oneOf(has.ref('state'), from))
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  },
  emergencies: (query) => listed(open(), query),
  async putEmergencyBoxes(id, boxes, airings) {
    await open()
      .db.transaction()
      .execute(async (db) => {
        await putBoxes(
          db,
          boxes.map((box) => boxRow(id, box)),
        );
        await putAirings(db, airings.map(airingRow));
      });
  },
  async emergencyBoxes(id) {
    const rows = await open()
      .db.selectFrom('emergency_boxes')
      .selectAll()
      .where('emergency_id', '=', id)
      .orderBy('device_id')
      .execute();
    return rows.map(boxOf);
  },
  ...reportsOf(open),
});
