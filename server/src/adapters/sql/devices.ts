/**
 * Devices in the store — cụm loa và mã đăng ký.
 *
 * Who the boxes are, and the one exchange in which a box gets its key known. A used or expired code
 * opens nothing, also when two boxes try it at the same instant.
 */
import type { Kysely, Updateable } from 'kysely';
import type { FleetStore } from '../../ports/store.js';
import type { PlaceAsked, StoredDevice, StoredTicket } from '../../ports/store-records.js';
import type { OpenDatabase } from './dialects.js';
import type { DeviceRow, Tables, TicketRow } from './tables.js';
import { as, insertable, text } from './values.js';

const deviceRow = (device: StoredDevice): DeviceRow => ({
  id: device.id,
  name: text(device.name),
  area_id: device.areaId,
  lat: device.position?.lat ?? null,
  lng: device.position?.lng ?? null,
  state: device.state,
  public_key: device.publicKey,
  secret_hash: device.secretHash,
  created_at: device.createdAt,
  place_kind: device.placeKind,
  ...askedRow(device.placeAsked ?? null),
});

const askedRow = (asked: PlaceAsked | null) => ({
  asked_kind: asked?.kind ?? null,
  asked_by: asked?.by ?? null,
  asked_at: asked?.at ?? null,
});

const askedOf = ({ asked_kind, asked_by, asked_at }: DeviceRow): PlaceAsked | null =>
  asked_kind === null || asked_by === null || asked_at === null
    ? null
    : { kind: as(asked_kind), by: as(asked_by), at: Number(asked_at) };

const deviceOf = (row: DeviceRow): StoredDevice => {
  const placeAsked = askedOf(row);
  return { ...plainOf(row), ...(placeAsked === null ? {} : { placeAsked }) };
};

const plainOf = (row: DeviceRow): StoredDevice => ({
  id: as(row.id),
  name: row.name,
  areaId: as(row.area_id),
  position: row.lat === null || row.lng === null ? null : { lat: row.lat, lng: row.lng },
  state: as(row.state),
  publicKey: row.public_key,
  secretHash: row.secret_hash,
  createdAt: row.created_at,
  placeKind: as(row.place_kind),
});

type DeviceChange = Parameters<FleetStore['changeDevice']>[1];

const deviceChange = (change: DeviceChange): Updateable<DeviceRow> => ({
  ...(change.name !== undefined && { name: text(change.name) }),
  ...(change.areaId !== undefined && { area_id: change.areaId }),
  ...(change.position !== undefined && {
    lat: change.position?.lat ?? null,
    lng: change.position?.lng ?? null,
  }),
  ...(change.placeKind !== undefined && { place_kind: change.placeKind }),
  ...(change.placeAsked !== undefined && askedRow(change.placeAsked)),
  ...(change.state !== undefined && { state: change.state }),
  ...(change.publicKey !== undefined && { public_key: change.publicKey }),
  ...(change.secretHash !== undefined && { secret_hash: change.secretHash }),
});

type Devices = Pick<
  FleetStore,
  'addDevice' | 'addDevices' | 'device' | 'devices' | 'changeDevice' | 'settlePlace'
>;

export const devicesOf = (open: () => OpenDatabase): Devices => ({
  async addDevice(device) {
    const row = await open()
      .db.insertInto('devices')
      .values(deviceRow(device))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  },
  addDevices: (devices) =>
    open()
      .db.transaction()
      .execute(async (db) => {
        for (const piece of insertable(devices.map(deviceRow))) {
          await db.insertInto('devices').values(piece).execute();
        }
      }),
  async device(id) {
    const row = await open()
      .db.selectFrom('devices')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : deviceOf(row);
  },
  async devices(areaIds) {
    const { db, oneOf } = open();
    let query = db.selectFrom('devices').selectAll();
    if (areaIds !== undefined) query = query.where((has) => oneOf(has.ref('area_id'), areaIds));
    return (await query.orderBy('id').execute()).map(deviceOf);
  },
  async changeDevice(id, change) {
    const set = deviceChange(change);
    if (Object.keys(set).length === 0) return;
    await open().db.updateTable('devices').set(set).where('id', '=', id).execute();
  },
  async settlePlace(id, askedAt, placeKind) {
    const row = await open()
      .db.updateTable('devices')
      .set({ place_kind: placeKind, ...askedRow(null) })
      .where('id', '=', id)
      .where('asked_at', '=', askedAt)
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  },
});

