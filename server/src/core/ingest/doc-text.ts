/**
 * DOC text — chữ của tệp Word đời cũ.
 *
 * The body of a .doc as its reader gives it → text with its tables as rows, in Unicode. Automatic
 * numbers cannot be counted again from it, so the editor is told. It opens no file.
 */
import { toUnicode } from '../text/legacy-charset.js';
import type { DocumentText } from './docx-text.js';
import { type GridRow, tableLines } from './table-lines.js';

/** The reader writes cells with a tab after each and rows with a line end. */
const rowOf = (line: string): GridRow =>
  line
    .replace(/\t$/, '')
    .split('\t')
    .map((text, column) => ({ column, span: 1, lines: [text], continued: false }));

const isRow = (line: string): boolean => (line.match(/\t/g) ?? []).length > 1;

/** Neighbouring lines of cells become a table. */
const withTables = (text: string): string => {
  const out: string[] = [];
  let rows: GridRow[] = [];
  const close = (): void => {
    out.push(
      ...(rows.length > 1
        ? tableLines(rows)
        : rows.flatMap((row) => row.flatMap(({ lines }) => lines))),
    );
    rows = [];
  };
  for (const line of text.split('\n')) {
    if (isRow(line)) {
      rows.push(rowOf(line));
      continue;
    }
    close();
    out.push(line);
  }
  close();
  return out.join('\n');
};

const NO_NUMBERS = {
  from: 'số thứ tự tự động của Word',
  to: '(không có)',
  why: 'tệp DOC đời cũ không cho biết số tự động; nếu thiếu số điều, khoản, hãy lưu thành DOCX rồi gửi lại',
} as const;

/** Body of a .doc → text. */
export const docText = (body: string): DocumentText => {
  const { text, charset } = toUnicode(body);
  const recoded = { from: charset.toUpperCase(), to: 'Unicode', why: 'văn bản gõ bằng bảng mã cũ' };
  const repairs = charset === 'unicode' ? [NO_NUMBERS] : [recoded, NO_NUMBERS];
  return { text: withTables(text), repairs };
};
