/**
 * Behind a figure — những lượt phát làm nên một con số.
 *
 * Which rows of settled days a figure of a report sums, in which order they are told, and where a page
 * of them begins. Promises to take exactly the rows that the sums of a report take. Knows no store.
 */
import type { AiringsOf } from '@loaso/shared/wire/http/report-airings';
import type { Label } from './fields.js';
import type { DayRow } from './sums.js';

/** A row of a table of a report; `place` of its own kind of place. */
export type RowsOf = Omit<AiringsOf, 'place'> & {
  readonly place?: { readonly by: 'communeId' | 'areaId'; readonly id: string } | undefined;
};

export type RowKey = {
  readonly startAt: number;
  readonly areaId: string;
  readonly entryId: string;
  readonly part: string;
  readonly stationId: string;
};

type Row = RowKey &
  Pick<DayRow, 'priority' | 'sums'> & {
    readonly communeId: string;
    readonly field: Label['field'] | null;
    readonly kind: Label['kind'] | null;
    readonly source: string | null;
  };

/** `law`: the report is of the law alone. */
export function isBehind(row: Row, law: boolean, { figure, place, ...only }: RowsOf): boolean {
  if (row.sums[figure] === 0) return false;
  if (law && row.field !== 'law') return false;
  // Of a field its parts count, else an airing as a whole.
  if (!law && only.field === undefined && row.part !== '') return false;
  if (place !== undefined && row[place.by] !== place.id) return false;
  return (['field', 'kind', 'source', 'priority'] as const).every(
    (name) => only[name] === undefined || only[name] === row[name],
  );
}

/** In the order in which rows are told. */
export function byTime(a: RowKey, b: RowKey): number {
  if (a.startAt !== b.startAt) return a.startAt - b.startAt;
  for (const name of ['areaId', 'entryId', 'part', 'stationId'] as const) {
    if (a[name] !== b[name]) return a[name] < b[name] ? -1 : 1;
  }
  return 0;
}

/** The row that a page begins with, and how many of its boxes were told before. */
export type Mark = RowKey & { readonly told: number };

export const markText = ({ startAt, areaId, entryId, part, stationId, told }: Mark): string =>
  [startAt, areaId, entryId, part, stationId, told].join('~');

/** @param text as {@link markText} writes it */
export function markIn(text: string): Mark {
  const [startAt = '', areaId = '', entryId = '', part = '', stationId = '', told = ''] =
    text.split('~');
  return { startAt: Number(startAt), areaId, entryId, part, stationId, told: Number(told) };
}
