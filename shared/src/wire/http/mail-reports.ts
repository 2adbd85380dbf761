/**
 * Reports by e-mail over HTTP — báo cáo tự gửi theo lịch.
 *
 * Which report of which area goes to whom, how often and at what hour, and what became of the last
 * letters. Who receives is a recipient of letters whose area covers the report's.
 */
import { z } from 'zod';
import { AreaId } from '../../ids.js';
import { LocalDate } from '../../time.js';

/** tuần trước / tháng trước / quý trước / năm trước; it is also how often the report is sent. */
export const MailPeriod = z.enum(['week', 'month', 'quarter', 'year']);
export type MailPeriod = z.infer<typeof MailPeriod>;

const rule = {
  areaId: AreaId,
  period: MailPeriod,
  format: z.enum(['pdf', 'xlsx']),
  /** Days after the period is over: 0 on the first day, or Monday, of the next one. */
  afterDays: z.int().min(0).max(27),
  /** Minute of that day in Việt Nam. */
  minute: z.int().min(0).max(1439),
  /** Bulletins of the field 'law' alone. */
  law: z.boolean(),
  contactIds: z.array(z.string().max(64)).min(1).max(50),
};

const withinWeek = ({ period, afterDays }: { period: MailPeriod; afterDays: number }): boolean =>
  period !== 'week' || afterDays < 7;
const TOO_LATE = { path: ['afterDays'], message: 'within the week' };

export const NewMailReport = z.strictObject(rule).refine(withinWeek, TOO_LATE);
export type NewMailReport = z.infer<typeof NewMailReport>;

/** `seen`: the revision that was looked at; refused when somebody has changed it since. */
export const MailReportChange = z
  .strictObject({ ...rule, seen: z.int().nonnegative() })
  .refine(withinWeek, TOO_LATE);
export type MailReportChange = z.infer<typeof MailReportChange>;

const Words = z.object({ vi: z.string(), en: z.string() });

export const MailReport = z.object({
  ...rule,
  id: z.string(),
  /** Rises with each change. */
  revision: z.int(),
  areaName: z.string(),
  nextAt: z.number(),
  /** Of the next letter, as if it were sent now. */
  span: z.object({ from: LocalDate, to: LocalDate }),
  /** Who would receive it today: those who have no right to the area any more are left out. */
  readers: z.array(z.string()),
  /** Newest first. */
  sendings: z.array(
    z.object({
      to: z.string(),
      state: z.enum(['waiting', 'sent', 'failed', 'folded', 'superseded']),
      /** When it was settled, or when it is tried next. */
      at: z.number(),
      problem: Words.nullable(),
    }),
  ),
});
export type MailReport = z.infer<typeof MailReport>;

export const MailReports = z.object({ configured: z.boolean(), reports: z.array(MailReport) });
export type MailReports = z.infer<typeof MailReports>;
