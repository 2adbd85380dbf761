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

/**
 * A record sounded to its end from a real output. Looks into the JSON text that this server wrote
 * itself: no value in a record can hold these signs, and both databases compare text alike.
 */
const SOUNDED = sql<string | null>`case
  when records.record like '%"outcome":"completed"%' and records.record like '%"virtual":false%'
  then records.play_id end`;
const SOUNDED_ANYWHERE = sql<string | null>`case
  when records.record like '%"outcome":"completed"%' then records.play_id end`;

type Heard = Pick<RegistryStore, 'heardIn' | 'lawEntries' | 'tongueEntries'>;

function countsIn({ db, oneOf }: OpenDatabase, { fromAt, toAt, entryIds, virtualToo }: HeardQuery) {
  const sounded = virtualToo ? SOUNDED_ANYWHERE : SOUNDED;
  let query = db
    .selectFrom('planned_airings')
    .leftJoin('records', 'records.play_id', 'planned_airings.play_id')
    .select('planned_airings.device_id')
    .select(({ fn }) => [
      fn.count<number>('planned_airings.play_id').distinct().as('planned'),
      fn.count<number>('records.play_id').distinct().as('with_word'),
    ])
    .select(sql<number>`count(distinct ${sounded})`.as('heard'))
    .where('planned_airings.start_at', '>=', fromAt)
    .where('planned_airings.start_at', '<', toAt)
    .where('planned_airings.cancelled_at', 'is', null);
  if (entryIds !== undefined) {
    query = query.where((has) => oneOf(has.ref('planned_airings.entry_id'), entryIds));
  }
  return query.groupBy('planned_airings.device_id').execute();
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
