/**
 * Months of data of the fixture — dữ liệu SIM mẫu.
 *
 * The box with a real card will not last its month; one that is lost has not told yet; the others last.
 */
import type { DataMonth, DeviceDetail } from '@loaso/shared/wire/http/fleet';
import type { Status } from '@loaso/shared/wire/status';

const LOST_AFTER_MS = 3_600_000;

const LASTS: DataMonth = {
  usedBytes: 214_000_000,
  forecastBytes: 412_000_000,
  budgetBytes: 500_000_000,
  standing: 'lasts',
};
const SHORT: DataMonth = {
  usedBytes: 318_000_000,
  forecastBytes: 561_000_000,
  budgetBytes: 500_000_000,
  standing: 'short',
};

/** @param now the time for which the fixture is drawn */
export function dataOf(
  status: Status | null,
  now: number,
): Pick<DeviceDetail, 'data' | 'dataShort'> {
  if (status === null) return { data: null };
  const saidAt = status.at;
  if (now - saidAt > LOST_AFTER_MS) return { data: { saidAt, month: null } };
  return status.output.virtual
    ? { data: { saidAt, month: LASTS } }
    : { data: { saidAt, month: SHORT }, dataShort: SHORT };
}
