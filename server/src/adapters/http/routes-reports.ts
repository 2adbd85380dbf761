/**
 * Routes of reports — báo cáo phát thanh, sổ nhật ký, sự cố, tin khẩn, phút loa kêu.
 *
 * Rows only: what they do is in the flows. Each report is read on a screen and fetched as a file of each
 * format; each file has an address of its own, so that a link to it can be kept.
 */
import type { Result } from '@loaso/shared/result';
import { dayNumberOf, type LocalDate } from '@loaso/shared/time';
import { AiringsQuery, ReportedAirings } from '@loaso/shared/wire/http/report-airings';
import {
  EmergencyReport,
  OrderBoxes,
  OrderBoxesQuery,
} from '@loaso/shared/wire/http/report-emergencies';
import { Evaluation, NewRemarks, RemarksHistory } from '@loaso/shared/wire/http/report-evaluation';
import { FaultReport, FaultsQuery } from '@loaso/shared/wire/http/report-faults';
import {
  NOISE_DAYS_MAX,
  NoiseReport,
  SoundsQuery,
  SoundsReport,
} from '@loaso/shared/wire/http/report-noise';
import {
  BroadcastReport,
  DIARY_DAYS_MAX,
  Diary,
  REPORT_DAYS_MAX,
  REPORT_FORMATS,
  type ReportFormat,
  ReportSpan,
} from '@loaso/shared/wire/http/reports';
import type { z } from 'zod';
import type { Actor } from '../../flows/actor.js';
import type { Refusal } from '../../flows/refusals.js';
import type { ReportFlows } from '../../flows/report-flows.js';
import { ANYONE, READERS } from './roles.js';
import { type Route, route } from './route.js';

type Days = { readonly from: LocalDate; readonly to: LocalDate };

const isWithin =
  (daysMax: number) =>
  ({ from, to }: Days): boolean =>
    from <= to && dayNumberOf(to) - dayNumberOf(from) < daysMax;

const tooLong = (daysMax: number) => ({
  path: ['to'],
  message: `not before from, within ${daysMax} days`,
});

const spanOf = (daysMax: number) => ReportSpan.refine(isWithin(daysMax), tooLong(daysMax));

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  csv: 'text/csv',
} as const;

/** A year of a province takes a second; nobody needs more than this. */
const FILES_PER_MINUTE = 30;
/** Reads the records of every box one by one. */
const NOISE_PER_MINUTE = 10;
/** Five months of the ledger, and four reports of two years. */
const EVALUATIONS_PER_MINUTE = 10;

type Answered<T> = Promise<Result<T, Refusal>>;

type Told = {
  readonly name: string;
  /** What it says on a screen, and what a file of it is called. */
  readonly summary: string;
  readonly called: string;
  readonly daysMax: number;
  readonly reply: z.ZodType;
  readonly perMinute?: number;
  read(actor: Actor, span: ReportSpan): Answered<unknown>;
  file(actor: Actor, span: ReportSpan, format: ReportFormat): Answered<Uint8Array>;
};

/** What is handed out as files. */
type Filed = Omit<Told, 'summary' | 'reply' | 'read'>;

function told(report: Told): Route[] {
  const { name, summary, daysMax, reply, perMinute, read } = report;
  const query = spanOf(daysMax);
  const path = `/api/reports/${name}`;
  const limit = perMinute === undefined ? {} : { perMinute };
  return [
    route(ANYONE, { method: 'get', path, summary, query, reply, ...limit }, (actor, ask) =>
      read(actor, ask.query),
    ),
    ...filed(report),
  ];
}

const filed = ({ name, called, daysMax, perMinute, file }: Filed): Route[] =>
  REPORT_FORMATS.map((format) =>
    route(
      ANYONE,
      {
        method: 'get',
        path: `/api/reports/${name}.${format}`,
        summary: `${called} as ${format}`,
        query: spanOf(daysMax),
        replyType: TYPES[format],
        perMinute: perMinute ?? FILES_PER_MINUTE,
      },
      (actor, ask) => file(actor, ask.query, format),
    ),
  );

export const reportRoutes = (reports: ReportFlows): Route[] => [
  ...[broadcast, diary, emergencies, noise, evaluation].flatMap((of) => told(of(reports))),
  ...faults(reports),
  airings(reports),
  sounds(reports),
  boxes(reports),
  ...remarks(reports),
];

