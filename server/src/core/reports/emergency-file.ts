/**
 * Emergencies as a sheet — báo cáo tin khẩn để in và lưu.
 *
 * One row for each order, in Vietnamese: the same figures as on the screen.
 */
import { formatLocal, instant } from '@loaso/shared/time';
import type { EmergencyState } from '@loaso/shared/wire/http/emergency';
import type { EmergencyReport } from '@loaso/shared/wire/http/report-emergencies';
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

const KIND_WORDS = { real: 'Thật', drill: 'Diễn tập' } as const;
const STATE_WORDS: Readonly<Record<EmergencyState, string>> = {
  'waiting-second': 'Đang chờ người thứ hai',
  'counting-down': 'Đang đếm ngược',
  sending: 'Đang gửi',
  sent: 'Đã gửi',
  stopping: 'Đang dừng',
  ended: 'Đã xong',
  stopped: 'Đã dừng',
  vetoed: 'Bị ngăn, không gửi',
  lapsed: 'Quá hạn, không gửi',
  failed: 'Không gửi được',
};

const seconds = (ms: number | null | undefined): number | null =>
  ms == null ? null : Math.round(ms / 100) / 10;

export function emergencySheet(report: EmergencyReport): Sheet {
  const { warnings, drills, orders, cut } = report;
  return {
    name: `tin-khan_${codeOf(report)}_${report.from}_${report.to}`,
    office: officeOf(report),
    title: 'BÁO CÁO TIN KHẨN VÀ THỜI GIAN TỚI LOA',
    notes: [
      spanOf(report),
      ...includedIn(report),
      ...severalIn(report),
      `${warnings} tin khẩn thật, ${drills} lần diễn tập đã gửi. Lập lúc ${formatLocal(report.asOf)}`,
      'Giây tính từ lúc đủ người xác nhận, theo giờ do chính cụm loa ghi. Diễn tập không ra loa: tính lúc cụm báo sẵn sàng.',
      ...(cut ? [`Chỉ gồm ${orders.length} lệnh mới nhất; hãy chọn kỳ ngắn hơn.`] : []),
    ],
    columns: [
      text('Ra lệnh lúc', 2),
      text('Loại', 1.2),
      text('Nội dung', 4),
      text('Nơi', 3),
      text('Kết quả', 1.8),
      whole('Cụm được lệnh'),
      whole('Đã kêu'),
      whole('Phát thử'),
      whole('Không kêu'),
      whole('Không tin tức'),
      tenth('Chờ xác nhận (giây)'),
      tenth('Loa đầu (giây)'),
      tenth('95 % (giây)'),
    ],
    rows: orders.map(({ kind, state, title, places, orderedAt, confirmedAt, pace }): Cell[] => [
      formatLocal(instant(orderedAt)),
      KIND_WORDS[kind],
      title,
      places.join(', '),
      STATE_WORDS[state],
      pace?.ordered ?? null,
      pace?.begun ?? null,
      pace?.virtual ?? null,
      pace?.silent ?? null,
      pace?.unheard ?? null,
      confirmedAt === null ? null : seconds(confirmedAt - orderedAt),
      seconds(pace?.firstMs),
      seconds(pace?.mostMs),
    ]),
    totals: null,
    signers: signersOf(report),
  };
}
