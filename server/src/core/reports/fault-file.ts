/**
 * Faults as a sheet — báo cáo sự cố để in và lưu.
 *
 * By cause, then one by one: the same figures as on the screen, in Vietnamese.
 */
import { formatLocal, HOUR_MS, instant } from '@loaso/shared/time';
import type { FaultReport, FaultSums } from '@loaso/shared/wire/http/report-faults';
import {
  codeOf,
  includedIn,
  officeOf,
  severalIn,
  signersOf,
  spanOf,
  tenth,
  text,
  whole,
} from './columns.js';
import type { Cell, Sheet } from './sheet.js';

const hours = (ms: number | null): number | null =>
  ms === null ? null : Math.round((ms / HOUR_MS) * 10) / 10;

const sumCells = ({ faults, mended, open, medianMs, longestMs }: FaultSums): Cell[] => [
  faults,
  mended,
  open,
  hours(medianMs),
  hours(longestMs),
];

export function faultSheet(report: FaultReport): Sheet {
  const { total, byCause, carried, lines, cut } = report;
  const left = total.faults - lines.length;
  return {
    name: `su-co_${codeOf(report)}_${report.from}_${report.to}`,
    office: officeOf(report),
    title: 'BÁO CÁO SỰ CỐ VÀ THỜI GIAN KHẮC PHỤC',
    notes: [
      spanOf(report),
      ...includedIn(report),
      ...severalIn(report),
      `Lập lúc ${formatLocal(report.asOf)}. Tính sự cố được phát hiện trong kỳ; thời gian khắc phục tính từ lúc bắt đầu đến lúc loa trở lại.`,
      ...(carried > 0 ? [`${carried} sự cố có từ trước, đầu kỳ chưa xong: không cộng ở đây.`] : []),
      ...(left > 0 ? [`Liệt kê từng sự cố: ${lines.length} sự cố lâu nhất, còn ${left}.`] : []),
      ...(cut ? ['Nhiều sự cố quá: chưa đếm hết, hãy chọn kỳ ngắn hơn.'] : []),
    ],
    columns: [
      text('Nguyên nhân', 4),
      text('Nơi', 4),
      text('Bắt đầu', 2),
      text('Khắc phục xong', 2),
      whole('Số sự cố'),
      whole('Đã xong'),
      whole('Chưa xong'),
      tenth('Giữa (giờ)'),
      tenth('Lâu nhất (giờ)'),
    ],
    rows: [
      ...byCause.map(({ name, sums }): Cell[] => [name.vi, '', '', '', ...sumCells(sums)]),
      ...lines.map(({ name, places, startedAt, mendedAt }): Cell[] => [
        name.vi,
        places.join(', '),
        formatLocal(instant(startedAt)),
        mendedAt === null ? 'chưa xong' : formatLocal(instant(mendedAt)),
        null,
        null,
        null,
        null,
        mendedAt === null ? null : hours(mendedAt - startedAt),
      ]),
    ],
    totals: ['Cộng', '', '', '', ...sumCells(total)],
    signers: signersOf(report),
  };
}
