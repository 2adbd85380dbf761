/**
 * Routes of the schedule — lịch phát và lượt phát.
 *
 * Rows only: what they do is in the flows.
 */
import { AreaId, ClusterGroupId, DeviceId, EntryId } from '@loaso/shared/ids';
import { PublishedNow } from '@loaso/shared/wire/http/publications';
import {
  Airing,
  CalendarItem,
  Entry,
  EntryEdit,
  EntryPreview,
  EntryUndo,
  NewEntry,
} from '@loaso/shared/wire/http/schedule';
import { StationChoice } from '@loaso/shared/wire/http/stations';
import { z } from 'zod';
import type { ScheduleFlows } from '../../flows/flows.js';
import { ANYONE, OFFICIAL, READERS } from './roles.js';
import { type Route, route } from './route.js';
import { clusterGroupRoutes } from './routes-cluster-groups.js';
import { weekRoutes } from './routes-week.js';

const instantText = z.coerce.number().int().nonnegative();
const byEntry = z.object({ entryId: EntryId });
const DAYS_MAX_MS = 42 * 86_400_000;
const period = { from: instantText, to: instantText };
const ordered = (query: { from: number; to: number }): boolean =>
  query.from < query.to && query.to - query.from <= DAYS_MAX_MS;

export function scheduleRoutes(schedule: ScheduleFlows): Route[] {
  return [
    ...lineRoutes(schedule),
    ...editRoutes(schedule),
    ...weekRoutes(schedule),
    ...clusterGroupRoutes(schedule),
    ...airingRoutes(schedule),
  ];
}

function lineRoutes(schedule: ScheduleFlows): Route[] {
  return [
    route(
      OFFICIAL,
      {
        method: 'post',
        path: '/api/entries/preview',
        summary: 'What saving a line would do: airings, conflicts, refusals',
        body: NewEntry,
        reply: EntryPreview,
      },
      (actor, { body }) => schedule.preview(actor, body),
    ),
    route(
      OFFICIAL,
      {
        method: 'post',
        path: '/api/entries',
        summary: 'Save a line and publish it to its boxes',
        body: NewEntry,
        status: 201,
        reply: z.object({ entry: Entry, publish: PublishedNow }),
      },
      (actor, { body }) => schedule.addEntry(actor, body),
    ),
    route(
      READERS,
      {
        method: 'get',
        path: '/api/entries',
        summary: 'Lines of the schedule',
        query: z.object({ areaId: AreaId.optional() }),
        reply: z.object({ entries: z.array(Entry) }),
        shape: (entries: Entry[]) => ({ entries }),
      },
      (actor, { query }) => schedule.entries(actor, query.areaId),
    ),
    route(
      OFFICIAL,
      {
        method: 'post',
        path: '/api/entries/:entryId/cancel',
        summary: 'Take a line off; its future airings leave the boxes',
        params: byEntry,
        reply: z.object({ entry: Entry }),
        shape: (entry: Entry) => ({ entry }),
      },
      (actor, { params }) => schedule.cancelEntry(actor, params.entryId),
    ),
  ];
}

function editRoutes(schedule: ScheduleFlows): Route[] {
  return [
    route(
      OFFICIAL,
      {
        method: 'post',
        path: '/api/entries/:entryId/preview',
        summary: 'What an edit of a line would do, before it is saved',
        params: byEntry,
        body: EntryEdit,
        reply: EntryPreview,
      },
      (actor, { params, body }) => schedule.previewEdit(actor, { id: params.entryId, edit: body }),
    ),
    route(
      OFFICIAL,
      {
        method: 'patch',
        path: '/api/entries/:entryId',
        summary: 'Change one airing, those from a day on, or all to come; or take them off',
        params: byEntry,
        body: EntryEdit,
        reply: z.object({
          entry: Entry,
          publish: PublishedNow,
          undo: EntryUndo,
        }),
      },
      (actor, { params, body }) => schedule.editEntry(actor, { id: params.entryId, edit: body }),
    ),
    route(
      OFFICIAL,
      {
        method: 'post',
        path: '/api/entries/undo',
        summary: 'Take the last edit back while nothing of it has begun',
        body: EntryUndo,
        reply: z.object({ entry: Entry }),
        shape: (entry: Entry) => ({ entry }),
      },
      (actor, { body }) => schedule.undoEdit(actor, body),
    ),
  ];
}

function airingRoutes(schedule: ScheduleFlows): Route[] {
  return [
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/calendar',
        summary: 'Airings of a period (42 days at most), boxes summed up',
        query: z
          .object({ areaId: AreaId.optional(), groupId: ClusterGroupId.optional(), ...period })
          .refine(ordered, { path: ['to'], message: 'after from, within 42 days' }),
        reply: z.object({ items: z.array(CalendarItem) }),
        shape: (items: CalendarItem[]) => ({ items }),
      },
      (actor, { query }) => schedule.calendar(actor, query),
    ),
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/airings',
        summary: 'Airings box by box, planned joined with what was played',
        query: z
          .object({
            areaId: AreaId.optional(),
            deviceId: DeviceId.optional(),
            station: StationChoice.optional(),
            ...period,
            limit: z.coerce.number().int().min(1).max(5000).default(500),
          })
          .refine(ordered, { path: ['to'], message: 'after from, within 42 days' }),
        reply: z.object({ airings: z.array(Airing) }),
        shape: (airings: Airing[]) => ({ airings }),
      },
      (actor, { query }) => schedule.airings(actor, query),
    ),
  ];
}
