/**
 * Bulletins in the store — bản tin.
 *
 * A bulletin is one row with its script and source; every writer must have read the newest revision.
 * The search column is folded text, so that officials find 'Đèn đường' by typing 'den duong'.
 */
import { type Kysely, type SqlBool, sql } from 'kysely';
import type { ContentStore } from '../../ports/store.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import type { OpenDatabase } from './dialects.js';
import type { BulletinRow, Tables } from './tables.js';
import {
  as,
  containing,
  fold,
  fromJson,
  fromJsonOrNull,
  json,
  jsonOrNull,
  text,
} from './values.js';

/** So much of the source text is searched, characters: its opening names number, issuer, subject. */
const SEARCHED_CHARACTERS = 2_000;

const searchOf = (bulletin: StoredBulletin): string =>
  fold(
    [
      bulletin.title,
      bulletin.script.title,
      bulletin.sourceName,
      bulletin.sourceText.slice(0, SEARCHED_CHARACTERS),
    ].join(' '),
  );

export const bulletinRow = (bulletin: StoredBulletin): BulletinRow => ({
  id: bulletin.id,
  area_id: bulletin.areaId,
  title: text(bulletin.title),
  field: bulletin.field,
  priority: bulletin.priority,
  state: bulletin.state,
  script: json(bulletin.script),
  source_name: text(bulletin.sourceName),
  source_sha256: bulletin.sourceSha256,
  source_text: text(bulletin.sourceText),
  clip: jsonOrNull(bulletin.clip),
  clip_sha256: bulletin.clip?.sha256 ?? null,
  approval: jsonOrNull(bulletin.approval),
  rejection_reason: bulletin.rejectionReason === null ? null : text(bulletin.rejectionReason),
  created_by: bulletin.createdBy,
  written_by: json(bulletin.writtenBy),
  created_at: bulletin.createdAt,
  updated_at: bulletin.updatedAt,
  revision: bulletin.revision,
  kind: bulletin.kind,
  recording: jsonOrNull(bulletin.recording),
  variants: bulletin.variants.length === 0 ? null : json(bulletin.variants),
  series_of: bulletin.series?.of ?? null,
  series_number: bulletin.series?.number ?? null,
  series_count: bulletin.series?.count ?? null,
  search: searchOf(bulletin),
});

const seriesOf = (row: BulletinRow): Pick<StoredBulletin, 'series'> =>
  row.series_of === null || row.series_number === null || row.series_count === null
    ? {}
    : { series: { of: as(row.series_of), number: row.series_number, count: row.series_count } };

/** Everything but what was divided into episodes: that is aired, and listed, through them. */
const undivided = sql<SqlBool>`(series_number is null or series_number > 0)`;

export const bulletinOf = (row: BulletinRow): StoredBulletin => ({
  id: as(row.id),
  areaId: as(row.area_id),
  title: row.title,
  field: as(row.field),
  priority: as(row.priority),
  state: as(row.state),
  script: fromJson(row.script),
  sourceName: row.source_name,
  sourceSha256: as(row.source_sha256),
  sourceText: row.source_text,
  clip: fromJsonOrNull(row.clip),
  approval: fromJsonOrNull(row.approval),
  rejectionReason: row.rejection_reason,
  createdBy: as(row.created_by),
  writtenBy: fromJson(row.written_by),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  revision: row.revision,
  kind: as(row.kind),
  recording: fromJsonOrNull(row.recording),
  variants: fromJsonOrNull(row.variants) ?? [],
  ...seriesOf(row),
});

/** Emergency bulletins shown at once. */
const EMERGENCIES_MAX = 200;

/** The files of the other languages, so that who may hear one is found by its name. */
async function noteVariants(db: Kysely<Tables>, { id, variants }: StoredBulletin): Promise<void> {
  await db.deleteFrom('variant_clips').where('bulletin_id', '=', id).execute();
  const files = new Set(variants.map(({ clip }) => clip.sha256));
  if (files.size === 0) return;
  const rows = [...files].map((sha256) => ({ bulletin_id: id, sha256 }));
  await db.insertInto('variant_clips').values(rows).execute();
}

/** Over the revision that was read, inside a transaction. */
export async function replaceIn(db: Kysely<Tables>, next: StoredBulletin): Promise<boolean> {
  const { id, created_at, created_by, ...set } = bulletinRow(next);
  const row = await db
    .updateTable('bulletins')
    .set(set)
    .where('id', '=', id)
    .where('revision', '=', next.revision - 1)
    .returning('id')
    .executeTakeFirst();
  if (row !== undefined) await noteVariants(db, next);
  return row !== undefined;
}

