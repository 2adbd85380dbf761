/**
 * Incidents in SQL — sự cố và lịch bảo trì trong kho.
 *
 * An incident is one row with its course as JSON, and one row for each area, so that a person finds
 * those of their own places. A writer that read an older one changes nothing.
 */
import type { AreaId } from '@loaso/shared/ids';
import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { Incident, Maintenance } from '../../core/fleet/incidents.js';
import type { WatchStore } from '../../ports/watch.js';
import type { OpenDatabase } from './dialects.js';
import type { Tables } from './tables.js';
import { as, fromJson, json, text } from './values.js';

type IncidentRow = {
  readonly id: string;
  readonly opened_at: number;
  readonly resolved_at: number | null;
  readonly revision: number;
  readonly body: string;
};

type MaintenanceRow = {
  readonly id: string;
  readonly area_id: string;
  readonly device_id: string | null;
  readonly from_at: number;
  readonly until_at: number;
  readonly why: string;
  readonly by_id: string;
  readonly created_at: number;
  readonly ended_at: number | null;
};

type IncidentTables = {
  incidents: IncidentRow;
  incident_areas: {
    readonly incident_id: string;
    readonly area_id: string;
    /** Since when it is over there, though not elsewhere. */
    readonly left_at: number | null;
  };
  maintenances: MaintenanceRow;
};

const rowOf = (one: Incident): IncidentRow => ({
  id: one.id,
  opened_at: one.openedAt,
  resolved_at: one.resolvedAt,
  revision: one.revision,
  body: text(json(one)),
});

const incidentOf = ({ body }: { readonly body: string }): Incident => fromJson(body);

async function put(db: Kysely<Tables & IncidentTables>, incident: Incident): Promise<boolean> {
  const row = rowOf(incident);
  const written = await db
    .insertInto('incidents')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet(row)
        .where(sql<boolean>`incidents.revision = ${incident.revision - 1}`),
    )
    .returning('id')
    .executeTakeFirst();
  if (written === undefined) return false;
  await db.deleteFrom('incident_areas').where('incident_id', '=', incident.id).execute();
  const { id, areaIds, left = [] } = incident;
  const areas = [
    ...areaIds.map((area) => ({ incident_id: id, area_id: area, left_at: null })),
    ...left.map(({ areaId, at }) => ({ incident_id: id, area_id: areaId, left_at: at })),
  ];
  if (areas.length === 0) return true;
  await db
    .insertInto('incident_areas')
    .values(areas)
    .onConflict((conflict) => conflict.columns(['incident_id', 'area_id']).doNothing())
    .execute();
  return true;
}

type Incidents = Pick<
  WatchStore,
  'openIncidents' | 'openOrEndedSince' | 'incident' | 'incidents' | 'incidentsIn' | 'putIncident'
>;

/** Those that are open, and those that have ended at or after `at`; oldest first. */
async function endedSince(open: () => OpenDatabase, at: number | null): Promise<Incident[]> {
  const rows = await open()
    .db.withTables<IncidentTables>()
    .selectFrom('incidents')
    .select('body')
    .where((has) => {
      const isOpen = has('resolved_at', 'is', null);
      return at === null ? isOpen : has.or([isOpen, has('resolved_at', '>=', at)]);
    })
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
  return rows.map(incidentOf);
}

/** @param after places where it was over before do not count; null: those where it is over do */
const inAreas = (
  has: ExpressionBuilder<Tables & IncidentTables, 'incidents'>,
  oneOf: OpenDatabase['oneOf'],
  { areaIds, after }: { readonly areaIds: readonly AreaId[]; readonly after: number | null },
) =>
  has
    .selectFrom('incident_areas')
    .select('incident_id')
    .where((of) => oneOf(of.ref('area_id'), areaIds))
    .where((of) => {
      const stays = of('left_at', 'is', null);
      return after === null ? stays : of.or([stays, of('left_at', '>=', after)]);
    });

export const incidentsOf = (open: () => OpenDatabase): Incidents => ({
  openIncidents: () => endedSince(open, null),
  openOrEndedSince: (at) => endedSince(open, at),
  async incident(id) {
    const row = await open()
      .db.withTables<IncidentTables>()
      .selectFrom('incidents')
      .select('body')
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : incidentOf(row);
  },
  async incidents(areaIds, limit) {
    const { db, oneOf } = open();
    const rows = await db
      .withTables<IncidentTables>()
      .selectFrom('incidents')
      .select('body')
      .where((has) =>
        has.or([
          has('id', 'in', inAreas(has, oneOf, { areaIds, after: null })),
          has.and([
            has('resolved_at', 'is not', null),
            has('id', 'in', inAreas(has, oneOf, { areaIds, after: 0 })),
          ]),
        ]),
      )
      .orderBy(sql`case when resolved_at is null then 0 else 1 end`)
      .orderBy('opened_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(incidentOf);
  },
  async incidentsIn({ areaIds, fromAt, toAt, limit }) {
    const { db, oneOf } = open();
    const rows = await db
      .withTables<IncidentTables>()
      .selectFrom('incidents')
      .select('body')
      .where((has) => has('id', 'in', inAreas(has, oneOf, { areaIds, after: fromAt })))
      .where('opened_at', '<', toAt)
      .where((has) => has.or([has('resolved_at', 'is', null), has('resolved_at', '>=', fromAt)]))
      .orderBy('opened_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(incidentOf);
  },
  putIncident: (incident) =>
    open()
      .db.withTables<IncidentTables>()
      .transaction()
      .execute((db) => put(db, incident)),
});

type Maintenances = Pick<
  WatchStore,
  'addMaintenance' | 'maintenances' | 'maintenancesSince' | 'endMaintenance'
>;

const maintenanceOf = (row: MaintenanceRow): Maintenance => ({
  id: row.id,
  areaId: as(row.area_id),
  deviceId: row.device_id === null ? null : as(row.device_id),
  fromAt: row.from_at,
  untilAt: Math.min(row.until_at, row.ended_at ?? row.until_at),
  why: row.why,
  by: as(row.by_id),
  createdAt: row.created_at,
});

export const maintenancesOf = (open: () => OpenDatabase): Maintenances => ({
  async addMaintenance(planned) {
    await open()
      .db.withTables<IncidentTables>()
      .insertInto('maintenances')
      .values({
        id: planned.id,
        area_id: planned.areaId,
        device_id: planned.deviceId,
        from_at: planned.fromAt,
        until_at: planned.untilAt,
        why: text(planned.why),
        by_id: planned.by,
        created_at: planned.createdAt,
        ended_at: null,
      })
      .execute();
  },
  async maintenances(now) {
    const rows = await open()
      .db.withTables<IncidentTables>()
      .selectFrom('maintenances')
      .selectAll()
      .where('ended_at', 'is', null)
      .where('until_at', '>', now)
      .orderBy('from_at')
      .orderBy('id')
      .execute();
    return rows.map(maintenanceOf);
  },
  async maintenancesSince(at) {
    const rows = await open()
      .db.withTables<IncidentTables>()
      .selectFrom('maintenances')
      .selectAll()
      .where('until_at', '>', at)
      .where((has) => has.or([has('ended_at', 'is', null), has('ended_at', '>', at)]))
      .orderBy('from_at')
      .orderBy('id')
      .execute();
    return rows.map(maintenanceOf);
  },
  async endMaintenance(id, at) {
    const row = await open()
      .db.withTables<IncidentTables>()
      .updateTable('maintenances')
      .set({ ended_at: at })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  },
});
