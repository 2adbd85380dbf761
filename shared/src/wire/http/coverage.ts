/**
 * Coverage over HTTP — mức độ phủ, sổ địa bàn, thông số cụm loa.
 *
 * Who is reached on paper, today, and by what was really aired; against the targets of the decision.
 * People and hamlets are counted; what nobody knows is said to be unknown.
 */
import { z } from 'zod';
import { AreaId, DeviceId } from '../../ids.js';
import { LocalDate } from '../../time.js';
import { Included, Kin, RegisteredCommune } from './communes.js';
import { LanguageCode } from './recordings.js';
import { StationClusters } from './stations.js';

/** trên giấy / hôm nay / đã nghe trong 7 ngày / trong 30 ngày. */
export const Figure = z.enum(['paper', 'today', 'heard7', 'heard30']);
export type Figure = z.infer<typeof Figure>;

/** What a cluster is known to do: yes, no, or no word. */
export const Known = z.enum(['yes', 'no', 'unknown']);
export type Known = z.infer<typeof Known>;

/** Địa hình quanh cụm: trống trải / làng xóm / phố / đồi rừng. */
export const Terrain = z.enum(['open', 'village', 'town', 'hills']);
export type Terrain = z.infer<typeof Terrain>;

/** Why a cluster does not reach anybody for certain now; `heard-*`: it sounds, with a doubt. */
export const Hindrance = z.enum([
  'not-enrolled',
  'no-word',
  'no-horn',
  'no-sound',
  'not-ready',
  'heard-weak',
  'heard-doubt',
]);
export type Hindrance = z.infer<typeof Hindrance>;

const Both = z.object({ vi: z.string(), en: z.string() });

const perFigure = <T extends z.ZodType>(value: T) =>
  z.object({ paper: value, today: value, heard7: value, heard30: value });

export const CoverageSums = z.object({
  people: z.int(),
  hamlets: z.int(),
  /** Hamlets whose place nobody has said: their people are in no figure but the total. */
  unplacedHamlets: z.int(),
  unplacedPeople: z.int(),
  reached: perFigure(
    z.object({
      people: z.int(),
      /** Further people whose only clusters have given no word. */
      unknownPeople: z.int(),
      /** Hamlets of which at least half are in earshot. */
      hamlets: z.int(),
    }),
  ),
});
export type CoverageSums = z.infer<typeof CoverageSums>;

export const AgainstTarget = z.object({
  year: z.int(),
  urban: z.boolean(),
  targetPercent: z.number(),
  /** Of all people, with one decimal, rounded down. */
  reachedPercent: z.number(),
  missingPeople: z.int(),
  met: z.boolean(),
});
export type AgainstTarget = z.infer<typeof AgainstTarget>;

/** One commune of a province. */
export const CommuneCoverage = z.object({
  areaId: AreaId,
  name: z.string(),
  urban: z.boolean(),
  clusters: z.int(),
  sums: CoverageSums,
});
export type CommuneCoverage = z.infer<typeof CommuneCoverage>;

export const HamletCoverage = z.object({
  areaId: AreaId,
  name: z.string(),
  urban: z.boolean(),
  people: z.int(),
  households: z.int().nullable(),
  placed: z.boolean(),
  /** Shares of its people, 0 to 1: sure, and further unknown. */
  shares: perFigure(z.object({ sure: z.number(), unknown: z.number() })),
  from: LocalDate,
  predecessors: z.array(Kin),
  successors: z.array(Kin),
});
export type HamletCoverage = z.infer<typeof HamletCoverage>;

export const ClusterCoverage = z.object({
  id: DeviceId,
  name: z.string(),
  areaId: AreaId,
  today: Known,
  heard7: Known,
  heard30: Known,
  hindrance: Hindrance.nullable(),
  /** Metres: sure, likely, possible. */
  reach: z.object({ low: z.int(), likely: z.int(), high: z.int() }),
  /** True where nobody has noted its horns: common ones are taken. */
  assumed: z.boolean(),
  placed: z.boolean(),
});
export type ClusterCoverage = z.infer<typeof ClusterCoverage>;

/** People whose language is not (only) Vietnamese, and who of them hears it. */
export const LanguageCoverage = z.object({
  language: LanguageCode,
  people: z.int(),
  hamlets: z.int(),
  /** In earshot of any cluster, on paper. */
  inEarshot: z.int(),
  /** In earshot of one that has aired something in this language within 30 days. */
  heard30: z.int(),
  unknown30: z.int(),
});
export type LanguageCoverage = z.infer<typeof LanguageCoverage>;

export const CoverageQuery = z.object({
  areaId: AreaId.optional(),
  /** Absent: today. */
  on: LocalDate.optional(),
  /** Only airings about the law count as heard. */
  law: z.enum(['true', 'false']).optional(),
});
export type CoverageQuery = z.infer<typeof CoverageQuery>;

