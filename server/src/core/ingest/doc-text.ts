/**
 * DOC text — chữ của tệp Word đời cũ.
 *
 * The body of a .doc as its reader gives it → text with its tables as rows, in Unicode. Automatic
 * numbers cannot be counted again from it, so the editor is told. It opens no file.
 */
import { toUnicode } from '../text/legacy-charset.js';
import type { DocumentText } from './docx-text.js';
import { tabTables } from './tab-tables.js';

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
  return { text: tabTables(text), repairs };
};
