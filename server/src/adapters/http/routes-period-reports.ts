/**
 * Routes of further reports of a period — sự cố, tin khẩn, phút loa kêu trong kỳ.
 *
 * Rows only. Each report can be read on a screen and fetched as a file of each format.
 */
import { EmergencyReport } from '@loaso/shared/wire/http/report-emergencies';
import { FaultReport } from '@loaso/shared/wire/http/report-faults';
import { NOISE_DAYS_MAX, NoiseReport } from '@loaso/shared/wire/http/report-noise';
import { REPORT_DAYS_MAX, REPORT_FORMATS } from '@loaso/shared/wire/http/reports';
import type { ReportFlows } from '../../flows/report-flows.js';
import { ANYONE } from './roles.js';
import { type Route, route } from './route.js';
import { FILES_PER_MINUTE, spanOf, TYPES } from './routes-reports.js';

const year = spanOf(REPORT_DAYS_MAX);
const month = spanOf(NOISE_DAYS_MAX);

const faultRoutes = (reports: ReportFlows): Route[] => [
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/reports/faults',
      summary: 'Faults that began in a span, by cause, and how long until they were mended',
      query: year,
      reply: FaultReport,
    },
    (actor, { query }) => reports.faults(actor, query),
  ),
  ...REPORT_FORMATS.map((format) =>
    route(
      ANYONE,
      {
        method: 'get',
        path: `/api/reports/faults.${format}`,
        summary: `The faults of a span as ${format}`,
        query: year,
        replyType: TYPES[format],
        perMinute: FILES_PER_MINUTE,
      },
      (actor, { query }) => reports.faultFile(actor, query, format),
    ),
  ),
];

const emergencyRoutes = (reports: ReportFlows): Route[] => [
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/reports/emergencies',
      summary: 'Warnings and drills of a span, and how long until boxes sounded',
      query: year,
      reply: EmergencyReport,
    },
    (actor, { query }) => reports.emergencies(actor, query),
  ),
  ...REPORT_FORMATS.map((format) =>
    route(
      ANYONE,
      {
        method: 'get',
        path: `/api/reports/emergencies.${format}`,
        summary: `The warnings and drills of a span as ${format}`,
        query: year,
        replyType: TYPES[format],
        perMinute: FILES_PER_MINUTE,
      },
      (actor, { query }) => reports.emergencyFile(actor, query, format),
    ),
  ),
];

/** Reads the records of every box one by one. */
const NOISE_PER_MINUTE = 10;

const noiseRoutes = (reports: ReportFlows): Route[] => [
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/reports/noise',
      summary: 'Minutes of sound that each hamlet had to hear in a span',
      query: month,
      reply: NoiseReport,
      perMinute: NOISE_PER_MINUTE,
    },
    (actor, { query }) => reports.noise(actor, query),
  ),
  ...REPORT_FORMATS.map((format) =>
    route(
      ANYONE,
      {
        method: 'get',
        path: `/api/reports/noise.${format}`,
        summary: `The minutes of sound of a span as ${format}`,
        query: month,
        replyType: TYPES[format],
        perMinute: NOISE_PER_MINUTE,
      },
      (actor, { query }) => reports.noiseFile(actor, query, format),
    ),
  ),
];

export const periodReportRoutes = (reports: ReportFlows): Route[] => [
  ...faultRoutes(reports),
  ...emergencyRoutes(reports),
  ...noiseRoutes(reports),
];
