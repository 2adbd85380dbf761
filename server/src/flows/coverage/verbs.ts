/**
 * Verbs about coverage — các việc về sổ địa bàn và mức độ phủ, theo kiểu.
 *
 * What HTTP and the command line may call. Outside the scope of who asks, nothing exists.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import type {
  ClusterMove,
  ClusterMoved,
  CoverageQuery,
  CoverageReport,
  CoverageStep,
  CoverageTrend,
  RegistryQuery,
  RegistryView,
} from '@loaso/shared/wire/http/coverage';
import type {
  ClustersBehind,
  ClustersQuery,
  HamletsBehind,
  HamletsQuery,
} from '@loaso/shared/wire/http/coverage-behind';
import type {
  RegistryFile,
  RegistryFormat,
  RegistryKind,
  RegistryReport,
} from '@loaso/shared/wire/http/registry-files';
import type { HamletCoverage } from '../../core/coverage/compute.js';
import type { Actor, Answer } from '../actor.js';

/** The part of an area on a day, before it is summed up. */
export type Reach = {
  readonly on: LocalDate;
  readonly parts: readonly HamletCoverage[];
  readonly notes: CoverageReport['notes'];
  readonly nameOf: (id: AreaId) => string;
};

export type CoverageFlows = {
  report(actor: Actor, query: CoverageQuery): Answer<CoverageReport>;
  /** The figures as CSV. */
  exportReport(actor: Actor, query: CoverageQuery): Answer<Uint8Array>;
  /** The repairs and new clusters that bring most people into earshot, best first. */
  steps(actor: Actor, areaId?: AreaId): Answer<CoverageStep[]>;
  /** Who is reached, hamlet by hamlet, for other reports. */
  reach(actor: Actor, query: CoverageQuery): Answer<Reach>;
  /** The clusters that a count counts. */
  clusters(actor: Actor, query: ClustersQuery): Answer<ClustersBehind>;
  /** The hamlets that a figure is made of. */
  hamlets(actor: Actor, query: HamletsQuery): Answer<HamletsBehind>;
  trend(actor: Actor, query: CoverageQuery): Answer<CoverageTrend>;
  registry(actor: Actor, query: RegistryQuery): Answer<RegistryView>;
  /** The table that {@link importRegistry} reads. */
  exportRegistry(actor: Actor, kind: RegistryKind, format: RegistryFormat): Answer<Uint8Array>;
  importRegistry(actor: Actor, kind: RegistryKind, file: RegistryFile): Answer<RegistryReport>;
  /** Every night, so that a report of a year finds its days counted. @returns how many */
  countLately(atMost: number): Promise<number>;
  moveCluster(actor: Actor, id: DeviceId, move: ClusterMove): Answer<ClusterMoved>;
};
