/**
 * What aired in a span — lượt phát trong một kỳ.
 *
 * Settled days from the store and days that still run from the ledger, as one. Promises the same
 * figures as a direct count over the records.
 */
import { AreaId } from '@loaso/shared/ids';
import { addDays, type LocalDate } from '@loaso/shared/time';
import { byTime, isBehind, type RowKey, type RowsOf } from '../../core/reports/behind.js';
import { daysBetween, openFrom } from '../../core/reports/open-days.js';
import type { AiredQuery, AiredRow, AiredSum, AiringCounts } from '../../ports/reports.js';
import type { ReportPorts } from './ports.js';
import { dayRows, placesOf, settleDays } from './settle-days.js';

export type Aired = AiringCounts & { readonly sums: readonly AiredSum[] };

export async function airedIn(ports: ReportPorts, query: AiredQuery): Promise<Aired> {
  const { sums, counts, running } = await readIn(ports, query);
  return { sums, ...withRunning(counts, running) };
}

/** Everything of a span, and of the same rows what is about the law. */
export async function airedWithLaw(
  ports: ReportPorts,
  query: AiredQuery,
): Promise<Record<'all' | 'law', Aired>> {
  const { sums, counts, running } = await readIn(ports, query);
  const about = <T extends Pick<AiredRow, 'field'>>(rows: readonly T[]): T[] =>
    rows.filter(({ field }) => field === 'law');
  return {
    all: { sums, ...withRunning(counts, running) },
    law: { sums: about(sums), ...withRunning(counts.ofTheLaw, about(running)) },
  };
}

async function readIn(ports: ReportPorts, query: AiredQuery) {
  await settleDays(ports, query.from, query.to);
  const { aired } = ports.store;
  const running = await runningRows(ports, query);
  const settled = { ...query, to: lastSettled(ports, query.to) };
  const counts = await aired.countAirings(settled);
  const sums = [...(await aired.airedSums(settled)), ...running.map(asSum)];
  return { sums, counts, running };
}

function withRunning(
  { airings, emergencies }: AiringCounts,
  running: readonly AiredRow[],
): AiringCounts {
  const lines = new Set(running.map(({ entryId, startAt }) => `${entryId} ${startAt}`));
  const warnings = new Set(
    running.flatMap(({ entryId, priority }) => (priority === 'emergency' ? [entryId] : [])),
  );
  return { airings: airings + lines.size, emergencies: emergencies + warnings.size };
}

/** In the order of time, at most `limit`. */
export async function rowsIn(
  ports: ReportPorts,
  query: AiredQuery & { readonly limit: number },
): Promise<AiredRow[]> {
  await settleDays(ports, query.from, query.to);
  const to = lastSettled(ports, query.to);
  const settled = await ports.store.aired.airedRows({ ...query, to });
  const running = await runningRows(ports, query);
  return [...settled, ...running.filter((row) => query.law || row.part === '')].slice(
    0,
    query.limit,
  );
}

/** Rows behind one figure from `start` on, and how many airings it counts in all. */
export async function rowsBehind(
  ports: ReportPorts,
  query: AiredQuery,
  { only, start, limit }: { only: RowsOf; start: RowKey | undefined; limit: number },
): Promise<{ readonly rows: AiredRow[]; readonly total: number }> {
  await settleDays(ports, query.from, query.to);
  const { aired } = ports.store;
  const settled = { ...query, only, to: lastSettled(ports, query.to) };
  const running = (await runningRows(ports, query))
    .filter((row) => isBehind(row, query.law, only))
    .sort(byTime);
  const rows = await aired.airedRows({ ...settled, start, limit });
  const left = running.filter((row) => start === undefined || byTime(row, start) >= 0);
  const count = running.reduce((sum, { sums }) => sum + sums[only.figure], 0);
  return {
    rows: [...rows, ...left].slice(0, limit),
    total: (await aired.airedCount(settled)) + count,
  };
}

/** The last day of the span that can be settled. */
function lastSettled({ clock }: ReportPorts, to: LocalDate): LocalDate {
  const last = addDays(openFrom(clock.now()), -1);
  return to < last ? to : last;
}

async function runningRows(ports: ReportPorts, query: AiredQuery): Promise<AiredRow[]> {
  const now = ports.clock.now();
  const open = openFrom(now);
  const from = query.from > open ? query.from : open;
  // Nothing has ended of a day that has not begun.
  const to = query.to < addDays(open, 1) ? query.to : addDays(open, 1);
  const inside = new Set<string>(query.areaIds);
  const rows: AiredRow[] = [];
  const days = daysBetween(from, to);
  if (days.length === 0) return [];
  const places = await placesOf(ports);
  for (const day of days) rows.push(...(await dayRows(ports, day, places)));
  const place = ({ areaId, communeId }: AiredRow) => (query.hamlets ? areaId : communeId);
  const { law, stationId } = query;
  return rows.filter(
    (row) =>
      inside.has(place(row)) &&
      (!law || row.field === 'law') &&
      (stationId === undefined || row.stationId === stationId),
  );
}

const asSum = (row: AiredRow): AiredSum => ({
  areaId: AreaId.parse(row.areaId),
  communeId: AreaId.parse(row.communeId),
  month: row.day.slice(0, 7),
  stationId: row.stationId,
  whole: row.part === '',
  field: row.field,
  kind: row.kind,
  source: row.source,
  priority: row.priority,
  sums: row.sums,
});
