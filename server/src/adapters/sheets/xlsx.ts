/**
 * XLSX — bảng tính Excel.
 *
 * A sheet as a file that Excel and LibreOffice open: heading, fixed columns, numbers as numbers. A
 * text is written as text, so that none of it can be a formula.
 */
import writeXlsxFile, { type Cell, type Row } from 'write-excel-file/node';
import type { Column, Sheet } from '../../core/reports/sheet.js';
import type { SheetMaker, TableMaker } from '../../ports/reports.js';

/** Letters of the narrowest column. */
const LETTERS = 10;
const FORMAT = { 0: '#,##0', 1: '#,##0.0' } as const;

const line = (value: string, columns: number, style: object = {}): Row => [
  { value, type: String, columnSpan: columns, ...style },
  ...Array.from({ length: columns - 1 }, () => null),
];

function cell(value: string | number | null, column: Column | undefined, bold: boolean): Cell {
  if (value === null) return null;
  const look = { align: column?.align ?? 'left', ...(bold ? { fontWeight: 'bold' as const } : {}) };
  return typeof value === 'number'
    ? { value, type: Number, format: FORMAT[column?.digits ?? 0], ...look }
    : { value, type: String, wrap: true, ...look };
}

export const makeXlsx: SheetMaker = async (sheet: Sheet) => {
  const { columns } = sheet;
  const wide = columns.length;
  const row = (cells: Sheet['rows'][number], bold = false): Row =>
    cells.map((value, place) => cell(value, columns[place], bold));
  const half = Math.floor(wide / 2);
  const data: Row[] = [
    line(sheet.office, wide, { fontWeight: 'bold' }),
    line(sheet.title, wide, { fontWeight: 'bold', fontSize: 14, align: 'center' }),
    ...sheet.notes.map((note) => line(note, wide, { align: 'center' })),
    [],
    columns.map(({ head }) => ({
      value: head,
      type: String,
      fontWeight: 'bold' as const,
      align: 'center' as const,
      wrap: true,
      backgroundColor: '#e8eef4',
    })),
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
