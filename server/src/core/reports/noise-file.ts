/**
 * Noise as a sheet — báo cáo số phút loa kêu để in và lưu.
 *
 * One row for each hamlet, those that hear most first, in Vietnamese.
 */
import { formatLocal, MINUTE_MS } from '@loaso/shared/time';
import type { NoiseReport } from '@loaso/shared/wire/http/report-noise';
import {
  codeOf,
  day,
  includedIn,
  officeOf,
  signersOf,
  spanOf,
  tenth,
  text,
  whole,
} from './columns.js';
import type { Cell, Sheet } from './sheet.js';

const minutes = (ms: number): number => Math.round((ms / MINUTE_MS) * 10) / 10;

export const noiseSheet = (report: NoiseReport): Sheet => ({
  name: `phut-loa-keu_${codeOf(report)}_${report.from}_${report.to}`,
  office: officeOf(report),
  title: 'BÁO CÁO SỐ PHÚT LOA KÊU Ở TỪNG THÔN, TỔ DÂN PHỐ',
  notes: [
    spanOf(report),
    ...includedIn(report),
    `Tính cho ${report.days} ngày. Lập lúc ${formatLocal(report.asOf)}`,
    'Nhiều loa kêu cùng lúc chỉ tính một lần. Thôn có một phần nghe được là tính; theo bản ghi của cụm loa.',
    ...(report.station === undefined
      ? []
      : ['Chỉ tính loa của đài này: thôn nghe được nhiều đài thì mỗi đài tính riêng.']),
    ...(report.unplaced > 0
      ? [`${report.unplaced} thôn chưa khai vị trí: chưa tính được, để trống.`]
      : []),
  ],
  columns: [
    text('Thôn, tổ dân phố', 3),
    text('Xã, phường', 3),
    whole('Số dân'),
    whole('Số cụm nghe được'),
    tenth('Tổng số phút'),
    tenth('Phút mỗi ngày'),
    tenth('Ngày nhiều nhất (phút)'),
    text('Là ngày', 1.5),
  ],
  rows: report.hamlets.map((one): Cell[] => [
    one.name,
    one.communeName,
    one.people,
    ...(one.placed
      ? [
          one.clusters,
          minutes(one.soundMs),
          minutes(one.soundMs / Math.max(1, report.days)),
          minutes(one.worstDayMs),
        ]
      : [null, null, null, null]),
    one.worstDay === null ? '' : day(one.worstDay),
  ]),
  totals: null,
  signers: signersOf(report),
});
