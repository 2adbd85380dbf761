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

/** Airings of a day by what became of them; what is left of `planned` is still to come. */
export const TodaySums = z.object({
  planned: z.int(),
  played: z.int(),
  interrupted: z.int(),
  missed: z.int(),
  unknown: z.int(),
});
export type TodaySums = z.infer<typeof TodaySums>;

/** One station now, or what is in none: its clusters by each of the three lights, its airings of today. */
export const StationToday = z.object({
  ...StationNamed.shape,
  total: z.int(),
  reachable: z.int(),
  ready: z.int(),
  /** Whose last airing was really heard, and whose was not. */
  audible: z.int(),
  silent: z.int(),
  today: TodaySums,
});
export type StationToday = z.infer<typeof StationToday>;

/** How many clusters are known to do it, are known not to, and gave no word. */
const ByWord = z.object({ yes: z.int(), no: z.int(), unknown: z.int() });

/** The clusters of one station on a day, or of none. */
export const StationClusters = z.object({
  ...StationNamed.shape,
  clusters: z.int(),
  today: ByWord,
  heard7: ByWord,
  heard30: ByWord,
});
export type StationClusters = z.infer<typeof StationClusters>;
