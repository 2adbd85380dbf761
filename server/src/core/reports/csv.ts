/**
 * CSV of a report — báo cáo dạng CSV.
 *
 * The sheet as text for other programs: heading lines, columns, rows, sums; no signatures.
 */
import { writeCsv } from '../coverage/csv.js';
import type { Sheet } from './sheet.js';

export const csvOf = (sheet: Sheet): string =>
  writeCsv([
    [sheet.office],
    [sheet.title],
    ...sheet.notes.map((note) => [note]),
    sheet.columns.map(({ head }) => head),
    ...sheet.rows,
    ...(sheet.totals === null ? [] : [sheet.totals]),
  ]);
