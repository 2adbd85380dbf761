/**
 * Queries of groups — nhóm cụm loa.
 *
 * One query or call per line of the contract.
 */
import type { ClusterGroupId } from '@loaso/shared/ids';
import { ClusterGroup, type ClusterGroupChange } from '@loaso/shared/wire/http/cluster-groups';
import { PublishForecast } from '@loaso/shared/wire/http/publications';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { get, Nothing, send } from './client.js';

export const groupsQuery = queryOptions({
  queryKey: ['cluster-groups'],
  queryFn: async () =>
    (await get(z.object({ groups: z.array(ClusterGroup) }), '/api/cluster-groups')).groups,
});

export const previewGroup = (change: ClusterGroupChange): Promise<PublishForecast> =>
  send(PublishForecast, 'POST', '/api/cluster-groups/preview', change);

export const saveGroup = async (change: ClusterGroupChange): Promise<ClusterGroup> =>
  (await send(z.object({ group: ClusterGroup }), 'POST', '/api/cluster-groups', change)).group;

export const removeGroup = (id: ClusterGroupId): Promise<null> =>
  send(Nothing, 'POST', `/api/cluster-groups/${id}/remove`);
