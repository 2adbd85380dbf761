/**
 * Behind a figure of coverage over HTTP — từng cụm loa, từng thôn làm nên một con số độ phủ.
 *
 * The very clusters or hamlets that a figure counts, page by page; together they make the figure.
 */
import { z } from 'zod';
import { AreaId } from '../../ids.js';
import { LocalDate } from '../../time.js';
import { ClusterCoverage, CoverageQuery, Figure } from './coverage.js';
import { StationChoice } from './stations.js';

/** Clusters or hamlets of one page. */
export const BEHIND_PAGE = 100;

/** All, what is known of them by a figure, or what is noted beside the figures. */
export const ClustersOf = z.enum([
  'all',
  'today-yes',
  'today-no',
  'today-unknown',
  'heard7-yes',
  'heard7-no',
  'heard7-unknown',
  'heard30-yes',
  'heard30-no',
  'heard30-unknown',
  'noHorn',
  'notEnrolled',
  'assumed',
  'placeless',
]);
export type ClustersOf = z.infer<typeof ClustersOf>;

/**
 * Everybody; people who hear it for certain; hamlets of which half do; people of whom nobody knows;
 * people who do not hear it; people whose hamlet nobody has placed.
 */
export const HamletsOf = z.enum(['all', 'people', 'hamlets', 'unknown', 'unreached', 'unplaced']);
export type HamletsOf = z.infer<typeof HamletsOf>;

/** đô thị / nông thôn. */
export const Side = z.enum(['urban', 'rural']);
export type Side = z.infer<typeof Side>;

const page = z.coerce.number().int().min(1).max(1_000).optional();

export const ClustersQuery = CoverageQuery.extend({
  of: ClustersOf,
  /** Of this station by that day, or of none. */
  station: StationChoice.optional(),
  page,
});
export type ClustersQuery = z.infer<typeof ClustersQuery>;

export const HamletsQuery = CoverageQuery.extend({
  figure: Figure,
  of: HamletsOf,
  side: Side.optional(),
  page,
});
export type HamletsQuery = z.infer<typeof HamletsQuery>;

const head = {
  asOf: z.number(),
  on: LocalDate,
  isToday: z.boolean(),
  area: z.object({ id: AreaId, name: z.string() }),
  /** How many there are on all pages. */
  total: z.int(),
};

export const ClustersBehind = z.object({
  ...head,
  clusters: z.array(ClusterCoverage.extend({ areaName: z.string(), communeName: z.string() })),
});
export type ClustersBehind = z.infer<typeof ClustersBehind>;

export const HamletsBehind = z.object({
  ...head,
  /** What the figure says: people, or hamlets where those are counted. */
  figure: z.int(),
  hamlets: z.array(
    z.object({
      areaId: AreaId,
      name: z.string(),
      communeName: z.string(),
      urban: z.boolean(),
      people: z.int(),
      placed: z.boolean(),
      /** Of its people, those whom the figure counts; not rounded, so that they add up. */
      counted: z.number(),
    }),
  ),
});
export type HamletsBehind = z.infer<typeof HamletsBehind>;
