/**
 * Stations over HTTP — các đài truyền thanh của xã.
 *
 * A commune of several former ones keeps their stations: groups of clusters with a name of their own,
 * each box in one of them at most.
 */
import { z } from 'zod';
import { AreaId, ClusterGroupId, DeviceId } from '../../ids.js';

/** One station, or what is in none of them. */
export const StationChoice = z.union([z.literal('none'), ClusterGroupId]);
export type StationChoice = z.infer<typeof StationChoice>;

export const Station = z.object({
  id: ClusterGroupId,
  areaId: AreaId,
  /** As in a sentence behind "đài truyền thanh". */
  name: z.string(),
  /** False: given up; its diary of former days is still there. */
  stands: z.boolean(),
  /** Who is in it today. */
  deviceIds: z.array(DeviceId),
});
export type Station = z.infer<typeof Station>;

/** What a report says of the station that it is of; `name` is empty of what is in none. */
export const StationNamed = z.object({ id: StationChoice, name: z.string() });
export type StationNamed = z.infer<typeof StationNamed>;
