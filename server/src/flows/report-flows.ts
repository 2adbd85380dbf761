/**
 * Flows of reports — các việc báo cáo.
 *
 * Part of `flows.ts`: reports on the screen, the same as files, and the nightly settling of days.
 */
import type { AiringsQuery, ReportedAirings } from '@loaso/shared/wire/http/report-airings';
import type {
  EmergencyReport,
  OrderBoxes,
  OrderBoxesQuery,
} from '@loaso/shared/wire/http/report-emergencies';
import type {
  Evaluation,
  NewRemarks,
  RemarksHistory,
} from '@loaso/shared/wire/http/report-evaluation';
import type { FaultReport, FaultsQuery, PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import type { NoiseReport, SoundsQuery, SoundsReport } from '@loaso/shared/wire/http/report-noise';
import type {
  BroadcastReport,
  Diary,
  ReportFormat,
  ReportSpan,
} from '@loaso/shared/wire/http/reports';
import type { Actor, Answer } from './actor.js';

export type ReportFlows = {
  report(actor: Actor, span: ReportSpan): Answer<BroadcastReport>;
  diary(actor: Actor, span: ReportSpan): Answer<Diary>;
  /** The very airings that a figure of the report counts, page by page. */
  airings(actor: Actor, query: AiringsQuery): Answer<ReportedAirings>;
  reportFile(actor: Actor, span: ReportSpan, format: ReportFormat): Answer<Uint8Array>;
  diaryFile(actor: Actor, span: ReportSpan, format: ReportFormat): Answer<Uint8Array>;
  faults(actor: Actor, query: FaultsQuery): Answer<FaultReport>;
  faultFile(actor: Actor, span: PeriodSpan, format: ReportFormat): Answer<Uint8Array>;
  emergencies(actor: Actor, span: PeriodSpan): Answer<EmergencyReport>;
  /** The boxes that one count of an order counts. */
  orderBoxes(actor: Actor, query: OrderBoxesQuery): Answer<OrderBoxes>;
  emergencyFile(actor: Actor, span: PeriodSpan, format: ReportFormat): Answer<Uint8Array>;
  noise(actor: Actor, span: PeriodSpan): Answer<NoiseReport>;
  /** What the minutes of one hamlet are made of. */
  sounds(actor: Actor, query: SoundsQuery): Answer<SoundsReport>;
  noiseFile(actor: Actor, span: PeriodSpan, format: ReportFormat): Answer<Uint8Array>;
  /** One report of a year, and what the official says of it. */
  evaluation(actor: Actor, span: PeriodSpan): Answer<Evaluation>;
  evaluationFile(actor: Actor, span: PeriodSpan, format: ReportFormat): Answer<Uint8Array>;
  remarks(actor: Actor, span: PeriodSpan): Answer<RemarksHistory>;
  saveRemarks(actor: Actor, remarks: NewRemarks): Answer<RemarksHistory>;
  /** @returns how many days were added up */
  settleLately(): Promise<number>;
};
