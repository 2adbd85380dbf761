/**
 * Yearly evaluation as a paper — báo cáo đánh giá năm để in, ký và gửi.
 *
 * The figures of the screen in the order in which the Decision asks for them, each with what it counts,
 * in Vietnamese; then what the official says.
 */
import { formatLocal, HOUR_MS } from '@loaso/shared/time';
import type {
  DividedCommune,
  Evaluation,
  UnairedWhy,
  YearFigures,
} from '@loaso/shared/wire/http/report-evaluation';
import { airedPercent } from '@loaso/shared/wire/http/reports';
import { day, includedIn, spanOf, tenth, text, whole } from './columns.js';
import { reachPart } from './evaluation-reach-file.js';
import { FIELD_WORDS } from './file.js';
import type { Paper, PaperPart, PaperTable } from './paper.js';
import type { Cell } from './sheet.js';

const WHY_WORDS: Readonly<Record<UnairedWhy, string>> = {
  'not-planned': 'không xếp lịch bản tin pháp luật nào',
  'not-aired': 'có xếp lịch nhưng cụm loa báo không phát',
  'no-word': 'có xếp lịch nhưng cụm loa chưa gửi nhật ký',
  virtual: 'chỉ phát thử, không ra loa thật',
};

const RECIPIENTS = [
  'Sở Tư pháp (tổng hợp);',
  'Sở Văn hoá, Thể thao và Du lịch;',
  'UBND tỉnh;',
  'Lưu: VT.',
];

