/**
 * Settled days in the store — lượt phát đã quyết toán.
 *
 * A day is replaced as a whole. Sums over a year are made in the database: a province has a hundred
 * thousand rows then, and a report wants a few hundred of their sums.
 */
import type { LocalDate } from '@loaso/shared/time';
import { type Kysely, type SqlBool, sql } from 'kysely';
import type { RowKey } from '../../core/reports/behind.js';
import type { AiredQuery, AiredRow, AiredStore, AiredSum, RowsQuery } from '../../ports/reports.js';
import { contentsOf } from './aired-contents.js';
import type { OpenDatabase } from './dialects.js';
import type { Tables } from './tables.js';
import type { AiredRowRow } from './tables-ledger.js';
import { as, insertable, text } from './values.js';

const COUNTS = ['planned', 'aired', 'interrupted', 'missed', 'unknown', 'virtual'] as const;

const rowOf = (row: AiredRowRow): AiredRow => ({
  day: as(row.day),
  areaId: row.area_id,
  communeId: row.commune_id,
  part: as(row.part),
  stationId: row.station_id,
  entryId: row.entry_id,
  title: row.title,
  priority: row.priority,
  startAt: row.start_at,
  durationMs: row.duration_ms,
  field: row.field === null ? null : as(row.field),
  kind: row.kind === null ? null : as(row.kind),
  source: row.source === null ? null : as(row.source),
  sums: sumsOf(row),
});

const sumsOf = (row: Record<(typeof COUNTS)[number] | 'aired_ms', number>): AiredRow['sums'] => ({
  planned: row.planned,
  aired: row.aired,
  interrupted: row.interrupted,
  missed: row.missed,
  unknown: row.unknown,
  virtual: row.virtual,
  airedMs: row.aired_ms,
});

const asRow = ({ sums, ...row }: AiredRow): AiredRowRow => ({
  day: row.day,
  area_id: row.areaId,
  commune_id: row.communeId,
  part: row.part,
  station_id: row.stationId,
  entry_id: row.entryId,
  title: text(row.title),
  priority: row.priority,
  start_at: row.startAt,
  duration_ms: row.durationMs,
  field: row.field,
  kind: row.kind,
  source: row.source,
  planned: sums.planned,
  aired: sums.aired,
  interrupted: sums.interrupted,
  missed: sums.missed,
  unknown: sums.unknown,
  virtual: sums.virtual,
  aired_ms: sums.airedMs,
});

/** Days of which a later word has come are counted again; days that are not settled stay as they are. */
export async function makeStale(db: Kysely<Tables>, days: readonly LocalDate[]): Promise<void> {
  if (days.length === 0) return;
  await db
    .updateTable('settled_days')
    .set((has) => ({ version: has('version', '+', 1), words: has('words', '+', 1) }))
    .where('day', 'in', days)
    .execute();
}

/** Waits for words of that day that are being written. */
export const openedDay = (db: Kysely<Tables>, day: LocalDate) =>
  db
    .insertInto('settled_days')
    .values({ day, version: 0, settled: -1, words: 0 })
    .onConflict((conflict) => conflict.column('day').doUpdateSet({ day }))
    .returning(['version', 'words'])
    .executeTakeFirstOrThrow();

async function putDay(
  db: Kysely<Tables>,
  day: LocalDate,
  { rows, version }: { readonly rows: readonly AiredRow[]; readonly version: number },
): Promise<void> {
  await db.deleteFrom('aired_rows').where('day', '=', day).execute();
  for (const piece of insertable(rows.map(asRow))) {
    await db.insertInto('aired_rows').values(piece).execute();
  }
  await db.updateTable('settled_days').set({ settled: version }).where('day', '=', day).execute();
}

function within(
  { db, oneOf }: OpenDatabase,
  { areaIds, hamlets, from, to, law, stationId }: AiredQuery,
) {
  const all = db
    .selectFrom('aired_rows')
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where((has) => oneOf(has.ref(hamlets ? 'area_id' : 'commune_id'), areaIds));
  const found = stationId === undefined ? all : all.where('station_id', '=', stationId);
  return law ? found.where('field', '=', 'law') : found;
}

const COLUMN = { communeId: 'commune_id', areaId: 'area_id' } as const;

/** Rows that one figure sums; whole airings alone unless a field is meant. */
function behind(open: OpenDatabase, { only, ...query }: RowsQuery) {
  let found = within(open, query);
  if (!query.law && only?.field === undefined) found = found.where('part', '=', '');
  if (only === undefined) return found;
  for (const name of ['field', 'kind', 'source', 'priority'] as const) {
    const wanted = only[name];
    if (wanted !== undefined) found = found.where(name, '=', wanted);
  }
  if (only.place !== undefined) found = found.where(COLUMN[only.place.by], '=', only.place.id);
  return found.where(only.figure, '>', 0);
}

