/**
 * Dialects — hai loại cơ sở dữ liệu.
 *
 * The one place that knows SQLite from PostgreSQL: how each is opened, how its types become those of
 * `tables.ts`, how a list is passed as one parameter. Everything above is the same code for both.
 */
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Expression,
  Kysely,
  PostgresDialect,
  type SqlBool,
  SqliteAdapter,
  type SqliteDatabase as SqliteConnection,
  SqliteDialect,
  SqliteDriver,
  sql,
} from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.js';

export type SqlStoreOptions =
  | { readonly dialect: 'sqlite'; readonly path: string }
  | {
      readonly dialect: 'postgres';
      readonly url: string;
      /** Told when an idle connection breaks; the pool replaces it by itself. */
      readonly onConnectionLost?: (error: Error) => void;
    };

/** An open database and what its dialect says differently. */
export type OpenDatabase = {
  readonly db: Kysely<Tables>;
  /** `column` is one of `values`: one parameter whatever their number. */
  readonly oneOf: (column: Expression<unknown>, values: readonly string[]) => Expression<SqlBool>;
  /** The whole number by that name in a JSON text; null where there is none. */
  readonly wholeIn: (json: Expression<unknown>, name: string) => Expression<number | null>;
  readonly textIn: (json: Expression<unknown>, name: string) => Expression<string | null>;
  /** Each as a row with one column, `value`, JSON: one parameter whatever their number. */
  readonly each: (values: readonly unknown[]) => Expression<unknown>;
};

const BUSY_MS = 5_000;
const POSTGRES_CONNECTIONS_MAX = 10;
const POSTGRES_CONNECT_MS = 10_000;
const POSTGRES_STATEMENT_MS = 60_000;
/** Statements kept compiled, and the longest text worth keeping. */
const STATEMENTS_MAX = 400;
const STATEMENT_LENGTH_MAX = 4_000;

export function openDatabase(options: SqlStoreOptions): OpenDatabase {
  if (options.dialect === 'sqlite') {
    return {
      db: new Kysely<Tables>({ dialect: sqliteDialect(openSqliteFile(options.path)) }),
      oneOf: (column, values) =>
        sql<SqlBool>`${column} in (select value from json_each(${JSON.stringify(values)}))`,
      wholeIn: (json, name) => sql`json_extract(${json}, ${sql.lit(`$.${name}`)})`,
      textIn: (json, name) => sql`json_extract(${json}, ${sql.lit(`$.${name}`)})`,
      each: (values) => sql`json_each(${JSON.stringify(values)})`,
    };
  }
  const pool = postgresPool(options.url);
  pool.on('error', (error) => options.onConnectionLost?.(error));
  return {
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    oneOf: (column, values) => sql<SqlBool>`${column} = any(${values})`,
    wholeIn: (json, name) => sql`cast(cast(${json} as json) ->> ${sql.lit(name)} as bigint)`,
    textIn: (json, name) => sql`cast(${json} as json) ->> ${sql.lit(name)}`,
    each: (values) =>
      sql`json_array_elements(cast(${JSON.stringify(values)} as json)) as one(value)`,
  };
}

/** Opens the file with the settings that a power cut needs, at every open: SQLite forgets them. */
function openSqliteFile(path: string): SqliteDatabase.Database {
  mkdirSync(dirname(path), { recursive: true });
  const isNew = !existsSync(path);
  const file = new SqliteDatabase(path, { timeout: BUSY_MS });
  if (isNew) chmodSync(path, 0o600);
  const mode = file.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal') throw new Error(`SQLite cannot use WAL on ${path} (${String(mode)})`);
  file.pragma('synchronous = FULL');
  file.pragma('foreign_keys = ON');
  file.pragma('trusted_schema = OFF');
  return file;
}

/** Keeps compiled statements: preparing costs more than running most of ours. */
function withStatementCache(file: SqliteDatabase.Database): SqliteConnection {
  const kept = new Map<string, SqliteDatabase.Statement<unknown[]>>();
  const prepare = (text: string): SqliteDatabase.Statement<unknown[]> => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const statement = file.prepare<unknown[]>(text);
    if (text.length <= STATEMENT_LENGTH_MAX) {
      if (kept.size >= STATEMENTS_MAX) kept.clear();
      kept.set(text, statement);
    }
    return statement;
  };
  return {
    close: () => {
      kept.clear();
      file.close();
    },
    prepare: prepare as SqliteConnection['prepare'],
  };
}

/**
 * A transaction takes the write lock at its beginning: one that reads first and writes later would
 * fail, not wait, when the command line has written in between.
 */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** SQLite can roll back changes of the schema; kysely does not assume it. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function sqliteDialect(file: SqliteDatabase.Database): Dialect {
  const database = withStatementCache(file);
  const base = new SqliteDialect({ database });
  return {
    createAdapter: () => new TransactionalSqliteAdapter(),
    createDriver: () => new ImmediateSqliteDriver({ database }),
    createIntrospector: (db) => base.createIntrospector(db),
    createQueryCompiler: () => base.createQueryCompiler(),
  };
}

/** Type number of `bigint`, whose values pg hands out as text. */
const BIGINT = 20;

function postgresPool(url: string): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    max: POSTGRES_CONNECTIONS_MAX,
    connectionTimeoutMillis: POSTGRES_CONNECT_MS,
    statement_timeout: POSTGRES_STATEMENT_MS,
    application_name: 'loaso',
    types: {
      // Times and counts stay far below 2^53.
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === BIGINT ? Number : pg.types.getTypeParser(oid, format as 'text')) as never,
    },
  });
}
