/**
 * Routes of incidents — sự cố, việc hôm nay, bảo trì, trục thời gian.
 *
 * Rows only: what they do is in the flows.
 */
import { DeviceId, IncidentId } from '@loaso/shared/ids';
import {
  BoxMoment,
  Incident,
  IncidentAct,
  IncidentDetail,
  Maintenance,
  NewMaintenance,
  WorkItem,
} from '@loaso/shared/wire/http/incidents';
import { z } from 'zod';
import type { WatchFlows } from '../../flows/watch-flows.js';
import { ANYONE, TECHNICAL } from './roles.js';
import { type Route, route } from './route.js';

const byIncident = z.object({ incidentId: IncidentId });
const planned = {
  reply: z.object({ maintenances: z.array(Maintenance) }),
  shape: (maintenances: Maintenance[]) => ({ maintenances }),
};

export function incidentRoutes(watch: WatchFlows): Route[] {
  return [...seeingRoutes(watch), ...actingRoutes(watch), ...maintenanceRoutes(watch)];
}

function seeingRoutes(watch: WatchFlows): Route[] {
  return [
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/incidents',
        summary: 'Incidents of the area, open ones first',
        reply: z.object({ incidents: z.array(Incident) }),
        shape: (incidents: Incident[]) => ({ incidents }),
      },
      (actor) => watch.incidents(actor),
    ),
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/incidents/:incidentId',
        summary: 'One incident with its boxes',
        params: byIncident,
        reply: IncidentDetail,
      },
      (actor, { params }) => watch.incident(actor, params.incidentId),
    ),
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/work',
        summary: 'Work of the day for technicians, the most needed first',
        reply: z.object({ items: z.array(WorkItem) }),
        shape: (items: WorkItem[]) => ({ items }),
      },
      (actor) => watch.workList(actor),
    ),
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/devices/:deviceId/axis',
        summary: 'What happened at a box, newest first',
        params: z.object({ deviceId: DeviceId }),
        query: z.object({ days: z.coerce.number().int().min(1).max(31).default(7) }),
        reply: z.object({ moments: z.array(BoxMoment) }),
        shape: (moments: BoxMoment[]) => ({ moments }),
      },
      (actor, { params, query }) => watch.timeAxis(actor, params.deviceId, query.days),
    ),
  ];
}

function actingRoutes(watch: WatchFlows): Route[] {
  return [
    route(
      TECHNICAL,
      {
        method: 'post',
        path: '/api/incidents/:incidentId/act',
        summary:
          'Acknowledge an incident, take it, give it to somebody, leave it, or note something',
        params: byIncident,
        body: IncidentAct,
        reply: IncidentDetail,
      },
      (actor, { params, body }) => watch.actOnIncident(actor, params.incidentId, body),
    ),
  ];
}

function maintenanceRoutes(watch: WatchFlows): Route[] {
  return [
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/maintenance',
        summary: 'Planned work, now and ahead',
        ...planned,
      },
      (actor) => watch.maintenances(actor),
    ),
    route(
      TECHNICAL,
      {
        method: 'post',
        path: '/api/maintenance',
        summary: 'Plan work: nobody is alarmed while it lasts',
        body: NewMaintenance,
        status: 201,
        ...planned,
      },
      (actor, { body }) => watch.planMaintenance(actor, body),
    ),
    route(
      TECHNICAL,
      {
        method: 'post',
        path: '/api/maintenance/:id/end',
        summary: 'End planned work early',
        params: z.object({ id: z.string().max(64) }),
        ...planned,
      },
      (actor, { params }) => watch.endMaintenance(actor, params.id),
    ),
  ];
}
