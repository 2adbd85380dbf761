/**
 * Routes of groups of clusters — nhóm cụm loa.
 *
 * Rows only: what they do is in the flows.
 */
import { ClusterGroupId } from '@loaso/shared/ids';
import { ClusterGroup, ClusterGroupChange } from '@loaso/shared/wire/http/cluster-groups';
import { PublishForecast } from '@loaso/shared/wire/http/publications';
import { Station } from '@loaso/shared/wire/http/stations';
import { z } from 'zod';
import type { ScheduleFlows } from '../../flows/flows.js';
import { ANYONE, OFFICIAL, READERS } from './roles.js';
import { type Route, route } from './route.js';

export function clusterGroupRoutes(schedule: ScheduleFlows): Route[] {
  return [
    route(
      READERS,
      {
        method: 'get',
        path: '/api/cluster-groups',
        summary: 'Groups of clusters that lines can mean',
        reply: z.object({ groups: z.array(ClusterGroup) }),
        shape: (groups: ClusterGroup[]) => ({ groups }),
      },
      (actor) => schedule.groups(actor),
    ),
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/stations',
        summary: 'Stations of communes and the boxes of each, those given up too',
        reply: z.object({ stations: z.array(Station) }),
        shape: (stations: Station[]) => ({ stations }),
      },
      (actor) => schedule.stations(actor),
    ),
    route(
      OFFICIAL,
      {
        method: 'post',
        path: '/api/cluster-groups',
        summary: 'Add a group, or say what one is from now on',
        body: ClusterGroupChange,
        reply: z.object({ group: ClusterGroup }),
        shape: (group: ClusterGroup) => ({ group }),
      },
      (actor, { body }) => schedule.saveGroup(actor, body),
    ),
    route(
      OFFICIAL,
      {
        method: 'post',
        path: '/api/cluster-groups/preview',
        summary: 'What saving a group would send, and what begins or stops sounding',
        body: ClusterGroupChange,
        reply: PublishForecast,
      },
      (actor, { body }) => schedule.previewGroup(actor, body),
    ),
    route(
      OFFICIAL,
      {
        method: 'post',
        path: '/api/cluster-groups/:groupId/remove',
        summary: 'Remove a group that no line means',
        params: z.object({ groupId: ClusterGroupId }),
      },
      (actor, { params }) => schedule.removeGroup(actor, params.groupId),
    ),
  ];
}
