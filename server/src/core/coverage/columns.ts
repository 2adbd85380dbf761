/**
 * Columns of a table — nhận ra cột theo tên.
 *
 * Finds each column by its head, in Vietnamese or English, in any order; a head that is missing or
 * stands twice is said at once, before any row is judged.
 */
import { Cells, folded, type RowFault } from './cells.js';
import { type CsvFault, type CsvReading, readCsv } from './csv.js';
import { columnLetters } from './sheet-text.js';

type Column = {
  readonly key: string;
  /** Head as it is exported. */
  readonly head: string;
  /** Further heads that mean the same. */
  readonly also: readonly string[];
  readonly needed: boolean;
};

/** @param also further heads that mean the same */
export const column = (
  key: string,
  head: string,
  also: readonly string[],
  needed = false,
): Column => ({ key, head, also, needed });

const FAULTS: Readonly<Record<CsvFault, { vi: string; en: string }>> = {
  'too-long': {
    vi: 'Tệp quá lớn (trên 3 triệu ký tự); chia thành nhiều tệp.',
    en: 'The file is too large (above 3 million letters); split it.',
  },
  'too-many-rows': {
    vi: 'Tệp có trên 20.000 dòng; chia thành nhiều tệp.',
    en: 'The file has more than 20,000 rows; split it.',
  },
  'not-utf8': {
    vi: 'Chữ trong tệp không đọc được. Trong Excel chọn Lưu thành “CSV UTF-8” rồi nhập lại.',
    en: 'The letters cannot be read. In Excel save as “CSV UTF-8” and try again.',
  },
  'open-quote': {
    vi: 'Có dấu ngoặc kép mở mà không đóng.',
    en: 'A quotation mark is opened and not closed.',
  },
  empty: { vi: 'Tệp không có dòng nào.', en: 'The file has no row.' },
};

export type Table = { readonly rows: readonly Cells[]; readonly faults: readonly RowFault[] };

/**
 * Rows by column; without rows where the file or its heads are wrong.
 *
 * @param needs which columns must be there, by those that are; as the columns say where absent
 */
export function readTable(
  text: string,
  columns: readonly Column[],
  needs?: (present: ReadonlySet<string>) => readonly string[],
): Table {
  const reading: CsvReading = readCsv(text);
  if (!reading.ok) {
    return { rows: [], faults: [{ line: reading.line, column: '', what: FAULTS[reading.fault] }] };
  }
  const [head, ...rows] = reading.rows;
  const keys = (head?.cells ?? []).map((cell) => keyOf(cell, columns));
  const present = new Set(keys.filter((key) => key !== null));
  const needed = new Set(needs?.(present) ?? columns.flatMap((one) => (one.needed ? one.key : [])));
  const faults = headFaults(keys, columns, needed);
  if (faults.length > 0) return { rows: [], faults };
  const names = Object.fromEntries(columns.map((one) => [one.key, one.head]));
  const letters = Object.fromEntries(
    keys.flatMap((key, index) => (key === null ? [] : [[key, columnLetters(index)]])),
  );
  return {
    rows: rows.map(({ line, cells }) => new Cells(line, byKey(keys, cells), names, letters)),
    faults: [],
  };
}

const keyOf = (cell: string, columns: readonly Column[]): string | null =>
  columns.find(({ head, also, key }) =>
    [head, key, ...also].some((name) => folded(name) === folded(cell)),
  )?.key ?? null;

function headFaults(
  keys: readonly (string | null)[],
  columns: readonly Column[],
  needed: ReadonlySet<string>,
): RowFault[] {
  return columns.flatMap(({ key, head }): RowFault[] => {
    const times = keys.filter((one) => one === key).length;
    const fault = (vi: string, en: string): RowFault[] => [
      { line: 1, column: head, what: { vi, en } },
    ];
    if (times > 1) return fault('cột này có hai lần', 'this column stands twice');
    if (times === 0 && needed.has(key))
      return fault('không thấy cột này', 'this column is missing');
    return [];
  });
}

const byKey = (keys: readonly (string | null)[], cells: readonly string[]): Map<string, string> =>
  new Map(keys.flatMap((key, index) => (key === null ? [] : [[key, cells[index] ?? ''] as const])));
