/**
 * Settled days in the store — lượt phát đã quyết toán.
 *
 * A day is replaced as a whole. Sums over a year are made in the database: a province has a hundred
 * thousand rows then, and a report wants a few hundred of their sums.
 */
import type { EntryId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import { type Kysely, sql } from 'kysely';
import type { AiredQuery, AiredRow, AiredStore, AiredSum, Label } from '../../ports/reports.js';
import type { OpenDatabase } from './dialects.js';
import type { Tables } from './tables.js';
import type { AiredRowRow } from './tables-ledger.js';
import { as, fromJson, insertable, text } from './values.js';

const COUNTS = ['planned', 'aired', 'interrupted', 'missed', 'unknown', 'virtual'] as const;

const rowOf = (row: AiredRowRow): AiredRow => ({
  day: as(row.day),
  areaId: row.area_id,
  entryId: row.entry_id,
  title: row.title,
  priority: row.priority,
  startAt: row.start_at,
  durationMs: row.duration_ms,
  field: row.field === null ? null : as(row.field),
  kind: row.kind === null ? null : as(row.kind),
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
  entry_id: row.entryId,
  title: text(row.title),
  priority: row.priority,
  start_at: row.startAt,
  duration_ms: row.durationMs,
  field: row.field,
  kind: row.kind,
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
    .set((has) => ({ version: has('version', '+', 1) }))
    .where('day', 'in', days)
    .execute();
}

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

function within({ db, oneOf }: OpenDatabase, { areaIds, from, to, law }: AiredQuery) {
  const found = db
    .selectFrom('aired_rows')
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where((has) => oneOf(has.ref('area_id'), areaIds));
  return law ? found.where('field', '=', 'law') : found;
}

const GROUP = ['area_id', 'field', 'kind', 'priority'] as const;
const MONTH = sql<string>`substr(day, 1, 7)`;

async function airedSums(open: OpenDatabase, query: AiredQuery): Promise<AiredSum[]> {
  const rows = await within(open, query)
    .select([...GROUP, MONTH.as('month')])
    .select((has) => [
      ...COUNTS.map((count) => sumAs(has.ref(count), count)),
      sumAs(has.ref('aired_ms'), 'aired_ms'),
    ])
    .groupBy([...GROUP, MONTH])
    .execute();
  return rows.map((row) => ({
    areaId: as(row.area_id),
    month: row.month,
    field: row.field === null ? null : as(row.field),
    kind: row.kind === null ? null : as(row.kind),
    priority: row.priority,
    sums: sumsOf(row),
  }));
}

/** PostgreSQL sums a bigint to a numeric, which comes as text. */
const sumAs = <T extends string>(column: unknown, name: T) =>
  sql<number>`cast(sum(${column}) as bigint)`.as(name);

async function countAirings(open: OpenDatabase, query: AiredQuery) {
  const airings = await open.db
    .selectFrom(within(open, query).select(['entry_id', 'start_at']).distinct().as('different'))
    .select((has) => has.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const emergencies = await open.db
    .selectFrom(
      within(open, query)
        .select('entry_id')
        .where('priority', '=', 'emergency')
        .distinct()
        .as('different'),
    )
    .select((has) => has.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { airings: Number(airings.count), emergencies: Number(emergencies.count) };
}

/** First bulletin of every line, warnings included. */
async function bulletinsOf(
  { db, oneOf }: OpenDatabase,
  entries: readonly EntryId[],
): Promise<Map<EntryId, string>> {
  const found = new Map<EntryId, string>();
  const lines = await db
    .selectFrom('entries')
    .innerJoin('programmes', 'programmes.id', 'entries.programme_id')
    .select(['entries.id', 'programmes.bulletin_ids'])
    .where((has) => oneOf(has.ref('entries.id'), entries))
    .execute();
  for (const { id, bulletin_ids } of lines) {
    const [first] = fromJson<string[]>(bulletin_ids);
    if (first !== undefined) found.set(as(id), first);
  }
  const warnings = await db
    .selectFrom('emergencies')
    .select(['id', 'bulletin_id'])
    .where((has) => oneOf(has.ref('id'), entries))
    .execute();
  for (const { id, bulletin_id } of warnings) found.set(as(id), bulletin_id);
  return found;
}

async function labels(
  open: OpenDatabase,
  entries: readonly EntryId[],
): Promise<Map<EntryId, Label>> {
  const firsts = await bulletinsOf(open, entries);
  const rows = await open.db
    .selectFrom('bulletins')
    .select(['id', 'field', 'kind'])
    .where((has) => open.oneOf(has.ref('id'), [...new Set(firsts.values())]))
    .execute();
  const known = new Map(rows.map(({ id, field, kind }) => [id, { field, kind }]));
  const found = new Map<EntryId, Label>();
  for (const [entry, bulletin] of firsts) {
    const label = known.get(bulletin);
    if (label !== undefined) {
      found.set(entry, { field: as(label.field), kind: as(label.kind) });
    }
  }
  return found;
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
  async openDay(day) {
    const row = await open()
      .db.insertInto('settled_days')
      .values({ day, version: 0, settled: -1 })
      .onConflict((conflict) => conflict.column('day').doUpdateSet({ day }))
      .returning('version')
      .executeTakeFirstOrThrow();
    return row.version;
  },
  putDay: (day, rows, version) =>
    open()
      .db.transaction()
      .execute((db) => putDay(db, day, { rows, version })),
  airedSums: (query) => airedSums(open(), query),
  countAirings: (query) => countAirings(open(), query),
  async airedRows({ limit, ...query }) {
    const rows = await within(open(), query)
      .selectAll()
      .orderBy('start_at')
      .orderBy('area_id')
      .orderBy('entry_id')
      .limit(limit)
      .execute();
    return rows.map(rowOf);
  },
  labels: (entries) => labels(open(), entries),
});
