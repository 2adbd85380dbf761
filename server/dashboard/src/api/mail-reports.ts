/**
 * Queries of reports by e-mail — báo cáo tự gửi.
 *
 * One query or call per line of the contract.
 */
import {
  type MailReport,
  MailReports,
  type NewMailReport,
} from '@loaso/shared/wire/http/mail-reports';
import { queryOptions } from '@tanstack/react-query';
import { get, send } from './client.js';

export const mailReportsQuery = queryOptions({
  queryKey: ['mail-reports'],
  queryFn: () => get(MailReports, '/api/mail-reports'),
});

/** @param report null: a new one */
export const saveMailReport = (
  report: Pick<MailReport, 'id' | 'revision'> | null,
  body: NewMailReport,
): Promise<MailReports> =>
  report === null
    ? send(MailReports, 'POST', '/api/mail-reports', body)
    : send(MailReports, 'PATCH', `/api/mail-reports/${report.id}`, {
        ...body,
        seen: report.revision,
      });

export const removeMailReport = (id: string): Promise<MailReports> =>
  send(MailReports, 'DELETE', `/api/mail-reports/${id}`);

export const sendMailReport = (id: string): Promise<MailReports> =>
  send(MailReports, 'POST', `/api/mail-reports/${id}/send`);