type Bulletins = Pick<
  ContentStore,
  'addBulletin' | 'bulletin' | 'bulletins' | 'replaceBulletin' | 'removeBulletin'
>;

export const bulletinsOf = (open: () => OpenDatabase): Bulletins => ({
  async addBulletin(bulletin) {
    await open()
      .db.transaction()
      .execute(async (db) => {
        await db.insertInto('bulletins').values(bulletinRow(bulletin)).execute();
        await noteVariants(db, bulletin);
      });
  },
  async bulletin(id) {
    const row = await open()
      .db.selectFrom('bulletins')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : bulletinOf(row);
  },
  async bulletins({ areaIds, state, search, limit }) {
    const { db, oneOf } = open();
    let query = db
      .selectFrom('bulletins')
      .selectAll()
      .where((has) => oneOf(has.ref('area_id'), areaIds))
      .where(undivided);
    if (state !== undefined) query = query.where('state', '=', state);
    if (search !== undefined && fold(search) !== '') {
      query = query.where(sql<SqlBool>`search like ${containing(search)} escape '\\'`);
    }
    const newestFirst = query.orderBy('created_at', 'desc').orderBy('id', 'desc');
    return (await newestFirst.limit(limit).execute()).map(bulletinOf);
  },
  async replaceBulletin(next) {
    return await open()
      .db.transaction()
      .execute(async (db) => await replaceIn(db, next));
  },
  async removeBulletin(id) {
    await open().db.deleteFrom('bulletins').where('id', '=', id).execute();
  },
});

type Approved = Pick<ContentStore, 'approvedEmergencies' | 'approvedAfter' | 'emergencyBulletins'>;

export const approvedOf = (open: () => OpenDatabase): Approved => ({
  async approvedAfter(after, limit) {
    const rows = await open()
      .db.selectFrom('bulletins')
      .select(['id', 'area_id', 'clip', 'variants', 'approval', 'written_by'])
      .where('state', '=', 'approved')
      .where('approval', 'is not', null)
      .where('clip', 'is not', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      id: as(row.id),
      areaId: as(row.area_id),
      clip: fromJsonOrNull(row.clip),
      variants: fromJsonOrNull(row.variants) ?? [],
      approval: fromJsonOrNull(row.approval),
      writtenBy: fromJson(row.written_by),
    }));
  },
  async approvedEmergencies() {
    const rows = await open()
      .db.selectFrom('bulletins')
      .selectAll()
      .where('state', '=', 'approved')
      .where('priority', '=', 'emergency')
      .orderBy('id')
      .execute();
    return rows.map(bulletinOf);
  },
  async emergencyBulletins(areaIds) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('bulletins')
      .selectAll()
      .where('priority', '=', 'emergency')
      .where('state', '<>', 'withdrawn')
      .where('clip', 'is not', null)
      .where((has) => oneOf(has.ref('area_id'), areaIds))
      .orderBy('updated_at', 'desc')
      .limit(EMERGENCIES_MAX)
      .execute();
    return rows.map(bulletinOf);
  },
});

type Questions = Pick<ContentStore, 'readBulletins' | 'countSubmitted' | 'areasOfClip'>;

export const bulletinQuestionsOf = (open: () => OpenDatabase): Questions => ({
  async readBulletins(areaIds) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('bulletins')
      .select('id')
      .where('kind', '=', 'text')
      .where('state', '<>', 'withdrawn')
      .where(undivided)
      .where((has) => oneOf(has.ref('area_id'), areaIds))
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map((row) => as(row.id));
  },
  async countSubmitted(areaIds) {
    const { db, oneOf } = open();
    const row = await db
      .selectFrom('bulletins')
      .select((has) => has.fn.countAll<number>().as('count'))
      .where('state', '=', 'submitted')
      .where((has) => oneOf(has.ref('area_id'), areaIds))
      .executeTakeFirstOrThrow();
    return row.count;
  },
  async areasOfClip(sha256) {
    const rows = await open()
      .db.selectFrom('bulletins')
      .select('area_id')
      .distinct()
      .where((has) =>
        has.or([
          has('clip_sha256', '=', sha256),
          has(
            'id',
            'in',
            has.selectFrom('variant_clips').select('bulletin_id').where('sha256', '=', sha256),
          ),
        ]),
      )
      .orderBy('area_id')
      .execute();
    return rows.map((row) => as(row.area_id));
  },
});
