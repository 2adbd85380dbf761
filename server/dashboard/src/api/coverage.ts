/**
 * Coverage queries — độ phủ, sổ địa bàn.
 *
 * One query or call per line of the contract.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import {
  type ClusterMove,
  ClusterMoved,
  CoverageReport,
  CoverageStep,
  CoverageTrend,
  RegistryView,
} from '@loaso/shared/wire/http/coverage';
import {
  ClustersBehind,
  type ClustersQuery,
  HamletsBehind,
  type HamletsQuery,
} from '@loaso/shared/wire/http/coverage-behind';
import {
  type RegistryFile,
  type RegistryFormat,
  type RegistryKind,
  RegistryReport,
} from '@loaso/shared/wire/http/registry-files';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { get, queryText, send } from './client.js';

export type CoverageAsked = {
  readonly areaId: AreaId;
  readonly on: LocalDate | undefined;
  readonly law: boolean;
};

const told = ({ areaId, on, law }: CoverageAsked) => ({
  ...{ areaId, on, law: law ? 'true' : undefined },
});

const textOf = (asked: CoverageAsked): string => queryText(told(asked));

export const coverageFile = (asked: CoverageAsked): string => `/api/coverage.csv${textOf(asked)}`;

export const coverageQuery = (asked: CoverageAsked) =>
  queryOptions({
    queryKey: ['coverage', asked],
    queryFn: () => get(CoverageReport, `/api/coverage${textOf(asked)}`),
    placeholderData: keepPreviousData,
    refetchInterval: 120_000,
  });

type Behind<T> = Omit<T, 'areaId' | 'on' | 'law'>;

export const clustersBehindQuery = ({
  of,
  ...asked
}: CoverageAsked & { of: Behind<ClustersQuery> }) =>
  queryOptions({
    queryKey: ['coverage-clusters', asked, of],
    queryFn: () =>
      get(ClustersBehind, `/api/coverage/clusters${queryText({ ...told(asked), ...of })}`),
    placeholderData: keepPreviousData,
  });

export const hamletsBehindQuery = ({
  of,
  ...asked
}: CoverageAsked & { of: Behind<HamletsQuery> }) =>
  queryOptions({
    queryKey: ['coverage-hamlets', asked, of],
    queryFn: () =>
      get(HamletsBehind, `/api/coverage/hamlets${queryText({ ...told(asked), ...of })}`),
    placeholderData: keepPreviousData,
  });

export const trendQuery = (asked: CoverageAsked) =>
  queryOptions({
    queryKey: ['coverage-trend', asked],
    queryFn: () => get(CoverageTrend, `/api/coverage/trend${textOf(asked)}`),
    staleTime: 300_000,
  });

export const stepsQuery = (areaId: AreaId) =>
  queryOptions({
    queryKey: ['coverage-steps', areaId],
    queryFn: async () => {
      const path = `/api/coverage/steps${queryText({ areaId })}`;
      return (await get(z.object({ steps: z.array(CoverageStep) }), path)).steps;
    },
    staleTime: 60_000,
  });

export const registryQuery = queryOptions({
  queryKey: ['registry'],
  queryFn: () => get(RegistryView, '/api/registry'),
});

export const registryFile = (kind: RegistryKind, format: RegistryFormat): string =>
  `/api/registry/${kind}.${format}`;

export const bringIn = (kind: RegistryKind, file: RegistryFile): Promise<RegistryReport> =>
  send(RegistryReport, 'POST', `/api/registry/${kind}`, file);

export const moveCluster = (id: DeviceId, move: ClusterMove): Promise<ClusterMoved> =>
  send(ClusterMoved, 'POST', `/api/clusters/${id}/move`, move);
