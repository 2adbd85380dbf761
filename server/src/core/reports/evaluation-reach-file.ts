/**
 * Reach on the paper of a year — người dân được tiếp cận, trong báo cáo năm để in.
 *
 * The first part: who is reached against the targets, how it went, and the communes behind.
 */
import type { EvaluatedFigure, Evaluation } from '@loaso/shared/wire/http/report-evaluation';
import { day, tenth, text, whole } from './columns.js';
import type { PaperPart, PaperTable } from './paper.js';
import type { Cell } from './sheet.js';

const FIGURE_WORDS: Readonly<Record<EvaluatedFigure, string>> = {
  heard30: 'Đã nghe bản tin pháp luật',
  paper: 'Có loa đã lắp trong tầm nghe',
};
const FIGURES = ['heard30', 'paper'] as const;

const share = (have: number, of: number): number =>
  of === 0 ? 0 : Math.floor((have * 1000) / of) / 10;
const side = (urban: boolean): string => (urban ? 'Thành thị' : 'Nông thôn');
const people = new Intl.NumberFormat('vi-VN');

export function reachPart({ reach, target, level }: Evaluation): PaperPart {
  const { behind, behindTotal, unplacedPeople, emptyCommunes } = reach;
  const left = behindTotal - behind.length;
  return {
    heading: 'I. Người dân được tiếp cận so với chỉ tiêu',
    sentences: [
      `Tính đến hết ngày ${day(reach.on)}. “${FIGURE_WORDS.heard30}”: người dân trong tầm nghe của cụm loa đã phát ` +
        'trọn ít nhất một bản tin pháp luật trong 30 ngày. ' +
        `“${FIGURE_WORDS.paper}”: trong tầm nghe của cụm loa đã lắp, dù đang phát hay không. Tỉ lệ tính trên toàn bộ dân số, làm tròn xuống.`,
      `Chỉ tiêu đến năm ${target.year}: thành thị ${target.urbanPercent} %, nông thôn ${target.ruralPercent} %.`,
      ...(unplacedPeople > 0
        ? [
            `${people.format(unplacedPeople)} người ở thôn chưa khai vị trí: tính là chưa được tiếp cận.`,
          ]
        : []),
      ...(emptyCommunes > 0
        ? [`${emptyCommunes} xã, phường chưa khai thôn nào: chưa có trong số dân.`]
        : []),
    ],
    tables: [
      targetTable(reach),
      pointTable(reach),
      ...(level === 'province' && behindTotal > 0 ? [behindTable(reach, left)] : []),
    ],
  };
}

const targetTable = ({ targets }: Evaluation['reach']): PaperTable => ({
  title: 'So với chỉ tiêu',
  columns: [
    text('Cách tính', 4),
    text('Khu vực', 2),
    whole('Đến năm'),
    whole('Chỉ tiêu (%)'),
    tenth('Đạt được (%)'),
    { ...whole('Còn thiếu (người)'), width: 1.4 },
    text('Kết quả', 1.4),
  ],
  rows: FIGURES.flatMap((figure) =>
    targets[figure].map((row): Cell[] => [
      FIGURE_WORDS[figure],
      side(row.urban),
      String(row.year),
      row.targetPercent,
      row.reachedPercent,
      row.missingPeople,
      row.met ? 'Đạt' : 'Chưa đạt',
    ]),
  ),
});

const pointTable = ({ points }: Evaluation['reach']): PaperTable => ({
  title: 'Diễn biến trong kỳ (dòng đầu: ngay trước kỳ)',
  columns: [
    text('Hết ngày', 2),
    ...FIGURES.flatMap((figure) =>
      ['thành thị', 'nông thôn'].map((one) => ({
        ...tenth(`${FIGURE_WORDS[figure]}, ${one} (%)`),
        width: 2,
      })),
    ),
  ],
  rows: points.map(({ on, urban, rural }): Cell[] => [
    day(on),
    ...FIGURES.flatMap((figure) => [
      share(urban.reached[figure], urban.people),
      share(rural.reached[figure], rural.people),
    ]),
  ]),
});

const behindTable = ({ behind }: Evaluation['reach'], left: number): PaperTable => ({
  title:
    'Xã, phường còn thiếu so với chỉ tiêu (mỗi nơi tính theo cùng tỉ lệ)' +
    (left > 0 ? `; còn ${left} nơi thiếu ít hơn` : ''),
  columns: [
    text('Xã, phường', 4),
    whole('Số dân'),
    { ...whole('Đã nghe (người)'), width: 1.4 },
    { ...whole('Thiếu so với chỉ tiêu'), width: 1.6 },
    { ...whole('Chưa được nghe'), width: 1.4 },
  ],
  rows: behind.map((one): Cell[] => [
    one.name,
    one.people,
    one.reached,
    one.missing,
    one.unreached,
  ]),
});
