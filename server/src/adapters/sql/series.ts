/**
 * Series in the store — loạt kỳ.
 *
 * A bulletin and the episodes it was divided into come and go together, or not at all.
 */
import type { Kysely } from 'kysely';
import type { ContentStore } from '../../ports/store.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import { bulletinOf, bulletinRow, replaceIn } from './bulletins.js';
import type { OpenDatabase } from './dialects.js';
import type { Tables } from './tables.js';

type Series = Pick<ContentStore, 'episodes' | 'divideBulletin' | 'uniteBulletin'>;

/** Breaks a transaction off without being a fault. */
class Overtaken extends Error {}

async function together(
  open: () => OpenDatabase,
  deeds: (db: Kysely<Tables>) => Promise<void>,
): Promise<boolean> {
  try {
    await open().db.transaction().execute(deeds);
    return true;
  } catch (cause) {
    if (cause instanceof Overtaken) return false;
    throw cause;
  }
}

const orOvertaken = (done: boolean): void => {
  if (!done) throw new Overtaken();
};

async function removeSeen(db: Kysely<Tables>, { id, revision }: StoredBulletin): Promise<void> {
  const row = await db
    .deleteFrom('bulletins')
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  orOvertaken(row !== undefined);
}

export const seriesOf = (open: () => OpenDatabase): Series => ({
  async episodes(of) {
    const rows = await open()
      .db.selectFrom('bulletins')
      .selectAll()
      .where('series_of', '=', of)
      .where('series_number', '>', 0)
      .orderBy('series_number')
      .execute();
    return rows.map(bulletinOf);
  },
  divideBulletin: (source, episodes) =>
    together(open, async (db) => {
      orOvertaken(await replaceIn(db, source));
      for (const one of episodes) {
        await db.insertInto('bulletins').values(bulletinRow(one)).execute();
      }
    }),
  uniteBulletin: (source, episodes) =>
    together(open, async (db) => {
      orOvertaken(await replaceIn(db, source));
      for (const one of episodes) await removeSeen(db, one);
    }),
});
