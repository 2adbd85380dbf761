/**
 * Cells of a table — đọc ô trong bảng.
 *
 * Numbers and days the way Vietnamese officials type them (1.234 người; 13,7823; 01/07/2026), and a
 * sentence for each cell that cannot be read. Knows no columns.
 */
import { LocalDate } from '@loaso/shared/time';
import type { Place } from './share.js';

export type Both = { readonly vi: string; readonly en: string };

/** One thing that is wrong, where it is, in words. */
export type RowFault = {
  readonly line: number;
  readonly column: string;
  /** 'B7', where the column stands in the table; true of a workbook alone. */
  readonly cell?: string;
  readonly what: Both;
};

const MARK = /\p{M}/gu;

/** Without case, diacritics and signs: 'Mã thôn (*)' and 'ma thon' are the same head. */
export const folded = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replaceAll(MARK, '')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** '01/07/2026', the way {@link Cells.day} reads it back. */
export const dayText = (day: LocalDate | null): string =>
  day === null ? '' : `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;

/** Reads the cells of one row and gathers what is wrong with them. */
export class Cells {
  readonly line: number;
  readonly #cells: ReadonlyMap<string, string>;
  readonly #names: Readonly<Record<string, string>>;
  readonly #letters: Readonly<Record<string, string>>;
  readonly faults: RowFault[] = [];

  /**
   * @param names   how each column is called in the report
   * @param letters where each column stands, 'A', 'B' …
   */
  constructor(
    line: number,
    cells: ReadonlyMap<string, string>,
    names: Readonly<Record<string, string>>,
    letters: Readonly<Record<string, string>> = {},
  ) {
    this.line = line;
    this.#cells = cells;
    this.#names = names;
    this.#letters = letters;
  }

  fault(column: string, vi: string, en: string): null {
    const name = this.#names[column] ?? column;
    const letter = this.#letters[column];
    const cell = letter === undefined ? {} : { cell: `${letter}${this.line}` };
    this.faults.push({ line: this.line, column: name, ...cell, what: { vi, en } });
    return null;
  }

  text(column: string): string {
    return this.#cells.get(column) ?? '';
  }

  /** Null and a fault where it is empty or too long. */
  needed(column: string, longest = 80): string | null {
    const value = this.text(column);
    if (value === '') return this.fault(column, 'đang để trống', 'is empty');
    if (value.length <= longest) return value;
    return this.fault(column, `dài quá ${longest} chữ`, `is longer than ${longest} letters`);
  }

  /** A number within bounds; null where the cell is empty or wrong. */
  number(column: string, [least, most]: readonly [number, number], whole = false): number | null {
    const typed = this.text(column);
    if (typed === '') return null;
    const value = whole ? wholeOf(typed) : decimalOf(typed);
    if (value === null) {
      const [vi, en] = whole ? ['không phải số nguyên', 'is no whole number'] : NO_NUMBER;
      return this.fault(column, `“${shown(typed)}” ${vi}`, `“${shown(typed)}” ${en}`);
    }
    if (value >= least && value <= most) return value;
    return this.fault(
      column,
      `${shown(typed)} ngoài khoảng ${least} đến ${most}`,
      `${shown(typed)} is not between ${least} and ${most}`,
    );
  }

  neededNumber(column: string, bounds: readonly [number, number]): number | null {
    if (this.text(column) === '') return this.fault(column, 'đang để trống', 'is empty');
    return this.number(column, bounds, true);
  }

  day(column: string): LocalDate | null {
    const typed = this.text(column);
    if (typed === '') return null;
    const [, day = '', month = '', year = ''] =
      /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed) ?? [];
    const written =
      year === '' ? typed : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const parsed = LocalDate.safeParse(written);
    if (parsed.success) return parsed.data;
    return this.fault(
      column,
      `“${shown(typed)}” không phải ngày có thật; viết như 01/07/2026`,
      `“${shown(typed)}” is no day; write 01/07/2026`,
    );
  }

  /** One of a list of words, compared without case and diacritics; null where empty or wrong. */
  choice<T extends string>(column: string, words: Readonly<Record<string, T>>): T | null {
    const typed = this.text(column);
    if (typed === '') return null;
    const known = words[folded(typed)];
    if (known !== undefined) return known;
    const list = [...new Set(Object.keys(words))].join(', ');
    return this.fault(
      column,
      `“${shown(typed)}” không rõ nghĩa`,
      `“${shown(typed)}” is none of: ${list}`,
    );
  }

  /** Both or neither; Việt Nam lies between 8 and 24 north, 102 and 118 east. */
  place(lat: string, lng: string): Place | null {
    const [north, east] = [this.number(lat, [8, 24]), this.number(lng, [102, 118])];
    if ((this.text(lat) === '') !== (this.text(lng) === '')) {
      return this.fault(
        this.text(lat) === '' ? lat : lng,
        'cần cả vĩ độ và kinh độ',
        'latitude and longitude go together',
      );
    }
    return north === null || east === null ? null : { lat: north, lng: east };
  }
}

const NO_NUMBER = ['không phải số', 'is no number'] as const;

/** As much of a cell as a report repeats. */
const shown = (typed: string): string => (typed.length > 40 ? `${typed.slice(0, 39)}…` : typed);

/** '1.234', '1 234', '1,234' and '1234' are the same number of people. */
function wholeOf(typed: string): number | null {
  const bare = /^\d{1,3}([.,\s\u00A0]\d{3})+$/.test(typed) ? typed.replaceAll(/\D/g, '') : typed;
  return /^\d{1,9}$/.test(bare) ? Number(bare) : null;
}

const decimalOf = (typed: string): number | null =>
  /^-?\d{1,9}([.,]\d{1,20})?$/.test(typed) ? Number(typed.replace(',', '.')) : null;
