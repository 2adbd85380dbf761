/**
 * Counting what was heard — đếm lượt đã nghe.
 *
 * Planned airings against play records, box by box, added up by the database: a month of a province is
 * a quarter of a million airings. Knows no areas.
 */
import type { DeviceId, EntryId } from '@loaso/shared/ids';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import { sql } from 'kysely';
import type { HeardQuery, RegistryStore } from '../../ports/registry.js';
import type { OpenDatabase } from './dialects.js';
import { as, fromJson, fromJsonOrNull } from './values.js';

type Heard = Pick<RegistryStore, 'heardIn' | 'lawEntries' | 'tongueEntries'>;

/**
 * Pieces of sound, one row each; an airing without a record is one row too. The sign of `virtual` is
 * looked for in the JSON text that this server wrote itself: no value in a record can hold it.
 */
function piecesIn({ db, oneOf, wholeIn }: OpenDatabase, { fromAt, toAt, entryIds }: HeardQuery) {
  const record = sql.ref('records.record');
  const fromMs = wholeIn(record, 'fromMs');
  const endMs = sql`${fromMs} + ${wholeIn(record, 'playedMs')}`;
  const lengthMs = sql.ref('planned_airings.duration_ms');
  const pieces = db
    .selectFrom('planned_airings')
    .leftJoin('records', 'records.play_id', 'planned_airings.play_id')
    .select([
      'planned_airings.device_id',
      'planned_airings.play_id',
      'planned_airings.duration_ms',
      'records.seq',
      sql<number>`case when records.record like '%"virtual":true%' then 1 else 0 end`.as('virtual'),
      sql<number>`coalesce(${fromMs}, 0)`.as('from_ms'),
      sql<number>`case when ${endMs} is null then 0
        when ${endMs} < ${lengthMs} then ${endMs} else ${lengthMs} end`.as('end_ms'),
    ])
    .where('planned_airings.start_at', '>=', fromAt)
    .where('planned_airings.start_at', '<', toAt)
    .where('planned_airings.cancelled_at', 'is', null);
  return entryIds === undefined
    ? pieces
    : pieces.where((has) => oneOf(has.ref('planned_airings.entry_id'), entryIds));
}

const REACHED_MS = sql<number>`coalesce(max(end_ms) over (
  partition by play_id order by from_ms, end_ms
  rows between unbounded preceding and 1 preceding), 0)`;

/** `coveredMs` and `isComplete` of `core/coverage/expected`, in the words of a database. */
function countsIn(open: OpenDatabase, query: HeardQuery) {
  const real = query.virtualToo ? sql`` : sql`and virtual = 0`;
  return open.db
    .with('pieces', () => piecesIn(open, query))
    .with('in_order', (before) =>
      before.selectFrom('pieces').selectAll().select(REACHED_MS.as('reached_ms')),
    )
    .with('airings', (before) =>
      before
        .selectFrom('in_order')
        .select([
          'device_id',
          'duration_ms',
          sql<number>`count(seq)`.as('words'),
          sql<number>`max(virtual)`.as('virtual'),
          sql<number>`sum(${NEW_MS})`.as('sounded_ms'),
        ])
        .groupBy(['device_id', 'play_id', 'duration_ms']),
    )
    .selectFrom('airings')
    .select([
      'device_id',
      sql<number>`count(*)`.as('planned'),
      sql<number>`sum(case when words > 0 then 1 else 0 end)`.as('with_word'),
      sql<number>`sum(case when ${WHOLE} ${real} then 1 else 0 end)`.as('heard'),
    ])
    .groupBy('device_id')
    .execute();
}

/** What a piece adds to those before it. */
const NEW_MS = sql`case
  when end_ms <= reached_ms or end_ms <= from_ms then 0
  when from_ms > reached_ms then end_ms - from_ms
  else end_ms - reached_ms end`;
/** May lack two seconds, of a short one a tenth, or one part in a hundred. */
const SLACK_100 = sql`case
  when duration_ms >= 200000 then duration_ms
  when duration_ms >= 20000 then 200000
  else duration_ms * 10 end`;
const WHOLE = sql`sounded_ms > 0 and sounded_ms * 100 >= duration_ms * 100 - (${SLACK_100})`;

export const heardOf = (open: () => OpenDatabase): Heard => ({
  async heardIn(query) {
    const rows = await countsIn(open(), query);
    return new Map(
      rows.map(({ device_id, planned, with_word, heard }) => [
        as<DeviceId>(device_id),
        { planned: Number(planned), withWord: Number(with_word), heard: Number(heard) },
      ]),
    );
  },
  async lawEntries() {
    const { db } = open();
    const bulletins = await db
      .selectFrom('bulletins')
      .select('id')
      .where('field', '=', 'law')
      .execute();
    const law = new Set(bulletins.map(({ id }) => id));
    const lines = await linesIn(open());
    return lines.filter((line) => line.bulletinIds.some((id) => law.has(id))).map(({ id }) => id);
  },
  async tongueEntries() {
    const spoken = await tonguesIn(open());
    const found = new Map<LanguageCode, EntryId[]>();
    for (const { id, bulletinIds } of await linesIn(open())) {
      for (const language of new Set(bulletinIds.flatMap((one) => spoken.get(one) ?? []))) {
        found.set(language, [...(found.get(language) ?? []), id]);
      }
    }
    return found;
  },
});

type Line = { readonly id: EntryId; readonly bulletinIds: readonly string[] };

async function linesIn({ db }: OpenDatabase): Promise<Line[]> {
  const lines = await db
    .selectFrom('entries')
    .innerJoin('programmes', 'programmes.id', 'entries.programme_id')
    .select(['entries.id', 'programmes.bulletin_ids'])
    .orderBy('entries.id')
    .execute();
  return lines.map(({ id, bulletin_ids }) => ({
    id: as(id),
    bulletinIds: fromJson<string[]>(bulletin_ids),
  }));
}

/** Languages of each bulletin but Vietnamese: of its own recording and of its variants. */
async function tonguesIn({ db }: OpenDatabase): Promise<ReadonlyMap<string, LanguageCode[]>> {
  const rows = await db
    .selectFrom('bulletins')
    .select(['id', 'recording', 'variants'])
    .where((has) => has.or([has('recording', 'is not', null), has('variants', 'is not', null)]))
    .execute();
  return new Map(
    rows.map(({ id, recording, variants }) => {
      const own = fromJsonOrNull<{ readonly language: LanguageCode }>(recording);
      const others = fromJsonOrNull<{ readonly language: LanguageCode }[]>(variants) ?? [];
      const all = [...(own === null ? [] : [own]), ...others].map(({ language }) => language);
      return [id, [...new Set(all)].filter((language) => language !== 'vi')] as const;
    }),
  );
}
