/**
 * Routes of coverage — mức độ phủ, sổ địa bàn.
 *
 * Rows only: what they do is in the flows.
 */
import { DeviceId } from '@loaso/shared/ids';
import {
  ClusterMove,
  ClusterMoved,
  CoverageQuery,
  CoverageReport,
  CoverageStep,
  CoverageTrend,
  RegistryQuery,
  RegistryView,
} from '@loaso/shared/wire/http/coverage';
import {
  ClustersBehind,
  ClustersQuery,
  HamletsBehind,
  HamletsQuery,
} from '@loaso/shared/wire/http/coverage-behind';
import {
  REGISTRY_FORMATS,
  RegistryFile,
  RegistryKind,
  RegistryReport,
} from '@loaso/shared/wire/http/registry-files';
import { z } from 'zod';
import type { CoverageFlows } from '../../flows/coverage/verbs.js';
import { ADMIN, ANYONE, EDITORS, TECHNICAL } from './roles.js';
import { type Route, route } from './route.js';

const CSV = 'text/csv; charset=utf-8';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** A file of 3 million letters, each of up to three bytes, in JSON. */
const FILE_LIMIT = 10 * 1024 * 1024;
/** Reports of days that are over cost a question for each of 30 days. */
const REPORTS_PER_MINUTE = 60;

const reportRoutes = (coverage: CoverageFlows): Route[] => [
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/coverage',
      summary: 'Who is reached on paper, today and by what was heard, against the targets',
      query: CoverageQuery,
      reply: CoverageReport,
      perMinute: REPORTS_PER_MINUTE,
    },
    (actor, { query }) => coverage.report(actor, query),
  ),
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/coverage.csv',
      summary: 'The same figures as a table',
      query: CoverageQuery,
      replyType: CSV,
      perMinute: REPORTS_PER_MINUTE,
    },
    (actor, { query }) => coverage.exportReport(actor, query),
  ),
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/coverage/steps',
      summary: 'The repairs and new clusters that bring most people into earshot',
      query: CoverageQuery.pick({ areaId: true }),
      reply: z.object({ steps: z.array(CoverageStep) }),
      shape: (steps: CoverageStep[]) => ({ steps }),
      perMinute: REPORTS_PER_MINUTE,
    },
    (actor, { query }) => coverage.steps(actor, query.areaId),
  ),
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/coverage/trend',
      summary: 'Figures at the ends of the last months',
      query: CoverageQuery,
      reply: CoverageTrend,
      perMinute: REPORTS_PER_MINUTE,
    },
    (actor, { query }) => coverage.trend(actor, query),
  ),
];

/** What a figure counts, one by one. */
const behindRoutes = (coverage: CoverageFlows): Route[] => [
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/coverage/clusters',
      summary: 'The very clusters that a count of coverage counts, page by page',
      query: ClustersQuery,
      reply: ClustersBehind,
      perMinute: REPORTS_PER_MINUTE,
    },
    (actor, { query }) => coverage.clusters(actor, query),
  ),
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/coverage/hamlets',
      summary: 'The hamlets whose people a figure of coverage is made of, page by page',
      query: HamletsQuery,
      reply: HamletsBehind,
      perMinute: REPORTS_PER_MINUTE,
    },
    (actor, { query }) => coverage.hamlets(actor, query),
  ),
];

const kind = z.object({ kind: RegistryKind });
const WRITERS = { hamlets: EDITORS, clusters: TECHNICAL, communes: ADMIN } as const;

const registryRoutes = (coverage: CoverageFlows): Route[] => [
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/registry',
      summary: 'Hamlets and what stands at clusters, as registered for a day',
      query: RegistryQuery,
      reply: RegistryView,
    },
    (actor, { query }) => coverage.registry(actor, query),
  ),
  ...REGISTRY_FORMATS.map((format) =>
    route(
      ANYONE,
      {
        method: 'get',
        path: `/api/registry/:kind.${format}`,
        summary: `The register as a table that can be filled in and sent back, as ${format}`,
        params: kind,
        replyType: format === 'csv' ? CSV : XLSX,
      },
      (actor, { params }) => coverage.exportRegistry(actor, params.kind, format),
    ),
  ),
  ...RegistryKind.options.map((one) =>
    route(
      WRITERS[one],
      {
        method: 'post',
        path: `/api/registry/${one}`,
        summary: `Check or take a table of ${one}: what is wrong, row by row`,
        body: RegistryFile,
        reply: RegistryReport,
        bodyLimit: FILE_LIMIT,
        perMinute: 30,
      },
      (actor, { body }) => coverage.importRegistry(actor, one, body),
    ),
  ),
  route(
    TECHNICAL,
    {
      method: 'post',
      path: '/api/clusters/:deviceId/move',
      summary: 'A cluster stands elsewhere from today on',
      params: z.object({ deviceId: DeviceId }),
      body: ClusterMove,
      reply: ClusterMoved,
    },
    (actor, { params, body }) => coverage.moveCluster(actor, params.deviceId, body),
  ),
];

export const coverageRoutes = (coverage: CoverageFlows): Route[] => [
  ...reportRoutes(coverage),
  ...behindRoutes(coverage),
  ...registryRoutes(coverage),
];
