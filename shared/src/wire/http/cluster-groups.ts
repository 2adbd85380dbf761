/**
 * Groups of clusters over HTTP — nhóm cụm loa.
 *
 * Boxes under one name that a line can mean: a former station of a merged commune, a market, a coast.
 * Who joins a group later hears its lines from then on.
 */
import { z } from 'zod';
import { AreaId, ClusterGroupId, DeviceId } from '../../ids.js';

/** Of one area. */
export const CLUSTER_GROUPS_MAX = 60;

const shape = {
  areaId: AreaId,
  name: z.string().trim().min(1).max(80),
  deviceIds: z.array(DeviceId).min(1).max(1000),
};

export const ClusterGroup = z.object({ id: ClusterGroupId, ...shape });
export type ClusterGroup = z.infer<typeof ClusterGroup>;

/** With the `id` of one that is there: what it is from now on. */
export const ClusterGroupChange = z.strictObject({ id: ClusterGroupId.optional(), ...shape });
export type ClusterGroupChange = z.infer<typeof ClusterGroupChange>;
