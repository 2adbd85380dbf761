/**
 * Finding of the data — khám dung lượng SIM.
 *
 * What the SIM has used this month beside the budget in force, and who has set that: the office by a signed
 * order, else the settings file, whose figure says nothing while the order of the office holds.
 */
import { forecastBytes } from '@loaso/shared/data-month';
import { type Instant, localDateOf } from '@loaso/shared/time';
import { budgetBytesOf, type DataPlan } from '../core/data-plan-entry.js';
import type { Durable } from '../core/durable.js';
import { type Finding, finding, plain, type Words, words } from './finding.js';

const MB = 1_000_000;
const WHAT = words('dữ liệu tháng này', 'data this month');

/** @param fileBytes budget of the settings file; null for no limit */
export function dataFinding(
  fileBytes: number | null,
  { health: { data }, dataPlan }: Pick<Durable, 'health' | 'dataPlan'>,
  now: Instant,
): Finding {
  const settings = { dataBudgetBytes: fileBytes };
  const limitBytes = budgetBytesOf({ settings, durable: { dataPlan } });
  const budget = budgetWords(limitBytes, fileBytes, dataPlan);
  const usedBytes = data?.bytes ?? 0;
  const aheadBytes = data === null ? null : forecastBytes(data, now);
  const over = limitBytes !== null && (aheadBytes ?? usedBytes) > limitBytes;
  const used = usedWords(data === null ? null : usedBytes, aheadBytes);
  const found = words(`${used.vi}; ${budget.vi}`, `${used.en}; ${budget.en}`);
  return finding(over || data === null ? 'note' : 'good', WHAT, found, nextOf(data !== null));
}

function usedWords(usedBytes: number | null, aheadBytes: number | null): Words {
  if (usedBytes === null) return words('chưa đếm', 'not counted yet');
  const used = `${megabytes(usedBytes)} MB`;
  if (aheadBytes === null) return plain(used);
  const ahead = megabytes(aheadBytes);
  return words(`${used}, cuối tháng khoảng ${ahead} MB`, `${used}, about ${ahead} MB by its end`);
}

function budgetWords(
  limitBytes: number | null,
  fileBytes: number | null,
  plan: DataPlan | null,
): Words {
  if (plan === null || plan.set === null) {
    const { vi, en } = limitWords(limitBytes);
    return words(`${vi}, theo cấu hình của hộp`, `${en}, by the settings of this box`);
  }
  const { budgetMb, monthDay } = plan.set;
  const [year, month, day] = localDateOf(plan.setAt).split('-');
  const file = limitWords(fileBytes);
  return words(
    `gói ${budgetMb} MB do cơ quan đặt ngày ${day}/${month}/${year}, mỗi tháng từ ngày ${monthDay} (cấu hình của hộp, ${file.vi}, không dùng)`,
    `plan of ${budgetMb} MB set by the office on ${year}-${month}-${day}, months from day ${monthDay} (the settings of this box, ${file.en}, are not in force)`,
  );
}

const limitWords = (bytes: number | null): Words =>
  bytes === null
    ? words('không giới hạn', 'no limit')
    : words(`gói ${megabytes(bytes)} MB`, `plan of ${megabytes(bytes)} MB`);

const nextOf = (counted: boolean): Words =>
  counted
    ? words(
        'nâng gói dữ liệu hoặc bớt giờ phát; khi gần hết, cụm chỉ tải bài sắp phát và tin khẩn',
        'take a larger plan or schedule less; near the end only what is due soon is fetched',
      )
    : words('đếm từ khi cụm chạy', 'counted from its first run on');

const megabytes = (bytes: number): number => Math.round(bytes / MB);