const hours = (ms: number): number => Math.round((ms / HOUR_MS) * 10) / 10;
const hoursOrNull = (ms: number | null): number | null => (ms === null ? null : hours(ms));
export function evaluationPaper(report: Evaluation): Paper {
  const { remarks, areaName, from, to } = report;
  const lines = (said: string | undefined): string[] =>
    (said ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const recipients = lines(remarks?.recipients).map((line) => line.replace(/^[-–]\s*/, ''));
  return {
    name: `danh-gia-nam_${report.areaId}_${from}_${to}`,
    parent: remarks?.parent ?? '',
    office: remarks?.office || areaName,
    place: areaName.replace(/^(Tỉnh|Thành phố|Xã|Phường|Đặc khu)\s+/i, ''),
    title: 'BÁO CÁO',
    about:
      'Kết quả phổ biến, giáo dục pháp luật qua hệ thống loa truyền thanh cơ sở số ' +
      `(${spanOf(report).toLowerCase()})`,
    notes: [
      'Thực hiện Kế hoạch ban hành kèm theo Quyết định số 1462/QĐ-UBND ngày 26/4/2025 của UBND tỉnh Bình Định, ' +
        `${remarks?.office || areaName} báo cáo như sau. Số liệu lập lúc ${formatLocal(report.asOf)}, đếm từ nhật ký do chính các cụm loa gửi về.`,
      ...includedIn(report).map((line) => `${line}.`),
      ...(report.demo ? ['SỐ LIỆU MINH HOẠ: hệ thống đang chạy thử, chưa có loa thật.'] : []),
    ],
    parts: [
      reachPart(report),
      lawPart(report),
      fleetPart(report),
      urgentPart(report),
      saidPart('V. Nhận xét, đánh giá', lines(remarks?.comment)),
      saidPart('VI. Kiến nghị, đề xuất', lines(remarks?.proposal)),
    ],
    recipients: recipients.length > 0 ? recipients : RECIPIENTS,
    signer: remarks?.signer || 'THỦ TRƯỞNG ĐƠN VỊ',
  };
}

const saidPart = (heading: string, said: readonly string[]): PaperPart => ({
  heading,
  sentences: said.length > 0 ? said : ['…………………………………………………………………………'],
  tables: [],
});

function lawPart(report: Evaluation): PaperPart {
  const { year, before, byField, communes, level } = report;
  const { unaired, divided } = communes;
  return {
    heading: 'II. Kết quả phát thanh',
    sentences: [
      'Lượt phát tính theo từng cụm loa; giờ phát cộng trên các cụm; lượt theo lịch là một dòng lịch ở một giờ, ' +
        'trên bao nhiêu cụm cũng tính một. Tỉ lệ đã phát không tính lượt chưa rõ và phát thử.',
      ...(level === 'province'
        ? [
            `${communes.aired}/${communes.total} xã, phường đã phát bản tin pháp luật trong kỳ.`,
            ...(unaired.length > 0
              ? [`${unaired.length} xã, phường không phát: kể ở bảng dưới.`]
              : []),
            ...divided.map(dividedLine),
          ]
        : []),
    ],
    tables: [
      yearTable(year, before),
      {
        title: 'Theo lĩnh vực',
        columns: [
          text('Lĩnh vực', 4),
          whole('Dự kiến'),
          whole('Đã phát'),
          whole('Bị cắt'),
          whole('Không phát'),
          whole('Chưa rõ'),
          tenth('% đã phát'),
          tenth('Giờ phát'),
        ],
        rows: byField.map(({ key, sums }): Cell[] => [
          FIELD_WORDS[key],
          sums.planned,
          sums.aired,
          sums.interrupted,
          sums.missed,
          sums.unknown,
          airedPercent(sums),
          hours(sums.airedMs),
        ]),
      },
      ...(unaired.length === 0
        ? []
        : [
            {
              title: 'Xã, phường không phát bản tin pháp luật nào',
              columns: [text('Xã, phường', 3), text('Vì sao', 5)],
              rows: unaired.map(({ name, why }): Cell[] => [name, WHY_WORDS[why]]),
            },
          ]),
    ],
  };
}

const dividedLine = ({ name, until, into, sums }: DividedCommune): string =>
  `${name} đến hết ngày ${day(until)} đã chia thành ${into.join(', ')}; đến ngày đó đã phát ` +
  `${sums.aired} lượt bản tin pháp luật, tính một lần trong tổng của tỉnh và không tính cho địa bàn mới nào.`;

type Line = readonly [name: string, of: (year: YearFigures) => number | null];

const YEAR_LINES: readonly Line[] = [
  ['Bản tin pháp luật: lượt theo lịch', ({ law }) => law.airings],
  ['Bản tin pháp luật: lượt đã phát trọn ở các cụm', ({ law }) => law.totals.aired],
  ['Bản tin pháp luật: giờ phát', ({ law }) => hours(law.totals.airedMs)],
  ['Bản tin pháp luật: % đã phát', ({ law }) => airedPercent(law.totals)],
  ['Mọi bản tin: lượt theo lịch', ({ all }) => all.airings],
  ['Mọi bản tin: giờ phát', ({ all }) => hours(all.totals.airedMs)],
  ['Mọi bản tin: % đã phát', ({ all }) => airedPercent(all.totals)],
  ['Sự cố cụm loa phát hiện trong kỳ', ({ faults }) => faults.faults],
  ['Một nửa số sự cố khắc phục xong trong (giờ)', ({ faults }) => hoursOrNull(faults.medianMs)],
  ['Tin khẩn thật đã gửi', ({ warnings }) => warnings],
  ['Lần diễn tập', ({ drills }) => drills],
];

const own = (head: string) => ({ ...whole(head), width: 1.8, digits: 'own' as const });

const yearTable = (year: YearFigures, before: YearFigures | null): PaperTable => ({
  title: before === null ? 'So với năm trước: chưa có số liệu năm trước' : 'So với năm trước',
  columns: [
    text('Nội dung', 5),
    own('Kỳ này'),
    own(before === null ? 'Năm trước' : `${day(before.from)} – ${day(before.to)}`),
    own('Tăng, giảm (−)'),
  ],
  rows: YEAR_LINES.map(([name, of]): Cell[] => {
    const [now, ago] = [of(year), before === null ? null : of(before)];
    const more = now === null || ago === null ? null : Math.round((now - ago) * 10) / 10;
    return [name, now, ago, more];
  }),
});

function fleetPart({ clusters, year, byCause }: Evaluation): PaperPart {
  const { faults } = year;
  return {
    heading: 'III. Tình trạng cụm loa và khắc phục sự cố',
    sentences: [
      `${clusters.total} cụm loa; ${clusters.notEnrolled} cụm chưa đăng ký, ${clusters.silent30} cụm có lịch mà chưa gửi nhật ký nào trong 30 ngày cuối kỳ.`,
      `Phát hiện ${faults.faults} sự cố, đã khắc phục ${faults.mended}, chưa xong ${faults.open}. Thời gian tính từ lúc bắt đầu đến lúc loa trở lại.`,
    ],
    tables:
      byCause.length === 0
        ? []
        : [
            {
              title: 'Theo nguyên nhân',
              columns: [
                text('Nguyên nhân', 4),
                whole('Số sự cố'),
                whole('Đã xong'),
                whole('Chưa xong'),
                { ...tenth('Một nửa xong trong (giờ)'), width: 1.6 },
                { ...tenth('Lâu nhất (giờ)'), width: 1.4 },
              ],
              rows: byCause.map(({ name, sums }): Cell[] => [
                name.vi,
                sums.faults,
                sums.mended,
                sums.open,
                hoursOrNull(sums.medianMs),
                hoursOrNull(sums.longestMs),
              ]),
            },
          ],
  };
}

const urgentPart = ({ year, slowestMs, cut }: Evaluation): PaperPart => ({
  heading: 'IV. Tin khẩn cấp và diễn tập',
  sentences: [
    `${year.warnings} tin khẩn thật, ${year.drills} lần diễn tập đã gửi.`,
    ...(slowestMs === null
      ? []
      : [
          `Tin khẩn chậm nhất: ${Math.round(slowestMs / 1000)} giây sau khi đủ người xác nhận thì 95 % số loa có kêu đã kêu.`,
        ]),
    ...(cut ? ['Nhiều lệnh hoặc sự cố quá: phần này chưa đếm hết.'] : []),
    'Ý kiến phản ánh của người dân về tiếng ồn không ghi trong hệ thống; số phút loa kêu ở từng thôn xem báo cáo “Phút loa kêu”.',
  ],
  tables: [],
});
