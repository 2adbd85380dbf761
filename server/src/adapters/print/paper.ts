/**
 * Paper in print — văn bản hành chính trên giấy A4.
 *
 * Upright A4 with the margins and the heading of an office paper (NĐ 30/2020/NĐ-CP, Phụ lục I): nation
 * and motto, office, number left blank for the clerk, place and date, whom it goes to, who signs.
 */
import type { Content } from 'pdfmake/interfaces.js';
import type { Paper, PaperPart } from '../../core/reports/paper.js';
import type { PaperMaker } from '../../ports/reports.js';
import { printed, tableOf } from './library.js';

const MM = 72 / 25.4;
const [LEFT, TOP, RIGHT, BOTTOM] = [30 * MM, 20 * MM, 15 * MM, 20 * MM];
const PAGE_POINTS = 595 - LEFT - RIGHT;

const centred = (text: string, more: object = {}): Content => ({
  text,
  alignment: 'center',
  ...more,
});

const rule = (length: number): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: length, y2: 0, lineWidth: 0.7 }],
  alignment: 'center',
  margin: [0, 2, 0, 4],
});

const heading = ({ parent, office, place }: Paper): Content => ({
  columns: [
    {
      width: '42%',
      stack: [
        ...(parent === '' ? [] : [centred(parent.toUpperCase())]),
        centred(office.toUpperCase(), { bold: true }),
        rule(60),
        centred('Số:          /BC-              '),
      ],
    },
    {
      width: '*',
      stack: [
        centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true }),
        centred('Độc lập - Tự do - Hạnh phúc', { bold: true, fontSize: 11 }),
        rule(140),
        centred(`${place}, ngày       tháng       năm           `, { italics: true }),
      ],
    },
  ],
});

const partOf = ({ heading: name, sentences, tables }: PaperPart): Content[] => [
  { text: name, bold: true, fontSize: 11, margin: [0, 10, 0, 3] },
  ...sentences.map((text): Content => ({ text, alignment: 'justify', margin: [0, 2, 0, 2] })),
  ...tables.flatMap((table): Content[] => [
    { text: '', margin: [0, 3] },
    tableOf(table, PAGE_POINTS),
  ]),
];

const foot = ({ recipients, signer }: Paper): Content =>
  ({
    columns: [
      {
        stack: [
          { text: 'Nơi nhận:', bold: true, italics: true, fontSize: 9 },
          ...recipients.map((text): Content => ({ text: `- ${text}`, fontSize: 9 })),
        ],
      },
      {
        stack: [
          centred(signer.toUpperCase(), { bold: true }),
          centred('(Ký, ghi rõ họ tên, đóng dấu)', { italics: true, margin: [0, 2, 0, 50] }),
        ],
      },
    ],
    margin: [0, 20, 0, 0],
  }) as Content;

/** A heading and a sentence. */
const LAST = 2;

export const makePaperPdf: PaperMaker = (paper) => {
  const said = paper.parts.flatMap(partOf);
  return printed({
    pageMargins: [LEFT, TOP, RIGHT, BOTTOM],
    info: { title: `${paper.title}: ${paper.about}` },
    content: [
      heading(paper),
      centred(paper.title, { bold: true, fontSize: 14, margin: [0, 14, 0, 0] }),
      centred(paper.about, { bold: true, fontSize: 11, margin: [24, 2, 24, 0] }),
      rule(90),
      ...paper.notes.map((text): Content => ({ text, alignment: 'justify', margin: [0, 3] })),
      ...said.slice(0, -LAST),
      // Nobody signs a page on which nothing else stands.
      { stack: [...said.slice(-LAST), foot(paper)], unbreakable: true } as Content,
    ],
  });
};
