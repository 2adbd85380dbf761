/**
 * Routes of the fleet — cụm loa, đăng ký cụm, lệnh, tổng quan.
 *
 * Rows only: what they do is in the flows.
 */
import { AreaId, DeviceId, EntryId } from '@loaso/shared/ids';
import { CommandKind, TrimPercent } from '@loaso/shared/wire/command';
import { DataPlanWish } from '@loaso/shared/wire/data-plan';
import { EnrolReply, EnrolRequest } from '@loaso/shared/wire/enrol';
import {
  DataPlanOrder,
  DataPlanOrdered,
  DeviceDetail,
  DeviceSummary,
  EnrolmentTicket,
  NewDevice,
  Overview,
  TicketWish,
} from '@loaso/shared/wire/http/fleet';
import { FleetHold, Health } from '@loaso/shared/wire/http/signing';
import { SoundedAnyway } from '@loaso/shared/wire/http/sounded-anyway';
import { z } from 'zod';
import type { FleetFlows } from '../../flows/flows.js';
import type { BoxOrdered } from '../../flows/order-flows.js';
import { TITLE } from './problem-words.js';
import { ADMIN, ANYONE, STOPPERS, TECHNICAL } from './roles.js';
import { openRoute, type Route, route } from './route.js';

const byDevice = z.object({ deviceId: DeviceId });
const deviceReply = {
  reply: z.object({ device: DeviceDetail }),
  shape: (device: DeviceDetail) => ({ device }),
};
const CommandOrder = z
  .object({
    kind: CommandKind,
    volumePercent: TrimPercent.optional(),
    data: DataPlanWish.nullable().optional(),
  })
  .refine(({ kind, volumePercent }) => (kind === 'set-volume') === (volumePercent !== undefined), {
    error: 'a volume belongs to set-volume, and to nothing else',
    path: ['volumePercent'],
  })
  .refine(({ kind, data }) => (kind === 'set-data') === (data !== undefined), {
    error: 'a data plan belongs to set-data, and to nothing else',
    path: ['data'],
  });
const commandReply = { reply: z.object({ commandId: z.string() }), status: 202 };

export function enrolRoutes(fleet: FleetFlows): Route[] {
  return [
    openRoute(
      {
        method: 'post',
        path: '/api/enrol',
        summary: 'A box enrols with its one-time code',
        body: EnrolRequest,
        reply: EnrolReply,
        bodyLimit: 4096,
      },
      ({ body }) => fleet.enrol(body),
    ),
  ];
}

export function fleetRoutes(fleet: FleetFlows): Route[] {
  return [
    ...watchingRoutes(fleet),
    ...registryRoutes(fleet),
    ...codeRoutes(fleet),
    ...commandRoutes(fleet),
    dataPlanRoute(fleet),
    ...holdRoutes(fleet),
  ];
}

function watchingRoutes(fleet: FleetFlows): Route[] {
  return [
    route(
      ANYONE,
      { method: 'get', path: '/api/overview', summary: 'Today in one look', reply: Overview },
      (actor) => fleet.overview(actor),
    ),
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/airings/sounded-anyway',
        summary: 'What was taken back in the last days and sounded all the same',
        reply: z.object({ airings: z.array(SoundedAnyway) }),
        shape: (airings: SoundedAnyway[]) => ({ airings }),
      },
      (actor) => fleet.soundedAnyway(actor),
    ),
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/devices',
        summary: 'Boxes of the area',
        query: z.object({ areaId: AreaId.optional() }),
        reply: z.object({ devices: z.array(DeviceSummary) }),
        shape: (devices: DeviceSummary[]) => ({ devices }),
      },
      (actor, { query }) => fleet.devices(actor, query.areaId),
    ),
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/devices/:deviceId',
        summary: 'One box: desired against reported',
        params: byDevice,
        ...deviceReply,
      },
      (actor, { params }) => fleet.device(actor, params.deviceId),
    ),
  ];
}