const ticketRow = (ticket: StoredTicket): TicketRow => ({
  code_hash: ticket.codeHash,
  device_id: ticket.deviceId,
  expires_at: ticket.expiresAt,
  tries_left: ticket.triesLeft,
  used_at: ticket.usedAt,
});

const ticketOf = (row: TicketRow): StoredTicket => ({
  codeHash: row.code_hash,
  deviceId: as(row.device_id),
  expiresAt: row.expires_at,
  triesLeft: row.tries_left,
  usedAt: row.used_at,
});

/** Thrown inside the transaction of an enrolment to undo it; never leaves this file. */
class EnrolmentRefused extends Error {}

type Key = Parameters<FleetStore['enrolDevice']>[1];

async function enrol(db: Kysely<Tables>, codeHash: string, key: Key): Promise<void> {
  const ticket = await db
    .updateTable('tickets')
    .set({ used_at: key.at })
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', key.at)
    .where('tries_left', '>', 0)
    .returning('device_id')
    .executeTakeFirst();
  if (ticket === undefined) throw new EnrolmentRefused();
  const before = await db
    .selectFrom('devices')
    .select('public_key')
    .where('id', '=', ticket.device_id)
    .executeTakeFirst();
  const enrolled = await db
    .updateTable('devices')
    .set({ public_key: key.publicKey, secret_hash: key.secretHash, state: 'enrolled' })
    .where('id', '=', ticket.device_id)
    .where('state', '<>', 'revoked')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('devices as other')
            .select('other.id')
            .where('other.public_key', '=', key.publicKey)
            .where('other.id', '<>', ticket.device_id),
        ),
      ),
    )
    .returning('id')
    .executeTakeFirst();
  if (enrolled === undefined) throw new EnrolmentRefused();
  if (before?.public_key !== key.publicKey) await beginCounting(db, ticket.device_id);
}

/** A box with a new key has a new journal: its numbers begin again, beside the old ones. */
async function beginCounting(db: Kysely<Tables>, deviceId: string): Promise<void> {
  await db
    .insertInto('record_counters')
    .values({ device_id: deviceId, enrolment: 1, up_to_seq: 0, highest_seq: 0, stored: 0 })
    .onConflict((conflict) =>
      conflict.column('device_id').doUpdateSet((has) => ({
        enrolment: has('record_counters.enrolment', '+', 1),
        up_to_seq: 0,
        highest_seq: 0,
      })),
    )
    .execute();
}

type Tickets = Pick<
  FleetStore,
  'putTicket' | 'ticketByHash' | 'openTicket' | 'removeOpenTickets' | 'enrolDevice'
>;

export const ticketsOf = (open: () => OpenDatabase): Tickets => ({
  async putTicket(ticket) {
    const { code_hash, ...set } = ticketRow(ticket);
    await open()
      .db.transaction()
      .execute(async (db) => {
        // A box has one open code: a new one shuts the older.
        await db
          .deleteFrom('tickets')
          .where('device_id', '=', ticket.deviceId)
          .where('code_hash', '<>', code_hash)
          .where('used_at', 'is', null)
          .execute();
        await db
          .insertInto('tickets')
          .values({ code_hash, ...set })
          .onConflict((conflict) => conflict.column('code_hash').doUpdateSet(set))
          .execute();
      });
  },
  async ticketByHash(codeHash) {
    const row = await open()
      .db.selectFrom('tickets')
      .selectAll()
      .where('code_hash', '=', codeHash)
      .executeTakeFirst();
    return row === undefined ? null : ticketOf(row);
  },
  async openTicket(id, at) {
    const row = await open()
      .db.selectFrom('tickets')
      .selectAll()
      .where('device_id', '=', id)
      .where('used_at', 'is', null)
      .where('expires_at', '>', at)
      .where('tries_left', '>', 0)
      .executeTakeFirst();
    return row === undefined ? null : ticketOf(row);
  },
  async removeOpenTickets(id) {
    const removed = await open()
      .db.deleteFrom('tickets')
      .where('device_id', '=', id)
      .where('used_at', 'is', null)
      .returning('code_hash')
      .execute();
    return removed.length > 0;
  },
  async enrolDevice(codeHash, change) {
    try {
      await open()
        .db.transaction()
        .execute((db) => enrol(db, codeHash, change));
      return true;
    } catch (cause) {
      if (cause instanceof EnrolmentRefused) return false;
      throw cause;
    }
  },
});
