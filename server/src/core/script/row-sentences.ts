/** Row sentences — đọc hàng của bảng thành câu.
 *
 * Turns a table row into short sentences a listener can follow: the task, who leads, with whom, the
 * product, by when. Lists already heard are named, not repeated; what is left out is reported.
 */
import type { DroppedLine } from '@loaso/shared/wire/script';
import type { FlatRow, FlatTable } from './flat-table.js';

export type RepeatedLists = 'shorten' | 'full';

export interface RowBlock {
  readonly number: string;
  /** Section the row stands under: '4.5' for row d of 4.5. */
  readonly section: string;
  readonly isSection: boolean;
  readonly sentences: readonly string[];
}

const LABELS: readonly (readonly [RegExp, string])[] = [
  [/chủ trì|đầu mối|thực hiện chính/i, 'Chủ trì'],
  [/phối hợp/i, 'Phối hợp'],
  [/sản phẩm|kết quả|đầu ra/i, 'Sản phẩm'],
  [/thời gian|thời hạn|tiến độ|hoàn thành/i, 'Thời gian'],
  [/kinh phí|dự toán/i, 'Kinh phí'],
  [/ghi chú/i, 'Ghi chú'],
];

const labelOf = (title: string): string => {
  const known = LABELS.find(([shape]) => shape.test(title));
  const bare = title.replace(/\s+/g, ' ').trim();
  return known?.[1] ?? bare.charAt(0).toUpperCase() + bare.slice(1);
};

const key = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();

/** Long agency lists are cut where a new body begins. */
const SEGMENT = /;\s*|,\s*(?=các sở|Các sở)/;
const LONG_SEGMENT = 18;
const AS_NAMED = 'các cơ quan, đoàn thể, địa phương như đã nêu';

/** Remembers what the listener has heard in this table. */
class Heard {
  readonly #segments = new Set<string>();
  readonly #cells = new Set<string>();

  hasCell(text: string): boolean {
    return this.#cells.has(key(text));
  }

  has(segment: string): boolean {
    return segment.length >= LONG_SEGMENT && this.#segments.has(key(segment));
  }

  remember(text: string): void {
    this.#cells.add(key(text));
    for (const segment of text.split(SEGMENT)) this.#segments.add(key(segment));
  }
}

const shortened = (text: string, heard: Heard): string => {
  const segments = text.split(SEGMENT);
  const fresh = segments.filter((segment) => !heard.has(segment));
  if (segments.length - fresh.length < 2) return text;
  const lead = fresh.join('; ').replace(/[.\s]+$/, '');
  return lead === '' ? AS_NAMED : `${lead}; ${AS_NAMED}`;
};

const GENERIC = /^các cơ quan, tổ chức/i;

interface CellReading {
  readonly sentence?: string;
  readonly dropped?: DroppedLine;
}

const readCell = (label: string, text: string, heard: Heard, lists: RepeatedLists): CellReading => {
  if (text === '') return {};
  const names = label === 'Chủ trì' || label === 'Phối hợp';
  const whole = `${label === '' ? '' : `${label}: `}${text.replace(/[.;\s]+$/, '')}.`;
  if (!names || lists === 'full') return { sentence: whole };
  if (heard.hasCell(text) && GENERIC.test(text)) {
    return { dropped: { text, reason: 'ô lặp lại nguyên văn, đã đọc ở hàng trước' } };
  }
  const short = shortened(text, heard);
  heard.remember(text);
  if (short === text) return { sentence: whole };
  return {
    sentence: `${label}: ${short}.`,
    dropped: { text, reason: 'danh sách cơ quan lặp lại, đọc gọn' },
  };
};

const headSentence = (row: FlatRow): string => {
  const dot = /^[a-zđ]$/u.test(row.number) ? ')' : '.';
  const number = row.number === '' ? '' : `${row.number}${dot} `;
  return `${number}${row.task.replace(/[.;\s]+$/, '')}.`;
};

/** All rows of a table as sentences, and what was not repeated. */
export const readRows = (
  table: FlatTable,
  lists: RepeatedLists = 'shorten',
): { rows: RowBlock[]; dropped: DroppedLine[] } => {
  const labels = table.columns.map(labelOf);
  const heard = new Heard();
  const rows: RowBlock[] = [];
  const dropped: DroppedLine[] = table.titleLines.map((text) => ({
    text,
    reason: 'tiêu đề cột của bảng, đã đọc thành câu trong từng hàng',
  }));
  let section = '';
  for (const row of table.rows) {
    const letter = /^[a-zđ]$/u.test(row.number);
    if (!letter && row.number !== '') section = row.number;
    const readings = row.cells.map((cell, column) =>
      readCell(labels[column] ?? '', cell, heard, lists),
    );
    dropped.push(...readings.flatMap((reading) => reading.dropped ?? []));
    const sentences = [headSentence(row), ...readings.flatMap((reading) => reading.sentence ?? [])];
    rows.push({
      number: row.number,
      section: letter ? section : '',
      isSection: row.cells.length === 0,
      sentences,
    });
  }
  return { rows, dropped };
};
