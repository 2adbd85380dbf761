/**
 * PDF — bản in.
 *
 * A sheet as pages for a printer: landscape A4, heading repeated on each page, page numbers, room for
 * signatures and the seal. Its font has all Vietnamese letters and comes with the library; nothing is
 * fetched and no other file is read.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Column, Sheet } from '../../core/reports/sheet.js';
import type { SheetMaker } from '../../ports/reports.js';

const FONTS = join(
  dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
  'fonts',
);
const roboto = (weight: string): string => join(FONTS, 'Roboto', `Roboto-${weight}.ttf`);

let ready = false;

/** Once: the library is one object for all. */
function prepare(): void {
  if (ready) return;
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(FONTS));
  pdfmake.setFonts({ Roboto: { normal: roboto('Regular'), bold: roboto('Medium') } });
  ready = true;
}

const shown = (value: string | number | null, column: Column | undefined): string => {
  if (typeof value !== 'number') return value ?? '';
  const digits = column?.digits ?? 0;
  const [whole = '', rest] = value.toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return rest === undefined ? grouped : `${grouped},${rest}`;
};

const cells = (sheet: Sheet, row: Sheet['rows'][number], bold: boolean): TableCell[] =>
  row.map((value, place) => ({
    text: shown(value, sheet.columns[place]),
    alignment: sheet.columns[place]?.align ?? 'left',
    bold,
  }));

/** A4 on its side within the margins, and what the edges of a cell take of it. */
const PAGE_POINTS = 769;
const CELL_POINTS = 9;

function body(sheet: Sheet): Content {
  const heads = sheet.columns.map(({ head }) => ({
    text: head,
    bold: true,
    alignment: 'center' as const,
    fillColor: '#e8eef4',
  }));
  const total = sheet.columns.reduce((sum, { width }) => sum + width, 0);
  const room = PAGE_POINTS - CELL_POINTS * sheet.columns.length;
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: sheet.columns.map(({ width }) => (width / total) * room),
      body: [
        heads,
        ...sheet.rows.map((row) => cells(sheet, row, false)),
        ...(sheet.totals === null ? [] : [cells(sheet, sheet.totals, true)]),
      ],
    },
    fontSize: 8,
  };
}

const signature = (who: string): Content => ({
  stack: [
    { text: who, bold: true, alignment: 'center' },
    { text: '(Ký, ghi rõ họ tên)', alignment: 'center', margin: [0, 2, 0, 0] },
  ],
});

const pages = (sheet: Sheet): TDocumentDefinitions => ({
  pageSize: 'A4',
  pageOrientation: 'landscape',
  pageMargins: [36, 36, 36, 40],
  info: { title: sheet.title },
  defaultStyle: { font: 'Roboto', fontSize: 10 },
  footer: (page: number, count: number) => ({
    text: `Trang ${page}/${count}`,
    alignment: 'center',
    fontSize: 8,
  }),
  content: [
    { text: sheet.office, bold: true },
    { text: sheet.title, bold: true, fontSize: 14, alignment: 'center', margin: [0, 6, 0, 4] },
    ...sheet.notes.map((text): Content => ({ text, alignment: 'center', fontSize: 9 })),
    { text: '', margin: [0, 4] },
    body(sheet),
    {
      columns: [signature(sheet.signers[0]), signature(sheet.signers[1])],
      margin: [0, 24, 0, 0],
      unbreakable: true,
    } as Content,
  ],
});

export const makePdf: SheetMaker = async (sheet) => {
  prepare();
  return await pdfmake.createPdf(pages(sheet)).getBuffer();
};
