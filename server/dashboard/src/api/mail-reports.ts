/**
 * Queries of reports by e-mail — báo cáo tự gửi.
 *
 * One query or call per line of the contract.
 */
import { MailReports, type NewMailReport } from '@loaso/shared/wire/http/mail-reports';
import { queryOptions } from '@tanstack/react-query';
import { get, send } from './client.js';

export const mailReportsQuery = queryOptions({
  queryKey: ['mail-reports'],
  queryFn: () => get(MailReports, '/api/mail-reports'),
});

export const addMailReport = (body: NewMailReport): Promise<MailReports> =>
  send(MailReports, 'POST', '/api/mail-reports', body);

export const removeMailReport = (id: string): Promise<MailReports> =>
  send(MailReports, 'DELETE', `/api/mail-reports/${id}`);

export const sendMailReport = (id: string): Promise<MailReports> =>
  send(MailReports, 'POST', `/api/mail-reports/${id}/send`);
