/**
 * Reports as sheets — báo cáo để in và lưu.
 *
 * The report of a span and the diary of airings in the order of columns that offices hand in, in
 * Vietnamese. Every figure is one of the report; nothing is counted anew.
 */
import { formatLocal, formatMinute, localDateOf, msOfDay } from '@loaso/shared/time';
import type { Field } from '@loaso/shared/wire/http/content';
import {
  type AirSums,
  airedPercent,
  type BroadcastReport,
  type Diary,
} from '@loaso/shared/wire/http/reports';
import type { StationNamed } from '@loaso/shared/wire/http/stations';
import {
  codeOf,
  day,
  includedIn,
  officeOf,
  signersOf,
  spanOf,
  stationWord,
  tenth,
  text,
  whole,
} from './columns.js';
import type { Cell, Column, Sheet } from './sheet.js';
import { NO_SUMS, plus } from './sums.js';

export const FIELD_WORDS: Readonly<Record<Field, string>> = {
  general: 'Tin chung',
  adhoc: 'Tin đột xuất',
  law: 'Pháp luật, chính sách',
  direction: 'Chỉ đạo, điều hành',
  knowledge: 'Kiến thức đời sống',
  examples: 'Gương người tốt, việc tốt',
};
const PRIORITY_WORDS = { normal: 'Thông thường', priority: 'Ưu tiên', emergency: 'Khẩn cấp' };
const SOURCE_WORDS = {
  central: 'Trung ương',
  province: 'Tỉnh',
  commune: 'Xã, phường tự làm',
};
const KIND_WORDS = { text: 'Máy đọc văn bản', recorded: 'Thu âm sẵn' };

const MINUTE_MS = 60_000;
const minutes = (ms: number): number => Math.round(ms / (MINUTE_MS / 10)) / 10;

const SUM_COLUMNS: readonly Column[] = [
  whole('Dự kiến'),
  whole('Đã phát'),
  whole('Bị cắt'),
  whole('Không phát'),
  whole('Chưa rõ'),
  whole('Phát thử'),
  tenth('% đã phát'),
  { ...tenth('Số phút phát'), width: 1.5 },
];

const sumCells = (sums: AirSums): Cell[] => [
  sums.planned,
  sums.aired,
  sums.interrupted,
  sums.missed,
  sums.unknown,
  sums.virtual,
  airedPercent(sums),
  minutes(sums.airedMs),
];

const FOOT =
  'Lượt phát tính theo từng cụm loa. Dự kiến = đã phát + bị cắt + không phát + chưa rõ + phát thử; ' +
  'tỉ lệ không tính lượt chưa rõ và phát thử.';

export function reportSheet(report: BroadcastReport): Sheet {
  const part = (name: string, rows: readonly { key: string; sums: AirSums }[]): Cell[][] =>
    rows.map(({ key, sums }) => [name, key, ...sumCells(sums)]);
  const worded = <K extends string>(
    words: Readonly<Record<K, string>>,
    rows: readonly { key: K; sums: AirSums }[],
  ) => rows.map(({ key, sums }) => ({ key: words[key], sums }));
  return {
    name: `bao-cao-phat-thanh_${codeOf(report)}_${report.from}_${report.to}`,
    office: officeOf(report),
    title: 'BÁO CÁO KẾT QUẢ PHÁT THANH',
    notes: [
      spanOf(report),
      ...includedIn(report),
      report.law ? 'Chỉ tính bản tin pháp luật' : 'Tính mọi bản tin',
      `${report.airings} lượt theo lịch, ${report.emergencies} tin khẩn cấp. Lập lúc ${formatLocal(report.asOf)}`,
      FOOT,
    ],
    columns: [text('Phân theo', 2), text('', 3), ...SUM_COLUMNS],
    rows: [
      ...part('Lĩnh vực', worded(FIELD_WORDS, report.byField)),
      ...part('Hình thức', worded(KIND_WORDS, report.byKind)),
      ...part('Mức ưu tiên', worded(PRIORITY_WORDS, report.byPriority)),
      ...part('Nguồn tin', worded(SOURCE_WORDS, report.bySource)),
      ...part(
        'Tháng',
        report.byMonth.map(({ key, sums }) => ({
          key: `${key.slice(5)}/${key.slice(0, 4)}`,
          sums,
        })),
      ),
      ...part(
        'Địa bàn',
        report.byArea.map(({ name, sums }) => ({ key: name, sums })),
      ),
      ...part(
        'Đài',
        (report.byStation ?? []).map(({ sums, ...one }) => ({ key: stationWord(one), sums })),
      ),
    ],
    totals: ['Cộng', '', ...sumCells(report.totals)],
    signers: signersOf(report),
  };
}

const fieldWord = ({ field, several }: Diary['lines'][number]): string =>
  field === null ? (several ? 'Nhiều lĩnh vực' : '') : FIELD_WORDS[field];

/** In a narrow column. */
const shortOf = ({ id, name }: StationNamed): string => (id === 'none' ? '' : name);

export function diarySheet(diary: Diary): Sheet {
  const totals = diary.lines.reduce((sum, line) => plus(sum, line.sums), NO_SUMS);
  // Of one station the heading says which.
  const byStation = diary.station === undefined && diary.lines.some((line) => line.station);
  return {
    name: `so-nhat-ky-phat_${codeOf(diary)}_${diary.from}_${diary.to}`,
    office: officeOf(diary),
    title: 'SỔ NHẬT KÝ PHÁT THANH',
    notes: [
      spanOf(diary),
      ...includedIn(diary),
      `Lập lúc ${formatLocal(diary.asOf)}`,
      ...(diary.cut ? [`Chỉ gồm ${diary.lines.length} dòng đầu; hãy chọn kỳ ngắn hơn.`] : []),
      FOOT,
    ],
    columns: [
      text('Ngày', 2),
      text('Giờ', 1),
      text('Địa bàn', 3),
      ...(byStation ? [text('Đài', 2)] : []),
      text('Nội dung', 5),
      text('Lĩnh vực', 2),
      tenth('Dài (phút)'),
      ...SUM_COLUMNS,
    ],
    rows: diary.lines.map((line) => [
      day(localDateOf(line.startAt)),
      formatMinute(Math.floor(msOfDay(line.startAt) / MINUTE_MS)),
      line.areaName,
      ...(byStation ? [line.station === undefined ? '' : shortOf(line.station)] : []),
      line.title,
      fieldWord(line),
      minutes(line.durationMs),
      ...sumCells(line.sums),
    ]),
    totals: [
      ...['Cộng', '', '', '', ''],
      ...(byStation ? [''] : []),
      minutesOf(diary),
      ...sumCells(totals),
    ],
    signers: signersOf(diary),
  };
}

const minutesOf = ({ lines }: Diary): number =>
  minutes(lines.reduce((sum, { durationMs }) => sum + durationMs, 0));
