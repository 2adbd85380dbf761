/**
 * Fleet queries — cụm loa, bản đồ, tổng quan.
 *
 * One query or call per line of the contract. Cached under the key that the live feed knows.
 */
import type { DeviceId, EntryId } from '@loaso/shared/ids';
import type { CommandKind } from '@loaso/shared/wire/command';
import type { DataPlanWish } from '@loaso/shared/wire/data-plan';
import {
  type DataPlanOrder,
  DataPlanOrdered,
  DeviceDetail,
  DeviceSummary,
  EnrolmentTicket,
  type NewDevice,
  Overview,
} from '@loaso/shared/wire/http/fleet';
import { FleetHold } from '@loaso/shared/wire/http/signing';
import { SoundedAnyway } from '@loaso/shared/wire/http/sounded-anyway';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { get, send } from './client.js';

const OneDevice = z.object({ device: DeviceDetail });
const Sent = z.object({ commandId: z.string() });

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: () => get(Overview, '/api/overview'),
  refetchInterval: 60_000,
});

export const devicesQuery = queryOptions({
  queryKey: ['devices'],
  queryFn: async () =>
    (await get(z.object({ devices: z.array(DeviceSummary) }), '/api/devices')).devices,
  refetchInterval: 60_000,
});

export const deviceQuery = (id: DeviceId) =>
  queryOptions({
    queryKey: ['device', id],
    queryFn: async () => (await get(OneDevice, `/api/devices/${id}`)).device,
    refetchInterval: 60_000,
  });

/** What was taken back in the last days and sounded all the same. */
export const soundedAnywayQuery = queryOptions({
  queryKey: ['sounded-anyway'],
  queryFn: async () =>
    (await get(z.object({ airings: z.array(SoundedAnyway) }), '/api/airings/sounded-anyway'))
      .airings,
  refetchInterval: 60_000,
});

export const addDevice = async (body: NewDevice): Promise<DeviceDetail> =>
  (await send(OneDevice, 'POST', '/api/devices', body)).device;

const codePath = (id: DeviceId): string => `/api/devices/${id}/enrolment-code`;

export const makeEnrolmentCode = (id: DeviceId, days: number): Promise<EnrolmentTicket> =>
  send(EnrolmentTicket, 'POST', codePath(id), { days });

export const withdrawCode = (id: DeviceId) => send(OneDevice, 'DELETE', codePath(id));

export const revokeDevice = async (id: DeviceId): Promise<DeviceDetail> =>
  (await send(OneDevice, 'POST', `/api/devices/${id}/revoke`)).device;

export const stopDevice = (id: DeviceId, entryId: EntryId | null) =>
  send(Sent, 'POST', `/api/devices/${id}/stop`, entryId === null ? {} : { entryId });

type Figures = { readonly volumePercent?: number; readonly data?: DataPlanWish | null };

export const commandDevice = (id: DeviceId, kind: CommandKind, figures: Figures = {}) =>
  send(Sent, 'POST', `/api/devices/${id}/command`, { kind, ...figures });

export const setDataPlans = (order: DataPlanOrder): Promise<DataPlanOrdered> =>
  send(DataPlanOrdered, 'POST', '/api/devices/data-plan', order);

/** Borders of communes as the server hands them out; only what the map reads is checked. */
export const CommuneMap = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.looseObject({
      type: z.literal('Feature'),
      geometry: z.looseObject({ type: z.string() }),
      properties: z.looseObject({ code: z.string(), name: z.string(), fullName: z.string() }),
    }),
  ),
});
export type CommuneMap = z.infer<typeof CommuneMap>;

export const mapQuery = queryOptions({
  queryKey: ['map'],
  queryFn: () => get(CommuneMap, '/api/map'),
  staleTime: Number.POSITIVE_INFINITY,
});

/** What stands against it after an older database was put back. */
export const holdQuery = queryOptions({
  queryKey: ['hold'],
  queryFn: () => get(FleetHold, '/api/fleet/hold'),
  refetchInterval: 60_000,
});

/** Plans are signed again above every number that was ever signed. */
export const releaseHold = (why: string): Promise<{ devices: number }> =>
  send(z.object({ devices: z.int() }), 'POST', '/api/fleet/release-hold', { why });