const fromRow = ({ startAt, areaId, entryId, part, stationId }: RowKey) =>
  sql<SqlBool>`(start_at, area_id, entry_id, part, station_id) >=
    (${startAt}, ${areaId}, ${entryId}, ${part}, ${stationId})`;

const LAW = sql`case when field = 'law' then 1 else 0 end`;
const WARNING = sql`case when priority = 'emergency' then 1 else 0 end`;

const GROUP = ['area_id', 'commune_id', 'field', 'kind', 'source', 'priority'] as const;
const WHOLE = sql<number>`case when part = '' then 1 else 0 end`;
const MONTH = sql<string>`substr(day, 1, 7)`;
/** Nobody asks a province for them: there they would make many sums of one. */
const NO_STATION = sql<string>`''`;

async function airedSums(open: OpenDatabase, query: AiredQuery): Promise<AiredSum[]> {
  const station = query.stations === true ? sql<string>`station_id` : NO_STATION;
  const rows = await within(open, query)
    .select([...GROUP, MONTH.as('month'), WHOLE.as('whole'), station.as('station')])
    .select((has) => [
      ...COUNTS.map((count) => sumAs(has.ref(count), count)),
      sumAs(has.ref('aired_ms'), 'aired_ms'),
    ])
    .groupBy([...GROUP, MONTH, WHOLE, ...(query.stations === true ? [station] : [])])
    .execute();
  return rows.map((row) => ({
    areaId: as(row.area_id),
    communeId: as(row.commune_id),
    month: row.month,
    stationId: row.station,
    whole: Number(row.whole) === 1,
    field: row.field === null ? null : as(row.field),
    kind: row.kind === null ? null : as(row.kind),
    source: row.source === null ? null : as(row.source),
    priority: row.priority,
    sums: sumsOf(row),
  }));
}

/** PostgreSQL sums a bigint to a numeric, which comes as text. */
const sumAs = <T extends string>(column: unknown, name: T) =>
  sql<number>`cast(sum(${column}) as bigint)`.as(name);

/** One look at the rows for all four: a province has a hundred thousand of them a year. */
async function countAirings(open: OpenDatabase, query: AiredQuery) {
  const airings = within(open, query)
    .select([
      'entry_id',
      sql<number>`max(${LAW})`.as('law'),
      sql<number>`max(${WARNING})`.as('warning'),
    ])
    .groupBy(['entry_id', 'start_at']);
  const warned = sql`case when warning = 1 then entry_id end`;
  const warnedOfTheLaw = sql`case when warning = 1 and law = 1 then entry_id end`;
  const row = await open.db
    .selectFrom(airings.as('different'))
    .select((has) => [
      has.fn.countAll<number>().as('airings'),
      sql<number>`coalesce(sum(law), 0)`.as('law_airings'),
      sql<number>`count(distinct ${warned})`.as('emergencies'),
      sql<number>`count(distinct ${warnedOfTheLaw})`.as('law_emergencies'),
    ])
    .executeTakeFirstOrThrow();
  return {
    airings: Number(row.airings),
    emergencies: Number(row.emergencies),
    ofTheLaw: { airings: Number(row.law_airings), emergencies: Number(row.law_emergencies) },
  };
}

export const airedStore = (open: () => OpenDatabase): AiredStore => ({
  async settledDays(from, to) {
    const rows = await open()
      .db.selectFrom('settled_days')
      .select('day')
      .where('day', '>=', from)
      .where('day', '<=', to)
      .whereRef('settled', '=', 'version')
      .orderBy('day')
      .execute();
    return rows.map(({ day }) => as(day));
  },
  openDay: async (day) => (await openedDay(open().db, day)).version,
  putDay: (day, rows, version) =>
    open()
      .db.transaction()
      .execute((db) => putDay(db, day, { rows, version })),
  airedSums: (query) => airedSums(open(), query),
  countAirings: (query) => countAirings(open(), query),
  async airedRows({ limit, start, ...query }) {
    const found = behind(open(), query).selectAll();
    const rows = await (start === undefined ? found : found.where(fromRow(start)))
      .orderBy('start_at')
      .orderBy('area_id')
      .orderBy('entry_id')
      .orderBy('part')
      .orderBy('station_id')
      .limit(limit)
      .execute();
    return rows.map(rowOf);
  },
  async airedCount(query) {
    const { figure } = query.only;
    const { count } = await behind(open(), query)
      .select((has) => sumAs(has.ref(figure), 'count'))
      .executeTakeFirstOrThrow();
    return Number(count ?? 0);
  },
  contents: (entries) => contentsOf(open(), entries),
  async staleFrom(day) {
    await open()
      .db.updateTable('settled_days')
      .set((has) => ({ version: has('version', '+', 1) }))
      .where('day', '>=', day)
      .execute();
  },
});
