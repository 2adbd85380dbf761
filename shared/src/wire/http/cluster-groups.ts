/**
 * Groups of clusters over HTTP — nhóm cụm loa.
 *
 * Boxes under one name that a line can mean: a former station of a merged commune, a market, a coast.
 * Who joins a group later hears its lines from then on.
 */
import { z } from 'zod';
import { AreaId, ClusterGroupId, DeviceId } from '../../ids.js';
import { LocalDate } from '../../time.js';

/** Of one area. */
export const CLUSTER_GROUPS_MAX = 60;

const MEMBERS_MAX = 1_000;
const shape = { areaId: AreaId, name: z.string().trim().min(1).max(80) };

/** Nobody is in it any more where the last box was moved away. */
export const ClusterGroup = z.object({
  id: ClusterGroupId,
  ...shape,
  /** Of a station of a commune, as in a sentence behind "đài truyền thanh"; null: a group alone. */
  stationName: z.string().nullable(),
  deviceIds: z.array(DeviceId).max(MEMBERS_MAX),
});
export type ClusterGroup = z.infer<typeof ClusterGroup>;

/** With the `id` of one that is there: what it is from now on. */
export const ClusterGroupChange = z.strictObject({
  id: ClusterGroupId.optional(),
  ...shape,
  /** Makes it a station; a box is in one at most. */
  stationName: z.string().trim().min(1).max(100).nullable().optional(),
  /** Since when its boxes are the station's, today where absent: diaries are counted so. */
  since: LocalDate.optional(),
  deviceIds: z.array(DeviceId).min(1).max(MEMBERS_MAX),
});
export type ClusterGroupChange = z.infer<typeof ClusterGroupChange>;
