/**
 * XLSX file — tệp bảng tính.
 *
 * Bytes of a zip → the rows of its first sheet as text. Every part that is read counts against the
 * limits of the zip; links to other files are never followed.
 */
import { decodedXml } from './docx-file.js';
import { Unreadable } from './unreadable.js';
import { ZipFile } from './zip.js';

/** @param rowsIn reads the rows out of the parts, asked for by name */
export const readXlsxRows = (
  bytes: Uint8Array,
  rowsIn: (parts: (name: string) => string | undefined) => string[][],
): string[][] => {
  const zip = new ZipFile(bytes);
  if (!zip.names.includes('xl/workbook.xml')) throw new Unreadable('unknown');
  return rowsIn((name) => {
    const read = zip.read(name);
    return read === undefined ? undefined : decodedXml(read);
  });
};
