/**
 * Publications in SQL — các lần phát hành trong kho.
 *
 * Small questions of the running server beside long lists for screens: open ones are found by an
 * index, since every publication asks for them.
 */
import type { Kysely } from 'kysely';
import type {
  EarlierState,
  PublicationStore,
  SentMark,
  StoredPublication,
  StoredPublicationBox,
} from '../../ports/publications.js';
import type { OpenDatabase } from './dialects.js';
import type { Tables } from './tables.js';
import {
  as,
  flag,
  fromJson,
  fromJsonOrNull,
  insertable,
  json,
  jsonOrNull,
  text,
} from './values.js';

type PublicationRow = {
  readonly id: string;
  readonly area_id: string;
  readonly title: string;
  readonly act: string;
  readonly created_by: string;
  readonly created_at: number;
  readonly state: string;
  readonly stage: number;
  readonly stages: number;
  readonly first_at: number | null;
  readonly lines: string;
  readonly earlier: string | null;
  readonly faults: string | null;
};

type BoxRow = {
  readonly publication_id: string;
  readonly device_id: string;
  readonly area_id: string;
  readonly commune_id: string;
  readonly stage: number;
  readonly healthy: number;
  readonly epoch: number | null;
  readonly num: number | null;
  readonly sent_at: number | null;
};

type Own = { publications: PublicationRow; publication_boxes: BoxRow };

/** Older rows know neither languages nor stations. */
const NOTHING_EARLIER: EarlierState = {
  ...{ days: [], groups: [], programmes: [] },
  ...{ bulletins: [], languages: [], stations: [] },
};

const hasNone = (earlier: EarlierState): boolean =>
  Object.values(earlier).every(({ length }) => length === 0);

const rowOf = (one: StoredPublication): PublicationRow => ({
  id: one.id,
  area_id: one.areaId,
  title: text(one.title),
  act: one.act,
  created_by: one.by,
  created_at: one.createdAt,
  state: one.state,
  stage: one.stage,
  stages: one.stages,
  first_at: one.firstAt,
  lines: json(one.lines),
  earlier: hasNone(one.earlier) ? null : json(one.earlier),
  faults: jsonOrNull(one.faults),
});

const publicationOf = (row: PublicationRow): StoredPublication => ({
  id: as(row.id),
  areaId: as(row.area_id),
  title: row.title,
  act: as(row.act),
  by: row.created_by,
  createdAt: row.created_at,
  state: as(row.state),
  stage: row.stage,
  stages: row.stages,
  firstAt: row.first_at,
  lines: fromJson(row.lines),
  earlier: { ...NOTHING_EARLIER, ...fromJsonOrNull<Partial<EarlierState>>(row.earlier) },
  faults: fromJsonOrNull(row.faults),
});

const boxRow = (publicationId: string, box: StoredPublicationBox): BoxRow => ({
  publication_id: publicationId,
  device_id: box.deviceId,
  area_id: box.areaId,
  commune_id: box.communeId,
  stage: box.stage,
  healthy: flag(box.healthy),
  epoch: box.mark?.epoch ?? null,
  num: box.mark?.num ?? null,
  sent_at: box.sentAt,
});

const boxOf = (row: BoxRow): StoredPublicationBox => ({
  deviceId: as(row.device_id),
  areaId: as(row.area_id),
  communeId: as(row.commune_id),
  stage: row.stage,
  healthy: row.healthy === 1,
  mark: row.epoch === null || row.num === null ? null : { epoch: row.epoch, num: row.num },
  sentAt: row.sent_at,
});

type Db = Kysely<Tables & Own>;

/** One statement for all boxes under the same number: most of a province share a few. */
async function writeMarks(
  { db, oneOf }: ReturnType<Opened>,
  id: string,
  { marks, at }: { readonly marks: readonly SentMark[]; readonly at: number },
): Promise<void> {
  const alike = Map.groupBy(marks, ({ epoch, num }) => `${epoch} ${num}`);
  for (const group of alike.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const ids = group.map(({ deviceId }) => deviceId);
    await db
      .updateTable('publication_boxes')
      .set({ epoch: first.epoch, num: first.num, sent_at: at })
      .where('publication_id', '=', id)
      .where((has) => oneOf(has.ref('device_id'), ids))
      .execute();
  }
}

async function remove(db: Db, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await db.deleteFrom('publication_boxes').where('publication_id', '=', id).execute();
    await db.deleteFrom('publications').where('id', '=', id).execute();
  }
}

type Opened = () => { readonly db: Db; readonly oneOf: OpenDatabase['oneOf'] };

export function publicationStore(open: () => OpenDatabase): PublicationStore {
  const opened: Opened = () => {
    const { db, oneOf } = open();
    return { db: db.withTables<Own>(), oneOf };
  };
  return { ...questions(opened), ...changes(opened) };
}

type Questions = Pick<
  PublicationStore,
  'publication' | 'publications' | 'openPublications' | 'publicationBoxes'
>;

const questions = (open: Opened): Questions => ({
  async publication(id) {
    const row = await open()
      .db.selectFrom('publications')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : publicationOf(row);
  },
  async publications(areaIds, limit) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('publications')
      .selectAll()
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('publication_boxes')
            .select('device_id')
            .whereRef('publication_boxes.publication_id', '=', 'publications.id')
            .where((has) => oneOf(has.ref('publication_boxes.area_id'), areaIds)),
        ),
      )
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(publicationOf);
  },
  async openPublications() {
    const rows = await open()
      .db.selectFrom('publications')
      .selectAll()
      .where('state', 'in', ['running', 'halted'])
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(publicationOf);
  },
  async publicationBoxes(id) {
    const rows = await open()
      .db.selectFrom('publication_boxes')
      .selectAll()
      .where('publication_id', '=', id)
      .orderBy('device_id')
      .execute();
    return rows.map(boxOf);
  },
});

type Changes = Omit<PublicationStore, keyof Questions>;

const changes = (open: Opened): Changes => ({
  async addPublication(publication, boxes) {
    await open()
      .db.transaction()
      .execute(async (db) => {
        await db.insertInto('publications').values(rowOf(publication)).execute();
        for (const piece of insertable(boxes.map((box) => boxRow(publication.id, box)))) {
          await db.insertInto('publication_boxes').values(piece).execute();
        }
      });
  },
  async movePublication(seen, { state, stage, faults }) {
    const row = await open()
      .db.updateTable('publications')
      .set({ state, stage, faults: jsonOrNull(faults) })
      .where('id', '=', seen.id)
      .where('state', '=', seen.state)
      .where('stage', '=', seen.stage)
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  },
  async putWithheld(id, { lines, earlier }) {
    await open()
      .db.updateTable('publications')
      .set({ lines: json(lines), earlier: hasNone(earlier) ? null : json(earlier) })
      .where('id', '=', id)
      .execute();
  },
  async markSent(id, marks, at) {
    const { db, oneOf } = open();
    await db
      .transaction()
      .execute((inside) => writeMarks({ db: inside, oneOf }, id, { marks, at }));
  },
  async dropPublication(id) {
    await open()
      .db.transaction()
      .execute((db) => remove(db, [id]));
  },
  async sweepPublications(before) {
    const { db } = open();
    const rows = await db
      .selectFrom('publications')
      .select('id')
      .where('created_at', '<', before)
      .where('state', 'not in', ['running', 'halted'])
      .execute();
    const ids = rows.map(({ id }) => id);
    await db.transaction().execute((inside) => remove(inside, ids));
    return ids.length;
  },
});
