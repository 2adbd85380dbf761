/**
 * Counting what was heard — đếm lượt đã nghe.
 *
 * Planned airings against play records, box by box, added up by the database: a month of a province is
 * a quarter of a million airings. Knows no areas.
 */
import type { DeviceId, EntryId } from '@loaso/shared/ids';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { HeardQuery, RegistryStore } from '../../ports/registry.js';
import type { OpenDatabase } from './dialects.js';
import { as, fromJson, fromJsonOrNull } from './values.js';

type Heard = Pick<RegistryStore, 'heardIn' | 'lawEntries' | 'tongueEntries'>;

/** What is asked for as a table: read once, not once for each airing. */
function wantedIn(
  { each, wholeIn, textIn }: OpenDatabase,
  stretches: NonNullable<HeardQuery['stretches']>,
) {
  const value = sql.ref('value');
  return sql`select ${textIn(value, 'entryId')} as entry, ${textIn(value, 'ending')} as ending,
    ${wholeIn(value, 'fromMs')} as from_ms, ${wholeIn(value, 'toMs')} as to_ms,
    ${wholeIn(value, 'lengthMs')} as length_ms, ${wholeIn(value, 'whole')} as whole
    from ${each(stretches.map((one) => ({ ...one, whole: one.whole ? 1 : 0 })))}`;
}

function airingsIn({ oneOf }: OpenDatabase, { fromAt, toAt, entryIds }: HeardQuery) {
  const named = entryIds === undefined ? sql`` : sql`and ${oneOf(sql.ref('entry_id'), entryIds)}`;
  return sql`select device_id, play_id, entry_id, title, duration_ms from planned_airings
    where start_at >= ${fromAt} and start_at < ${toAt} and cancelled_at is null ${named}`;
}

const WHOLE = sql`select device_id, play_id, duration_ms,
  0 as part_from, duration_ms as part_to, 0 as length_ms, 1 as whole from airings`;
const STRETCHES = sql`select device_id, play_id, duration_ms, wanted.from_ms as part_from,
  case when wanted.to_ms < duration_ms then wanted.to_ms else duration_ms end as part_to,
  wanted.length_ms as length_ms, wanted.whole as whole
  from airings join wanted on wanted.entry = airings.entry_id
    and airings.title like '%' || wanted.ending`;

/**
 * Pieces of sound in each stretch, one row each; where there is no record, one row too. The sign of
 * `virtual` is looked for in the JSON text that this server wrote itself: no value in a record can
 * hold it.
 */
function piecesIn({ wholeIn }: OpenDatabase) {
  const record = sql.ref('records.record');
  const fromMs = wholeIn(record, 'fromMs');
  const endMs = sql`${fromMs} + ${wholeIn(record, 'playedMs')}`;
  return sql`select stretches.*, records.seq,
    case when records.record like '%"virtual":true%' then 1 else 0 end as virtual,
    case when ${fromMs} > part_from then ${fromMs} else part_from end as from_ms,
    case when ${endMs} is null then 0 when ${endMs} < part_to then ${endMs} else part_to end as end_ms
    from stretches left join records on records.play_id = stretches.play_id`;
}

type Counted = { device_id: string; planned: number; with_word: number; heard: number };

/** `coveredMs` and `isComplete` of `core/coverage/expected`, in the words of a database. */
async function countsIn(open: OpenDatabase, query: HeardQuery): Promise<Counted[]> {
  const real = query.virtualToo ? sql`` : sql`and virtual = 0`;
  const heard = sql`(${completeBy('whole_ms', 'duration_ms')} or ${completeBy('part_ms', 'length_ms')})`;
  const { rows } =
    await sql<Counted>`with wanted as materialized (${wantedIn(open, query.stretches ?? [])}),
    airings as materialized (${airingsIn(open, query)}),
    stretches as (${query.stretches === undefined ? WHOLE : STRETCHES}),
    pieces as (${piecesIn(open)}),
    in_order as (select pieces.*, coalesce(max(end_ms) over (
      partition by play_id, whole, part_from order by from_ms, end_ms
      rows between unbounded preceding and 1 preceding), 0) as reached_ms from pieces),
    told as (select device_id, duration_ms, length_ms, count(seq) as words,
      max(virtual) as virtual, sum(case when whole = 1 then ${NEW_MS} else 0 end) as whole_ms,
      sum(case when whole = 0 then ${NEW_MS} else 0 end) as part_ms
      from in_order group by device_id, play_id, duration_ms, length_ms)
    select device_id, count(*) as planned, sum(case when words > 0 then 1 else 0 end) as with_word,
      sum(case when ${heard} ${real} then 1 else 0 end) as heard
    from told group by device_id`.execute(open.db);
  return rows;
}

/** What a piece adds to those before it. */
const NEW_MS = sql`case
  when end_ms <= reached_ms or end_ms <= from_ms then 0
  when from_ms > reached_ms then end_ms - from_ms
  else end_ms - reached_ms end`;

/** May lack two seconds, of a short one a tenth, or one part in a hundred. */
function completeBy(sounded: string, length: string): RawBuilder<SqlBool> {
  const [soundedMs, ms] = [sql.ref(sounded), sql.ref(length)];
  const slack = sql`case when ${ms} >= 200000 then ${ms} when ${ms} >= 20000 then 200000
    else ${ms} * 10 end`;
  return sql`(${soundedMs} > 0 and ${soundedMs} * 100 >= ${ms} * 100 - (${slack}))`;
}

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
