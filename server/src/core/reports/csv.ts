/**
 * CSV of a report — báo cáo dạng CSV.
 *
 * The sheet as text for other programs: heading lines, columns, rows, sums; no signatures.
 */
import { writeCsv } from '../coverage/csv.js';
import type { Paper } from './paper.js';
import type { Cell, Sheet } from './sheet.js';

export const csvOf = (sheet: Sheet): string =>
  writeCsv([
    [sheet.office],
    [sheet.title],
    ...sheet.notes.map((note) => [note]),
    sheet.columns.map(({ head }) => head),
    ...sheet.rows,
    ...(sheet.totals === null ? [] : [sheet.totals]),
  ]);

const rowsOfPaper = ({ office, title, about, notes, parts }: Paper): Cell[][] => [
  [office],
  [title],
  [about],
  ...notes.map((note) => [note]),
  ...parts.flatMap(({ heading, sentences, tables }): Cell[][] => [
    [],
    [heading],
    ...sentences.map((sentence) => [sentence]),
    ...tables.flatMap(({ title: name, columns, rows }): Cell[][] => [
      [name],
      columns.map(({ head }) => head),
      ...rows.map((row) => [...row]),
    ]),
  ]),
];

/** The sentences and tables of a paper one below the other. */
export const csvOfPaper = (paper: Paper): string => writeCsv(rowsOfPaper(paper));
