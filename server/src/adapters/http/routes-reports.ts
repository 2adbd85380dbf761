/**
 * Routes of reports — báo cáo phát thanh, sổ nhật ký.
 *
 * Rows only: what they do is in the flows. Each file has an address of its own, so that a link to it
 * can be kept.
 */
import { dayNumberOf } from '@loaso/shared/time';
import {
  BroadcastReport,
  DIARY_DAYS_MAX,
  Diary,
  REPORT_DAYS_MAX,
  REPORT_FORMATS,
  ReportSpan,
} from '@loaso/shared/wire/http/reports';
import type { ReportFlows } from '../../flows/report-flows.js';
import { ANYONE } from './roles.js';
import { type Route, route } from './route.js';

export const spanOf = (daysMax: number) =>
  ReportSpan.refine(({ from, to }) => from <= to && dayNumberOf(to) - dayNumberOf(from) < daysMax, {
    path: ['to'],
    message: `not before from, within ${daysMax} days`,
  });

export const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  csv: 'text/csv',
} as const;

/** A year of a province takes a second; nobody needs more than this. */
export const FILES_PER_MINUTE = 30;

export function reportRoutes(reports: ReportFlows): Route[] {
  const [year, month] = [spanOf(REPORT_DAYS_MAX), spanOf(DIARY_DAYS_MAX)];
  return [
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/reports/broadcast',
        summary: 'What was planned in a span and what became of it, in sums',
        query: year,
        reply: BroadcastReport,
      },
      (actor, { query }) => reports.report(actor, query),
    ),
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/reports/diary',
        summary: 'The airings of a span one by one: the diary that stations keep',
        query: month,
        reply: Diary,
      },
      (actor, { query }) => reports.diary(actor, query),
    ),
    ...REPORT_FORMATS.flatMap((format) => [
      route(
        ANYONE,
        {
          method: 'get',
          path: `/api/reports/broadcast.${format}`,
          summary: `The report of a span as ${format}`,
          query: year,
          replyType: TYPES[format],
          perMinute: FILES_PER_MINUTE,
        },
        (actor, { query }) => reports.reportFile(actor, query, format),
      ),
      route(
        ANYONE,
        {
          method: 'get',
          path: `/api/reports/diary.${format}`,
          summary: `The diary of a span as ${format}`,
          query: month,
          replyType: TYPES[format],
          perMinute: FILES_PER_MINUTE,
        },
        (actor, { query }) => reports.diaryFile(actor, query, format),
      ),
    ]),
  ];
}
