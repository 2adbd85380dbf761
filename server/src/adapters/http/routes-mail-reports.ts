/**
 * Routes of reports by e-mail — báo cáo tự gửi.
 *
 * Rows only: what they do is in the flows.
 */
import { MailReportChange, MailReports, NewMailReport } from '@loaso/shared/wire/http/mail-reports';
import { z } from 'zod';
import type { MailReportFlows } from '../../flows/mail-report-flows.js';
import { ADMIN } from './roles.js';
import { type Route, route } from './route.js';

const byId = z.object({ id: z.string().max(64) });
const PATH = '/api/mail-reports';
/** Somebody who tries; not a way to fill a mailbox. */
const SENDINGS_PER_MINUTE = 6;

export function mailReportRoutes(mail: MailReportFlows): Route[] {
  return [
    route(
      ADMIN,
      {
        method: 'get',
        path: PATH,
        summary: 'Reports that are sent by themselves, and what became of the last letters',
        reply: MailReports,
      },
      (actor) => mail.reports(actor),
    ),
    route(
      ADMIN,
      {
        method: 'post',
        path: PATH,
        summary: 'Send one more report by itself',
        body: NewMailReport,
        reply: MailReports,
        status: 201,
      },
      (actor, { body }) => mail.addReport(actor, body),
    ),
    route(
      ADMIN,
      {
        method: 'patch',
        path: `${PATH}/:id`,
        summary: 'Send a report by itself otherwise',
        params: byId,
        body: MailReportChange,
        reply: MailReports,
      },
      (actor, { params, body }) => mail.changeReport(actor, params.id, body),
    ),
    route(
      ADMIN,
      {
        method: 'delete',
        path: `${PATH}/:id`,
        summary: 'Send a report by itself no more',
        params: byId,
        reply: MailReports,
      },
      (actor, { params }) => mail.removeReport(actor, params.id),
    ),
    route(
      ADMIN,
      {
        method: 'post',
        path: `${PATH}/:id/send`,
        summary: 'Send the report of the last whole period now',
        params: byId,
        reply: MailReports,
        perMinute: SENDINGS_PER_MINUTE,
      },
      (actor, { params }) => mail.sendReport(actor, params.id),
    ),
  ];
}
