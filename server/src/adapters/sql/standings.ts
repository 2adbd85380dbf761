/**
 * Standings in SQL — cụm loa và lời mới nhất của từng cụm.
 *
 * One question for a whole province; the plans themselves, which are large, stay where they are.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { RegistryStore, Standing } from '../../ports/registry.js';
import type { OpenDatabase } from './dialects.js';
import { as, fromJsonOrNull } from './values.js';

type Standings = Pick<RegistryStore, 'standings' | 'shutOutAt'>;

const rowsOf = ({ db }: OpenDatabase) =>
  db
    .selectFrom('devices')
    .leftJoin('reports', 'reports.device_id', 'devices.id')
    .leftJoin('plans', 'plans.device_id', 'devices.id')
    .leftJoin('envelopes', 'envelopes.device_id', 'devices.id')
    .select([
      'devices.id',
      'devices.name',
      'devices.area_id',
      'devices.lat',
      'devices.lng',
      'devices.state',
      'devices.created_at',
      'reports.online',
      'reports.last_seen_at',
      'reports.status',
      'reports.status_at',
      'plans.epoch',
      'plans.num',
      'plans.hash',
      'plans.published_at',
      'envelopes.num as envelope_num',
    ])
    .orderBy('devices.id')
    .execute();

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

const standingOf = (row: Row): Standing => ({
  device: {
    id: as(row.id),
    name: row.name,
    areaId: as(row.area_id),
    position: row.lat === null || row.lng === null ? null : { lat: row.lat, lng: row.lng },
    state: as(row.state),
    createdAt: row.created_at,
  },
  known: {
    state: as(row.state),
    online: row.online === 1,
    lastSeenAt: row.last_seen_at,
    status: fromJsonOrNull(row.status),
    statusAt: row.status_at,
    desired: desiredOf(row),
    envelopeNum: row.envelope_num ?? 0,
  },
});

function desiredOf({ epoch, num, hash, published_at }: Row): Standing['known']['desired'] {
  if (epoch === null || num === null || hash === null || published_at === null) return null;
  return { mark: { epoch, num, hash } as never, publishedAt: published_at };
}

export const standingsOf = (open: () => OpenDatabase): Standings => ({
  async standings() {
    return (await rowsOf(open())).map(standingOf);
  },
  async shutOutAt(ids) {
    const { db, oneOf } = open();
    const targets = ids.map((id) => `device:${id}`);
    const rows = await db
      .selectFrom('audit')
      .select(['target'])
      .select(({ fn }) => fn.max('at').as('at'))
      .where('act', '=', 'device.revoke')
      .where((has) => oneOf(has.ref('target'), targets))
      .groupBy('target')
      .execute();
    return new Map(
      rows.map(({ target, at }) => [target.replace(/^device:/, '') as DeviceId, Number(at)]),
    );
  },
});
