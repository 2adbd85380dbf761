/**
 * Verbs about reports by e-mail — các việc về báo cáo tự gửi.
 *
 * Part of `flows.ts`: which report goes to whom and when, and the letters that come of it.
 */
import type {
  MailReportChange,
  MailReports,
  NewMailReport,
} from '@loaso/shared/wire/http/mail-reports';
import type { Actor, Answer } from './actor.js';

export type MailReportFlows = {
  reports(actor: Actor): Answer<MailReports>;
  addReport(actor: Actor, request: NewMailReport): Answer<MailReports>;
  changeReport(actor: Actor, id: string, change: MailReportChange): Answer<MailReports>;
  removeReport(actor: Actor, id: string): Answer<MailReports>;
  /** Queues the report of the last whole period at once, to those who are to receive it. */
  sendReport(actor: Actor, id: string): Answer<MailReports>;
  /** Every few minutes. @returns how many letters were queued */
  queueDue(): Promise<number>;
};
