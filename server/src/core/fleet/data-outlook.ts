/**
 * Outlook of the data — dữ liệu của SIM: đã dùng, gói cước, cả tháng.
 *
 * From the last word of a box, as of the time at which it was said. What it used last month says nothing
 * of this one, and neither does a box that does not know the month.
 */
import { forecastBytes, monthOf } from '@loaso/shared/data-month';
import type { Instant } from '@loaso/shared/time';
import type { DataMonth, DataOutlook } from '@loaso/shared/wire/http/fleet';
import type { Status } from '@loaso/shared/wire/status';

/** With this part used the end is near, however young the month is. */
const NEAR_PART = 0.88;

/** Null where the box counts nothing, or has never spoken. */
export function dataOutlookOf(status: Status | null, now: Instant): DataOutlook | null {
  const bytes = status?.vitals?.dataUsedBytes ?? null;
  if (status === null || bytes === null) return null;
  if (status.clock.trust === 'unknown') return { saidAt: null, month: null };
  const firstDay = status.dataPlan?.monthDay ?? 1;
  const month = monthOf(status.at, firstDay);
  if (month !== monthOf(now, firstDay)) return { saidAt: status.at, month: null };
  const figures = {
    usedBytes: bytes,
    forecastBytes: forecastBytes({ month, bytes, firstDay }, status.at),
    budgetBytes: status.vitals?.dataBudgetBytes ?? null,
  };
  return { saidAt: status.at, month: { ...figures, standing: standingOf(figures) } };
}

function standingOf({
  usedBytes,
  forecastBytes: ahead,
  budgetBytes: budget,
}: Omit<DataMonth, 'standing'>): DataMonth['standing'] {
  if (budget === null) return 'free';
  if (usedBytes >= budget) return 'over';
  if (usedBytes >= budget * NEAR_PART || (ahead ?? 0) > budget) return 'short';
  return ahead === null ? 'young' : 'lasts';
}

/** The month where it will not last, for lists; undefined for all others. */
export function dataShortOf(status: Status | null, now: Instant): DataMonth | undefined {
  const month = dataOutlookOf(status, now)?.month;
  return month?.standing === 'short' || month?.standing === 'over' ? month : undefined;
}
