/**
 * Incident queries — sự cố, việc hôm nay, bảo trì, trục thời gian.
 *
 * One query or call per line of the contract. Cached under the key that the live feed knows.
 */
import type { DeviceId, IncidentId } from '@loaso/shared/ids';
import {
  BoxMoment,
  Incident,
  type IncidentAct,
  IncidentDetail,
  Maintenance,
  type NewMaintenance,
  WorkItem,
} from '@loaso/shared/wire/http/incidents';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { get, send } from './client.js';

const Planned = z.object({ maintenances: z.array(Maintenance) });

export const incidentsQuery = queryOptions({
  queryKey: ['incidents'],
  queryFn: async () =>
    (await get(z.object({ incidents: z.array(Incident) }), '/api/incidents')).incidents,
  refetchInterval: 60_000,
});

export const incidentQuery = (id: IncidentId) =>
  queryOptions({
    queryKey: ['incident', id],
    queryFn: () => get(IncidentDetail, `/api/incidents/${id}`),
    refetchInterval: 60_000,
  });

export const workQuery = queryOptions({
  queryKey: ['work'],
  queryFn: async () => (await get(z.object({ items: z.array(WorkItem) }), '/api/work')).items,
  refetchInterval: 60_000,
});

export const axisQuery = (id: DeviceId, days: number) =>
  queryOptions({
    queryKey: ['axis', id, days],
    queryFn: async () =>
      (await get(z.object({ moments: z.array(BoxMoment) }), `/api/devices/${id}/axis?days=${days}`))
        .moments,
    refetchInterval: 60_000,
  });

export const maintenanceQuery = queryOptions({
  queryKey: ['maintenance'],
  queryFn: async () => (await get(Planned, '/api/maintenance')).maintenances,
  refetchInterval: 300_000,
});

export const actOnIncident = (id: IncidentId, act: IncidentAct): Promise<IncidentDetail> =>
  send(IncidentDetail, 'POST', `/api/incidents/${id}/act`, act);

export const planMaintenance = (body: z.input<typeof NewMaintenance>) =>
  send(Planned, 'POST', '/api/maintenance', body);

export const endMaintenance = (id: string) => send(Planned, 'POST', `/api/maintenance/${id}/end`);
