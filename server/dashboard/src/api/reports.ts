/**
 * Report queries — báo cáo phát thanh, sổ nhật ký.
 *
 * One query per line of the contract, and where the same lies as a file.
 */
import type { LocalDate } from '@loaso/shared/time';
import { Practice, type PracticeSpan } from '@loaso/shared/wire/http/practice';
import { type AiringsQuery, ReportedAirings } from '@loaso/shared/wire/http/report-airings';
import {
  EmergencyReport,
  OrderBoxes,
  type OrderBoxesQuery,
} from '@loaso/shared/wire/http/report-emergencies';
import {
  Evaluation,
  type NewRemarks,
  RemarksHistory,
} from '@loaso/shared/wire/http/report-evaluation';
import {
  FaultReport,
  type FaultsQuery,
  type PeriodSpan,
} from '@loaso/shared/wire/http/report-faults';
import { NoiseReport, type SoundsQuery, SoundsReport } from '@loaso/shared/wire/http/report-noise';
import { BroadcastReport, Diary, type ReportFormat } from '@loaso/shared/wire/http/reports';
import type { StationChoice } from '@loaso/shared/wire/http/stations';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, queryText, send } from './client.js';

/** A span of days in a place; `law`: bulletins of the field of law alone. */
export type Span = {
  readonly areaId?: string | undefined;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly law: boolean;
  readonly station?: StationChoice | undefined;
};

const textOf = ({ law, ...span }: Span): string =>
  queryText({ ...span, ...(law ? { law: 'true' } : {}) });

export const reportQuery = (span: Span) =>
  queryOptions({
    queryKey: ['report', span],
    queryFn: () => get(BroadcastReport, `/api/reports/broadcast${textOf(span)}`),
  });

export const diaryQuery = (span: Span) =>
  queryOptions({
    queryKey: ['diary', span],
    queryFn: () => get(Diary, `/api/reports/diary${textOf(span)}`),
  });

export const faultsQuery = (asked: FaultsQuery) =>
  queryOptions({
    queryKey: ['report-faults', asked],
    queryFn: () => get(FaultReport, `/api/reports/faults${queryText(asked)}`),
  });

export const emergenciesQuery = (span: PeriodSpan) =>
  queryOptions({
    queryKey: ['report-emergencies', span],
    queryFn: () => get(EmergencyReport, `/api/reports/emergencies${queryText(span)}`),
  });

export const noiseQuery = (span: PeriodSpan) =>
  queryOptions({
    queryKey: ['report-noise', span],
    queryFn: () => get(NoiseReport, `/api/reports/noise${queryText(span)}`),
  });

type BehindAsked = Omit<AiringsQuery, 'after'>;

/** Page after page, as many airings as the figure says. */
export const airingsBehindQuery = (asked: BehindAsked) =>
  infiniteQueryOptions({
    queryKey: ['report-airings', asked],
    queryFn: ({ pageParam: after }) =>
      get(ReportedAirings, `/api/reports/airings${queryText({ ...asked, after })}`),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const soundsQuery = (asked: SoundsQuery) =>
  queryOptions({
    queryKey: ['report-sounds', asked],
    queryFn: () => get(SoundsReport, `/api/reports/noise/sounds${queryText(asked)}`),
  });

export const orderBoxesQuery = (asked: OrderBoxesQuery) =>
  queryOptions({
    queryKey: ['report-order-boxes', asked],
    queryFn: () => get(OrderBoxes, `/api/reports/emergencies/boxes${queryText(asked)}`),
  });

export const evaluationQuery = (span: PeriodSpan) =>
  queryOptions({
    queryKey: ['report-evaluation', span],
    queryFn: () => get(Evaluation, `/api/reports/evaluation${queryText(span)}`),
  });

export const remarksQuery = (span: PeriodSpan) =>
  queryOptions({
    queryKey: ['report-remarks', span],
    queryFn: () => get(RemarksHistory, `/api/reports/evaluation/remarks${queryText(span)}`),
  });

export const saveRemarks = (remarks: NewRemarks): Promise<RemarksHistory> =>
  send(RemarksHistory, 'POST', '/api/reports/evaluation/remarks', remarks);

/** A lesson of the training commune. */
export const practiceQuery = (span: PracticeSpan) =>
  queryOptions({
    queryKey: ['practice', span],
    queryFn: () => get(Practice, `/api/practice${queryText(span)}`),
  });

export type ReportFile = 'broadcast' | 'evaluation' | 'diary' | 'faults' | 'emergencies' | 'noise';

/** Where the same lies as a file. */
export const fileOf = (what: ReportFile, span: Span, format: ReportFormat): string =>
  `/api/reports/${what}.${format}${textOf(span)}`;