function registryRoutes(fleet: FleetFlows): Route[] {
  return [
    route(
      TECHNICAL,
      {
        method: 'post',
        path: '/api/devices',
        summary: 'Register a box',
        body: NewDevice,
        status: 201,
        ...deviceReply,
      },
      (actor, { body }) => fleet.addDevice(actor, body),
    ),
    route(
      ADMIN,
      {
        method: 'post',
        path: '/api/devices/:deviceId/revoke',
        summary: 'Shut a box out',
        params: byDevice,
        ...deviceReply,
      },
      (actor, { params }) => fleet.revoke(actor, params.deviceId),
    ),
  ];
}

function codeRoutes(fleet: FleetFlows): Route[] {
  return [
    route(
      TECHNICAL,
      {
        method: 'post',
        path: '/api/devices/:deviceId/enrolment-code',
        summary: 'A one-time code, shown once; a new one shuts the older',
        params: byDevice,
        body: TicketWish,
        status: 201,
        reply: EnrolmentTicket,
      },
      (actor, { params, body }) => fleet.enrolmentCode(actor, params.deviceId, body.days),
    ),
    route(
      TECHNICAL,
      {
        method: 'delete',
        path: '/api/devices/:deviceId/enrolment-code',
        summary: 'Takes back a code that was not used',
        params: byDevice,
        ...deviceReply,
      },
      (actor, { params }) => fleet.withdrawCode(actor, params.deviceId),
    ),
  ];
}

function holdRoutes(fleet: FleetFlows): Route[] {
  return [
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/health',
        summary: 'May this server publish, and does its signer answer',
        reply: Health,
      },
      () => fleet.health(),
    ),
    route(
      ADMIN,
      {
        method: 'get',
        path: '/api/fleet/hold',
        summary: 'Boxes ahead of this database, and what it would send out again',
        reply: FleetHold,
      },
      (actor) => fleet.hold(actor),
    ),
    route(
      ADMIN,
      {
        method: 'post',
        path: '/api/fleet/release-hold',
        summary: 'Publish again after an older database was put back and somebody has looked',
        body: z.object({ why: z.string().trim().min(10).max(300) }),
        reply: z.object({ devices: z.number() }),
      },
      (actor, { body }) => fleet.releaseHold(actor, body.why),
    ),
  ];
}

const dataPlanRoute = (fleet: FleetFlows): Route =>
  route(
    TECHNICAL,
    {
      method: 'post',
      path: '/api/devices/data-plan',
      summary: 'One data plan for many boxes, each answered for itself',
      body: DataPlanOrder,
      status: 202,
      reply: DataPlanOrdered,
      shape: (boxes: BoxOrdered[]) => ({
        boxes: boxes.map(({ deviceId, refusal }) => ({
          deviceId,
          refusal: refusal === null ? null : TITLE[refusal.code],
        })),
      }),
    },
    (actor, { body }) => fleet.setDataOfMany(actor, body),
  );

function commandRoutes(fleet: FleetFlows): Route[] {
  return [
    route(
      TECHNICAL,
      {
        method: 'get',
        path: '/api/devices/:deviceId/logs/:commandId',
        summary: 'A log that a box was ordered to collect; each reading is on record',
        params: byDevice.extend({ commandId: z.string().min(8).max(64) }),
        replyType: 'application/gzip',
      },
      (actor, { params }) => fleet.boxLog(actor, params.deviceId, params.commandId),
    ),
    route(
      STOPPERS,
      {
        method: 'post',
        path: '/api/devices/:deviceId/stop',
        summary: 'Silence what sounds now, or one airing',
        params: byDevice,
        body: z.object({ entryId: EntryId.nullable().default(null) }),
        ...commandReply,
      },
      (actor, { params, body }) => fleet.stop(actor, params.deviceId, body.entryId),
    ),
    route(
      TECHNICAL,
      {
        method: 'post',
        path: '/api/devices/:deviceId/command',
        summary: 'A signed command to one box',
        params: byDevice,
        body: CommandOrder,
        ...commandReply,
      },
      (actor, { params, body }) =>
        fleet.command(actor, params.deviceId, body.kind, {
          volumePercent: body.volumePercent,
          data: body.data,
        }),
    ),
  ];
}
