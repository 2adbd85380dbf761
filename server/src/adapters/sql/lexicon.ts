/**
 * Lexicon in the store — từ điển của đài.
 *
 * Readings per area. One that is replaced or removed stays in its row with who and when, so that the
 * record tells what was said on a day; only those in force are handed out.
 */
import type { LexiconStore } from '../../ports/store.js';
import type { StoredReading } from '../../ports/store-records.js';
import type { OpenDatabase } from './dialects.js';
import type { ReadingRow } from './tables.js';
import { as, text } from './values.js';

const readingOf = (row: ReadingRow): StoredReading => ({
  id: as(row.id),
  areaId: as(row.area_id),
  written: row.written,
  spoken: row.spoken,
  match: as(row.match),
  createdBy: as(row.created_by),
  createdAt: row.created_at,
});

const rowOf = (reading: StoredReading, words: string): ReadingRow => ({
  id: reading.id,
  area_id: reading.areaId,
  words: text(words),
  written: text(reading.written),
  spoken: text(reading.spoken),
  match: reading.match,
  created_by: reading.createdBy,
  created_at: reading.createdAt,
  ended_by: null,
  ended_at: null,
});

export const lexiconStore = (open: () => OpenDatabase): LexiconStore => ({
  ...questionsOf(open),
  ...changesOf(open),
});

type Questions = Pick<LexiconStore, 'readings' | 'reading' | 'readingHands'>;

const questionsOf = (open: () => OpenDatabase): Questions => ({
  async readings(areaIds) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('readings')
      .selectAll()
      .where((has) => oneOf(has.ref('area_id'), areaIds))
      .where('ended_at', 'is', null)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(readingOf);
  },
  async reading(id) {
    const row = await open()
      .db.selectFrom('readings')
      .selectAll()
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    return row === undefined ? null : readingOf(row);
  },
  async readingHands(areaIds) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('readings')
      .select(['written', 'created_by', 'ended_by'])
      .where((has) => oneOf(has.ref('area_id'), areaIds))
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(({ written, created_by, ended_by }) => ({
      written,
      by: [...new Set([created_by, ended_by ?? created_by])].map((id) => as(id)),
    }));
  },
});

const changesOf = (open: () => OpenDatabase): Omit<LexiconStore, keyof Questions> => ({
  async putReading(reading, words) {
    const row = rowOf(reading, words);
    await open()
      .db.transaction()
      .execute(async (db) => {
        await db
          .updateTable('readings')
          .set({ ended_by: row.created_by, ended_at: row.created_at })
          .where('area_id', '=', row.area_id)
          .where('words', '=', row.words)
          .where('ended_at', 'is', null)
          .execute();
        await db.insertInto('readings').values(row).execute();
      });
  },
  async endReading(id, by, at) {
    const row = await open()
      .db.updateTable('readings')
      .set({ ended_by: by, ended_at: at })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  },
});
