/**
 * A spreadsheet as a table — bảng tính thành bảng chữ.
 *
 * Rows of a workbook in the shape that {@link readCsv} reads, row by row at the same number, so that
 * both kinds of file are judged by the same rules; and what is wrong with one that cannot be read.
 */
import type { Both } from './cells.js';

/** Line breaks inside a cell would move all rows below it. */
export const sheetText = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((cells) =>
      cells
        .map((cell) => `"${cell.replaceAll(/[\r\n\t]+/g, ' ').replaceAll('"', '""')}"`)
        .join(';'),
    )
    .join('\n');

const FAULTS: Readonly<Record<string, Both>> = {
  'too-large': {
    vi: 'Bảng tính quá lớn. Hãy chia thành nhiều tệp, hoặc bỏ ảnh trong tệp.',
    en: 'The spreadsheet is too large. Split it, or take the pictures out.',
  },
  'too-many-lines': {
    vi: 'Bảng tính có trên 20.000 dòng; hãy chia thành nhiều tệp.',
    en: 'The spreadsheet has more than 20,000 rows; split it.',
  },
  'too-complex': {
    vi: 'Bảng tính phức tạp bất thường nên không được mở. Hãy chép bảng sang tệp mới.',
    en: 'The spreadsheet is too complex to be opened. Copy the table into a new file.',
  },
  'too-slow': {
    vi: 'Đọc bảng tính mất quá lâu nên đã dừng. Hãy chia thành nhiều tệp.',
    en: 'Reading took too long. Split the spreadsheet.',
  },
  password: {
    vi: 'Bảng tính đặt mật khẩu. Hãy lưu thành tệp không mật khẩu.',
    en: 'The spreadsheet has a password. Save it without one.',
  },
  unsafe: {
    vi: 'Bảng tính có thành phần không được phép (nén quá mức, khai báo ngoài). Hãy chép bảng sang tệp mới.',
    en: 'The spreadsheet holds what is not allowed. Copy the table into a new file.',
  },
  empty: { vi: 'Bảng tính không có dòng nào.', en: 'The spreadsheet has no row.' },
  damaged: {
    vi: 'Bảng tính bị hỏng. Hãy mở bằng Excel, lưu thành tệp mới rồi nhập lại.',
    en: 'The spreadsheet is damaged. Open it in Excel, save it as a new file and try again.',
  },
};
const UNKNOWN: Both = {
  vi: 'Không phải bảng tính Excel (.xlsx). Tệp đời cũ (.xls) hãy lưu thành .xlsx.',
  en: 'This is no Excel workbook (.xlsx). Save an old one (.xls) as .xlsx.',
};

/** @param code why a file was refused */
export const sheetFault = (code: string): Both => FAULTS[code] ?? UNKNOWN;

/** 0 → 'A', 27 → 'AB'. */
export const columnLetters = (index: number): string =>
  (index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : '') +
  String.fromCharCode(65 + (index % 26));
