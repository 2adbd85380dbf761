/**
 * XLSX — bảng tính Excel.
 *
 * A sheet as a file that Excel and LibreOffice open: heading, fixed columns, numbers as numbers. A
 * text is written as text, so that none of it can be a formula.
 */
import writeXlsxFile, { type Cell, type Row } from 'write-excel-file/node';
import type { Paper, PaperTable } from '../../core/reports/paper.js';
import type { Column, Sheet, Cell as SheetCell } from '../../core/reports/sheet.js';
import type { PaperMaker, SheetMaker, TableMaker } from '../../ports/reports.js';

/** Letters of the narrowest column. */
const LETTERS = 10;
const FORMAT = { 0: '#,##0', 1: '#,##0.0' } as const;

const line = (value: string, columns: number, style: object = {}): Row => [
  { value, type: String, columnSpan: columns, ...style },
  ...Array.from({ length: columns - 1 }, () => null),
];

const formatOf = (value: number, digits: Column['digits'] = 0): string =>
  FORMAT[digits === 'own' ? (Number.isInteger(value) ? 0 : 1) : digits];

function cell(value: string | number | null, column: Column | undefined, bold: boolean): Cell {
  if (value === null) return null;
  const look = { align: column?.align ?? 'left', ...(bold ? { fontWeight: 'bold' as const } : {}) };
  return typeof value === 'number'
    ? { value, type: Number, format: formatOf(value, column?.digits), ...look }
    : { value, type: String, wrap: true, ...look };
}

const headsOf = (columns: readonly Column[]): Row =>
  columns.map(({ head }) => ({
    value: head,
    type: String,
    fontWeight: 'bold' as const,
    align: 'center' as const,
    wrap: true,
    backgroundColor: '#e8eef4',
  }));

const rowOf = (columns: readonly Column[], cells: readonly SheetCell[], bold = false): Row =>
  cells.map((value, place) => cell(value, columns[place], bold));

export const makeXlsx: SheetMaker = async (sheet: Sheet) => {
  const { columns } = sheet;
  const wide = columns.length;
  const row = (cells: Sheet['rows'][number], bold = false): Row => rowOf(columns, cells, bold);
  const half = Math.floor(wide / 2);
  const data: Row[] = [
    line(sheet.office, wide, { fontWeight: 'bold' }),
    line(sheet.title, wide, { fontWeight: 'bold', fontSize: 14, align: 'center' }),
    ...sheet.notes.map((note) => line(note, wide, { align: 'center' })),
    [],
    headsOf(columns),
    ...sheet.rows.map((cells) => row(cells)),
    ...(sheet.totals === null ? [] : [row(sheet.totals, true)]),
    [],
    [
      { value: sheet.signers[0], type: String, align: 'center', columnSpan: half },
      ...Array.from({ length: half - 1 }, () => null),
      { value: sheet.signers[1], type: String, align: 'center', columnSpan: wide - half },
    ],
  ];
  const made = writeXlsxFile(data, {
    columns: columns.map(({ width }) => ({ width: width * LETTERS })),
    sheet: 'Bao cao',
    stickyRowsCount: sheet.notes.length + 4,
    orientation: 'landscape',
  });
  return await made.toBuffer();
};

const TABLE_LETTERS = 18;

/** Numbers as they are, with all their digits; a text can never be a formula. */
export const makeTable: TableMaker = async (rows) => {
  const [heads = [], ...more] = rows;
  const data: Row[] = [
    heads.map((head) => ({
      value: String(head ?? ''),
      type: String,
      fontWeight: 'bold' as const,
      wrap: true,
      backgroundColor: '#e8eef4',
    })),
    ...more.map((cells) =>
      cells.map((value): Cell => {
        if (value === null || value === '') return null;
        return typeof value === 'number' ? { value, type: Number } : { value, type: String };
      }),
    ),
  ];
  const made = writeXlsxFile(data, {
    columns: heads.map(() => ({ width: TABLE_LETTERS })),
    sheet: 'Bang',
    stickyRowsCount: 1,
  });
  return await made.toBuffer();
};

/** Letters of the first column of a paper, and of each other one. */
const PAPER_LETTERS = [44, 16] as const;

const tableRows = ({ title, columns, rows }: PaperTable, wide: number): Row[] => [
  line(title, wide, { fontStyle: 'italic' }),
  headsOf(columns),
  ...rows.map((cells) => rowOf(columns, cells)),
];

const widestOf = ({ parts }: Paper): number =>
  Math.max(2, ...parts.flatMap(({ tables }) => tables.map(({ columns }) => columns.length)));

/** The parts of a paper one below the other on one sheet. */
export const makePaperXlsx: PaperMaker = async (paper) => {
  const wide = widestOf(paper);
  const said = (text: string): Row => line(text, wide, { wrap: true, height: 30 });
  const data: Row[] = [
    line(paper.office, wide, { fontWeight: 'bold' }),
    line(paper.title, wide, { fontWeight: 'bold', fontSize: 14, align: 'center' }),
    line(paper.about, wide, { fontWeight: 'bold', align: 'center', wrap: true, height: 30 }),
    ...paper.notes.map(said),
    ...paper.parts.flatMap(({ heading, sentences, tables }): Row[] => [
      [],
      line(heading, wide, { fontWeight: 'bold' }),
      ...sentences.map(said),
      ...tables.flatMap((table) => tableRows(table, wide)),
    ]),
    [],
    line('Nơi nhận:', wide, { fontStyle: 'italic' }),
    ...paper.recipients.map((one) => line(`- ${one}`, wide)),
    line(paper.signer, wide, { fontWeight: 'bold', align: 'right' }),
  ];
  const made = writeXlsxFile(data, {
    columns: Array.from({ length: wide }, (_, place) => ({
      width: PAPER_LETTERS[place === 0 ? 0 : 1],
    })),
    sheet: 'Bao cao',
    orientation: 'landscape',
  });
  return await made.toBuffer();
};
