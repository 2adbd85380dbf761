/**
 * Library of prints — thư viện in, bảng số trên giấy.
 *
 * What every print has in common: a font with all Vietnamese letters, which comes with the library, and
 * tables that fill the page. Nothing is fetched and no other file is read.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Cell, Column } from '../../core/reports/sheet.js';

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
  pdfmake.setFonts({
    Roboto: {
      normal: roboto('Regular'),
      bold: roboto('Medium'),
      italics: roboto('Italic'),
      bolditalics: roboto('MediumItalic'),
    },
  });
  ready = true;
}

/** Pages of A4 with numbers below. */
export async function printed(pages: Omit<TDocumentDefinitions, 'footer'>): Promise<Uint8Array> {
  prepare();
  const document: TDocumentDefinitions = {
    pageSize: 'A4',
    defaultStyle: { font: 'Roboto', fontSize: 10 },
    footer: (page: number, count: number) => ({
      text: `Trang ${page}/${count}`,
      alignment: 'center',
      fontSize: 8,
    }),
    ...pages,
  };
  return await pdfmake.createPdf(document).getBuffer();
}

const digitsOf = (value: number, digits: Column['digits'] = 0): number =>
  digits === 'own' ? (Number.isInteger(value) ? 0 : 1) : digits;

const shown = (value: Cell, column: Column | undefined): string => {
  if (typeof value !== 'number') return value ?? '';
  const [whole = '', rest] = value.toFixed(digitsOf(value, column?.digits)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return rest === undefined ? grouped : `${grouped},${rest}`;
};

type Rows = {
  /** Above the heads, on each page again. */
  readonly title?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly totals?: readonly Cell[] | null;
};

const cells = (columns: readonly Column[], row: readonly Cell[], bold: boolean): TableCell[] =>
  row.map((value, place) => ({
    text: shown(value, columns[place]),
    alignment: columns[place]?.align ?? 'left',
    bold,
  }));

/** What the edges of a cell take of the page. */
const CELL_POINTS = 9;

const NO_BORDER: [boolean, boolean, boolean, boolean] = [false, false, false, false];

/** A title is never the last line of a page. */
const titleRow = (text: string, wide: number): TableCell[] => [
  { text, colSpan: wide, italics: true, fontSize: 10, border: NO_BORDER },
  ...Array.from({ length: wide - 1 }, () => ''),
];

/** @param points width of the page within its margins */
export function tableOf({ title, columns, rows, totals = null }: Rows, points: number): Content {
  const heads = columns.map(({ head }) => ({
    text: head,
    bold: true,
    alignment: 'center' as const,
    fillColor: '#e8eef4',
  }));
  const total = columns.reduce((sum, { width }) => sum + width, 0);
  const room = points - CELL_POINTS * columns.length;
  return {
    table: {
      headerRows: title === undefined ? 1 : 2,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: columns.map(({ width }) => (width / total) * room),
      body: [
        ...(title === undefined ? [] : [titleRow(title, columns.length)]),
        heads,
        ...rows.map((row) => cells(columns, row, false)),
        ...(totals === null ? [] : [cells(columns, totals, true)]),
      ],
    },
    layout: { hLineWidth: (line) => (title !== undefined && line === 0 ? 0 : 1) },
    fontSize: 8,
  };
}