export const CoverageReport = z.object({
  asOf: z.number(),
  on: LocalDate,
  /** False for a day that is over: how clusters stood then is not kept. */
  isToday: z.boolean(),
  law: z.boolean(),
  area: z.object({
    id: AreaId,
    name: z.string(),
    level: z.enum(['province', 'commune', 'hamlet']),
  }),
  /** Communes that went wholly to this one and still stood on that day; absent where none did. */
  includes: Included.array().optional(),
  /** Within the scope of who asks, the highest first. */
  above: z.array(Kin),
  total: CoverageSums,
  urban: CoverageSums,
  rural: CoverageSums,
  /** People reached if every radius is as small, or as large, as it may be. */
  range: perFigure(z.object({ low: z.int(), high: z.int() })),
  targets: perFigure(z.array(AgainstTarget)),
  /** Empty for a day that is over: what an area heard in which language then is not kept. */
  languages: z.array(LanguageCoverage),
  communes: z.array(CommuneCoverage),
  /** Of one commune only. */
  hamlets: z.array(HamletCoverage),
  clusters: z.array(ClusterCoverage),
  /** Of one commune that had stations on that day, with what was in none: together all its clusters. */
  stations: z.array(StationClusters).optional(),
  notes: z.object({
    clusters: z.int(),
    /** Clusters without word today, and those that had something to air and told nothing of it. */
    silentToday: z.int(),
    silent30: z.int(),
    noHorn: z.int(),
    notEnrolled: z.int(),
    assumed: z.int(),
    placeless: z.int(),
    /** Communes in which no hamlet is registered. */
    emptyCommunes: z.int(),
    /** A demonstration: sound into a file counts as sound. */
    demo: z.boolean(),
    sources: z.array(z.object({ source: z.string(), hamlets: z.int() })),
  }),
});
export type CoverageReport = z.infer<typeof CoverageReport>;

/** One repair or new cluster that brings people into earshot. */
export const CoverageStep = z.object({
  kind: z.enum(['repair', 'install']),
  /** Further people, beyond the steps before it. */
  people: z.int(),
  deviceId: DeviceId.nullable(),
  name: z.string(),
  areaId: AreaId,
  communeName: z.string(),
  /** Of a repair: what is wrong with it, as its own page says. */
  why: Both.nullable(),
});
export type CoverageStep = z.infer<typeof CoverageStep>;

/** Figures at the end of a month, or today for the last. */
export const CoverageTrend = z.object({
  points: z.array(
    z.object({
      on: LocalDate,
      people: z.int(),
      paper: z.int(),
      heard30: z.int(),
      unknown30: z.int(),
    }),
  ),
});
export type CoverageTrend = z.infer<typeof CoverageTrend>;

const At = z.object({ lat: z.number(), lng: z.number() });

/** One hamlet as it stands in the register on a day. */
export const RegisteredHamlet = z.object({
  areaId: AreaId,
  communeId: AreaId,
  communeName: z.string(),
  name: z.string(),
  urban: z.boolean(),
  people: z.int(),
  households: z.int().nullable(),
  placed: z.boolean(),
  languages: z.array(LanguageCode),
  from: LocalDate,
  until: LocalDate.nullable(),
  predecessors: z.array(AreaId),
  successors: z.array(AreaId),
  source: z.string(),
});
export type RegisteredHamlet = z.infer<typeof RegisteredHamlet>;

/** Horns of one kind on a pole. */
export const Horns = z.object({
  count: z.int(),
  powerW: z.number(),
  heightM: z.number(),
  sensitivityDb: z.number().nullable(),
  directionDeg: z.number().nullable(),
});

/** What stands at a cluster on a day; `site` null where nobody has noted anything. */
export const RegisteredCluster = z.object({
  deviceId: DeviceId,
  name: z.string(),
  areaId: AreaId,
  areaName: z.string(),
  position: At.nullable(),
  reach: z.object({ low: z.int(), likely: z.int(), high: z.int() }),
  site: z
    .object({
      from: LocalDate,
      installedOn: LocalDate.nullable(),
      horns: z.array(Horns),
      terrain: Terrain,
      noiseDba: z.number().nullable(),
      operator: z.string().nullable(),
      sim: z.string().nullable(),
      powerLine: z.string().nullable(),
      warrantyUntil: LocalDate.nullable(),
    })
    .nullable(),
});
export type RegisteredCluster = z.infer<typeof RegisteredCluster>;

export const RegistryView = z.object({
  on: LocalDate,
  communes: z.array(RegisteredCommune),
  hamlets: z.array(RegisteredHamlet),
  clusters: z.array(RegisteredCluster),
});
export type RegistryView = z.infer<typeof RegistryView>;

export const RegistryQuery = z.object({ areaId: AreaId.optional(), on: LocalDate.optional() });
export type RegistryQuery = z.infer<typeof RegistryQuery>;

/** A cluster goes to another place today; `position` null: nobody has said where. */
export const ClusterMove = z.object({
  areaId: AreaId,
  position: z
    .object({ lat: z.number().min(8).max(24), lng: z.number().min(102).max(118) })
    .nullable(),
});
export type ClusterMove = z.infer<typeof ClusterMove>;

export const ClusterMoved = z.object({
  deviceId: DeviceId,
  /** The box believes plans of the place it was enrolled in alone: in another one it needs a new code. */
  needsEnrolment: z.boolean(),
});
export type ClusterMoved = z.infer<typeof ClusterMoved>;
