/**
 * Migrate — nâng cấp dữ liệu.
 *
 * Brings a database forward to this version, in one transaction. Refuses one that a newer version
 * has already changed: an old server writing into it would damage it in silence.
 */
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { MIGRATIONS } from './migrations/index.js';
import type { Tables } from './tables.js';

const MIGRATION_TABLE = 'kysely_migration';

async function doneMigrations(db: Kysely<Tables>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === MIGRATION_TABLE)) return [];
  const rows = await (db as unknown as Kysely<{ [MIGRATION_TABLE]: { name: string } }>)
    .selectFrom(MIGRATION_TABLE)
    .select('name')
    .execute();
  return rows.map(({ name }) => name);
}

/** @throws when the database is newer than this version, or a step fails (then nothing is changed) */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const unknown = (await doneMigrations(db)).filter((name) => MIGRATIONS[name] === undefined);
  if (unknown.length > 0) {
    throw new Error(
      `the database was made by a newer version (${unknown.join(', ')}): start that version, or restore a backup`,
    );
  }
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
