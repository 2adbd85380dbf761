/**
 * PDF — bản in.
 *
 * A sheet as pages for a printer: landscape A4, heading repeated on each page, page numbers, room for
 * signatures and the seal.
 */
import type { Content } from 'pdfmake/interfaces.js';
import type { SheetMaker } from '../../ports/reports.js';
import { printed, tableOf } from './library.js';

/** A4 on its side within the margins. */
const PAGE_POINTS = 769;

const signature = (who: string): Content => ({
  stack: [
    { text: who, bold: true, alignment: 'center' },
    { text: '(Ký, ghi rõ họ tên)', alignment: 'center', margin: [0, 2, 0, 0] },
  ],
});

export const makePdf: SheetMaker = (sheet) =>
  printed({
    pageOrientation: 'landscape',
    pageMargins: [36, 36, 36, 40],
    info: { title: sheet.title },
    content: [
      { text: sheet.office, bold: true },
      { text: sheet.title, bold: true, fontSize: 14, alignment: 'center', margin: [0, 6, 0, 4] },
      ...sheet.notes.map((text): Content => ({ text, alignment: 'center', fontSize: 9 })),
      { text: '', margin: [0, 4] },
      tableOf(sheet, PAGE_POINTS),
      {
        columns: [signature(sheet.signers[0]), signature(sheet.signers[1])],
        margin: [0, 24, 0, 0],
        unbreakable: true,
      } as Content,
    ],
  });