const broadcast = (reports: ReportFlows): Told => ({
  name: 'broadcast',
  summary: 'What was planned in a span and what became of it, in sums',
  called: 'The report of a span',
  daysMax: REPORT_DAYS_MAX,
  reply: BroadcastReport,
  read: (actor, span) => reports.report(actor, span),
  file: (actor, span, format) => reports.reportFile(actor, span, format),
});

const diary = (reports: ReportFlows): Told => ({
  name: 'diary',
  summary: 'The airings of a span one by one: the diary that stations keep',
  called: 'The diary of a span',
  daysMax: DIARY_DAYS_MAX,
  reply: Diary,
  read: (actor, span) => reports.diary(actor, span),
  file: (actor, span, format) => reports.diaryFile(actor, span, format),
});

/** Its figures, and one of them opened. */
const faults = (reports: ReportFlows): Route[] => [
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/reports/faults',
      summary: 'Faults that began in a span, by cause, how long until they were mended, one by one',
      query: FaultsQuery.refine(isWithin(REPORT_DAYS_MAX), tooLong(REPORT_DAYS_MAX)),
      reply: FaultReport,
    },
    (actor, ask) => reports.faults(actor, ask.query),
  ),
  ...filed({
    name: 'faults',
    called: 'The faults of a span',
    daysMax: REPORT_DAYS_MAX,
    file: (actor, span, format) => reports.faultFile(actor, span, format),
  }),
];

const emergencies = (reports: ReportFlows): Told => ({
  name: 'emergencies',
  summary: 'Warnings and drills of a span, and how long until boxes sounded',
  called: 'The warnings and drills of a span',
  daysMax: REPORT_DAYS_MAX,
  reply: EmergencyReport,
  read: (actor, span) => reports.emergencies(actor, span),
  file: (actor, span, format) => reports.emergencyFile(actor, span, format),
});

const noise = (reports: ReportFlows): Told => ({
  name: 'noise',
  summary: 'Minutes of sound that each hamlet had to hear in a span',
  called: 'The minutes of sound of a span',
  daysMax: NOISE_DAYS_MAX,
  reply: NoiseReport,
  perMinute: NOISE_PER_MINUTE,
  read: (actor, span) => reports.noise(actor, span),
  file: (actor, span, format) => reports.noiseFile(actor, span, format),
});

const evaluation = (reports: ReportFlows): Told => ({
  name: 'evaluation',
  summary: 'One report of a year: who is reached against the targets, and what was aired',
  called: 'The evaluation of a year',
  daysMax: REPORT_DAYS_MAX,
  reply: Evaluation,
  perMinute: EVALUATIONS_PER_MINUTE,
  read: (actor, span) => reports.evaluation(actor, span),
  file: (actor, span, format) => reports.evaluationFile(actor, span, format),
});

const airings = (reports: ReportFlows): Route =>
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/reports/airings',
      summary: 'The very airings that a figure of a report counts, page by page',
      query: AiringsQuery.refine(isWithin(REPORT_DAYS_MAX), tooLong(REPORT_DAYS_MAX)),
      reply: ReportedAirings,
    },
    (actor, { query }) => reports.airings(actor, query),
  );

const sounds = (reports: ReportFlows): Route =>
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/reports/noise/sounds',
      summary: 'The very sounds that the minutes of a hamlet are made of, page by page',
      query: SoundsQuery.refine(isWithin(NOISE_DAYS_MAX), tooLong(NOISE_DAYS_MAX)),
      reply: SoundsReport,
      perMinute: FILES_PER_MINUTE,
    },
    (actor, { query }) => reports.sounds(actor, query),
  );

const boxes = (reports: ReportFlows): Route =>
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/reports/emergencies/boxes',
      summary: 'The very boxes that a count of one order counts, page by page',
      query: OrderBoxesQuery.refine(isWithin(REPORT_DAYS_MAX), tooLong(REPORT_DAYS_MAX)),
      reply: OrderBoxes,
    },
    (actor, { query }) => reports.orderBoxes(actor, query),
  );

const remarks = (reports: ReportFlows): Route[] => [
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/reports/evaluation/remarks',
      summary: 'What officials said of a year, version by version',
      query: spanOf(REPORT_DAYS_MAX),
      reply: RemarksHistory,
    },
    (actor, { query }) => reports.remarks(actor, query),
  ),
  route(
    READERS,
    {
      method: 'post',
      path: '/api/reports/evaluation/remarks',
      summary: 'Say something of a year, as a new version',
      body: NewRemarks,
      reply: RemarksHistory,
      status: 201,
    },
    (actor, { body }) => reports.saveRemarks(actor, body),
  ),
];
