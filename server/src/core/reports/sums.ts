/**
 * Sums of airings — cộng lượt phát.
 *
 * What became of the airings of a day, one row for each line, time, place and station; and sums of such rows.
 * Promises that planned is the sum of its five outcomes, in every row and every sum, in whatever
 * order the airings come. Knows no store and no names.
 */
import type { AirOutcome } from '@loaso/shared/wire/http/report-airings';
import type { AirSums } from '@loaso/shared/wire/http/reports';
import type { AiringState } from '@loaso/shared/wire/http/schedule';

/** One airing of one box whose time is over. */
export type Ended = {
  readonly areaId: string;
  readonly entryId: string;
  readonly title: string;
  readonly priority: string;
  readonly startAt: number;
  readonly durationMs: number;
  readonly state: AiringState;
  readonly playedMs: number;
  readonly virtual: boolean;
  /** In which the box was on that day; absent or '' where in none. */
  readonly stationId?: string;
};

/** All boxes of a place and a station at one airing of a line. */
export type DayRow = Pick<
  Ended,
  'areaId' | 'entryId' | 'title' | 'priority' | 'startAt' | 'durationMs'
> & { readonly stationId: string; readonly sums: AirSums };

export const NO_SUMS: AirSums = {
  planned: 0,
  aired: 0,
  interrupted: 0,
  missed: 0,
  unknown: 0,
  virtual: 0,
  airedMs: 0,
};

export const plus = (a: AirSums, b: AirSums): AirSums => ({
  planned: a.planned + b.planned,
  aired: a.aired + b.aired,
  interrupted: a.interrupted + b.interrupted,
  missed: a.missed + b.missed,
  unknown: a.unknown + b.unknown,
  virtual: a.virtual + b.virtual,
  airedMs: a.airedMs + b.airedMs,
});

/** What has not ended yet counts in no report; null. */
export function outcomeOf({ state, virtual }: Pick<Ended, 'state' | 'virtual'>): AirOutcome | null {
  switch (state) {
    case 'planned':
    case 'playing':
      return null;
    case 'played':
      return virtual ? 'virtual' : 'aired';
    case 'interrupted':
      return virtual ? 'virtual' : 'interrupted';
    case 'missed':
    case 'unknown':
      return state;
  }
}

function sumsOf(airing: Ended): AirSums | null {
  const outcome = outcomeOf(airing);
  if (outcome === null) return null;
  const heard = outcome === 'aired' || outcome === 'interrupted';
  return { ...NO_SUMS, planned: 1, [outcome]: 1, airedMs: heard ? airing.playedMs : 0 };
}

/** The rows of a day, in the order of time, place and line. */
export function rowsOf(airings: readonly Ended[]): DayRow[] {
  const rows = new Map<string, DayRow>();
  for (const airing of airings) {
    const sums = sumsOf(airing);
    if (sums === null) continue;
    const { areaId, entryId, title, priority, startAt, durationMs, stationId = '' } = airing;
    const key = `${startAt} ${areaId} ${entryId} ${stationId}`;
    const before = rows.get(key);
    rows.set(
      key,
      before === undefined
        ? { areaId, entryId, title, priority, startAt, durationMs, stationId, sums }
        : { ...before, ...later(before, airing), sums: plus(before.sums, sums) },
    );
  }
  return [...rows.values()].sort(
    (a, b) =>
      a.startAt - b.startAt ||
      compare(a.areaId, b.areaId) ||
      compare(a.entryId, b.entryId) ||
      compare(a.stationId, b.stationId),
  );
}

/** Boxes of one line may hold plans of before and after an edit: the longer airing names the row. */
function later(row: DayRow, airing: Ended): Pick<DayRow, 'title' | 'durationMs'> {
  const longer = airing.durationMs - row.durationMs || compare(airing.title, row.title);
  const { title, durationMs } = longer > 0 ? airing : row;
  return { title, durationMs };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sums by a key, in the order of `keys` where given, else of the keys themselves. */
export function sumsBy<T, K extends string>(
  items: readonly T[],
  keyOf: (item: T) => K,
  sumsIn: (item: T) => AirSums,
): { key: K; sums: AirSums }[] {
  const found = new Map<K, AirSums>();
  for (const item of items) {
    const key = keyOf(item);
    found.set(key, plus(found.get(key) ?? NO_SUMS, sumsIn(item)));
  }
  return [...found].map(([key, sums]) => ({ key, sums })).sort((a, b) => compare(a.key, b.key));
}
