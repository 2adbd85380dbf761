/**
 * Migration 1 — các bảng đầu tiên.
 *
 * The first released shape. Types are chosen so that one text serves both databases: `bigint` for
 * times and counts, `smallint` for truth, `text` for everything else, compound values as JSON text.
 * Never edited after a release: a change is the next number.
 */
import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

type Db = Kysely<unknown>;
type Table = CreateTableBuilder<string, never>;

const id = (table: Table, name = 'id'): Table =>
  table.addColumn(name, 'text', (column) => column.primaryKey()) as Table;

/** Adds columns that must have a value. */
const needed = (table: Table, type: 'text' | 'bigint' | 'smallint', names: string): Table =>
  names
    .split(' ')
    .reduce((all, name) => all.addColumn(name, type, (c) => c.notNull()) as Table, table);

/** Adds columns that may be empty. */
const open = (table: Table, type: 'text' | 'bigint', names: string): Table =>
  names.split(' ').reduce((all, name) => all.addColumn(name, type) as Table, table);

const refers = (table: Table, name: string, target: string): Table =>
  table.addColumn(name, 'text', (column) => column.notNull().references(target)) as Table;

const owned = (table: Table, name: string, target: string): Table =>
  table.addColumn(name, 'text', (column) =>
    column.notNull().references(target).onDelete('cascade'),
  ) as Table;

const table = (db: Db, name: string): Table => db.schema.createTable(name) as unknown as Table;

const index = (db: Db, name: string, columns: string[]): Promise<void> =>
  db.schema
    .createIndex(`${name}_by_${columns.join('_')}`)
    .on(name)
    .columns(columns)
    .execute();

async function peopleTables(db: Db): Promise<void> {
  const areas = needed(id(table(db, 'areas')), 'text', 'name level kind');
  await needed(areas, 'smallint', 'urban')
    .addColumn('parent_id', 'text', (column) => column.references('areas.id'))
    .execute();
  let users = needed(id(table(db, 'users')), 'text', 'full_name role password_hash');
  users = refers(users, 'area_id', 'areas.id');
  users = needed(needed(users, 'smallint', 'active'), 'bigint', 'created_at');
  await users.addColumn('username', 'text', (column) => column.notNull().unique()).execute();
  await index(db, 'users', ['area_id']);
  const logins = owned(id(table(db, 'logins'), 'token_hash'), 'user_id', 'users.id');
  await needed(logins, 'bigint', 'created_at last_used_at expires_at').execute();
  await index(db, 'logins', ['user_id']);
  await index(db, 'logins', ['expires_at']);
}

async function contentTables(db: Db): Promise<void> {
  let bulletins = refers(id(table(db, 'bulletins')), 'area_id', 'areas.id');
  bulletins = needed(bulletins, 'text', 'title field priority state script source_name');
  bulletins = needed(bulletins, 'text', 'source_sha256 source_text created_by search');
  bulletins = needed(bulletins, 'bigint', 'created_at updated_at revision');
  await open(bulletins, 'text', 'clip clip_sha256 approval rejection_reason').execute();
  await index(db, 'bulletins', ['area_id', 'created_at']);
  await index(db, 'bulletins', ['state', 'area_id']);
  await index(db, 'bulletins', ['clip_sha256']);
  let jobs = owned(id(table(db, 'jobs')), 'bulletin_id', 'bulletins.id');
  jobs = needed(needed(jobs, 'text', 'kind state phase created_by'), 'bigint', 'created_at');
  jobs = open(open(jobs, 'bigint', 'started_at expected_end_at'), 'text', 'problem');
  await jobs.addColumn('progress', 'double precision', (c) => c.notNull()).execute();
  await index(db, 'jobs', ['bulletin_id', 'created_at']);
  await index(db, 'jobs', ['state']);
}

async function scheduleTables(db: Db): Promise<void> {
  let programmes = refers(id(table(db, 'programmes')), 'area_id', 'areas.id');
  programmes = needed(programmes, 'text', 'title bulletin_ids parts');
  await needed(programmes, 'bigint', 'duration_ms').execute();
  let entries = refers(id(table(db, 'entries')), 'area_id', 'areas.id');
  entries = refers(entries, 'programme_id', 'programmes.id');
  entries = needed(entries, 'text', 'title target rule priority origin late_start after_cut');
  entries = needed(entries, 'text', 'state created_by');
  await needed(entries, 'bigint', 'rank created_at').execute();
  await index(db, 'entries', ['area_id', 'state']);
  await index(db, 'entries', ['state']);
}

async function fleetTables(db: Db): Promise<void> {
  let devices = refers(id(table(db, 'devices')), 'area_id', 'areas.id');
  devices = needed(needed(devices, 'text', 'name state'), 'bigint', 'created_at');
  devices = devices.addColumn('lat', 'double precision') as Table;
  devices = devices.addColumn('lng', 'double precision') as Table;
  devices = open(devices, 'text', 'secret_hash');
  await devices.addColumn('public_key', 'text', (column) => column.unique()).execute();
  await index(db, 'devices', ['area_id']);
  const tickets = owned(id(table(db, 'tickets'), 'code_hash'), 'device_id', 'devices.id');
  await open(needed(tickets, 'bigint', 'expires_at tries_left'), 'bigint', 'used_at').execute();
  await index(db, 'tickets', ['device_id']);
}

const ofBox = (db: Db, name: string): Table =>
  table(db, name).addColumn('device_id', 'text', (column) =>
    column.primaryKey().references('devices.id'),
  ) as Table;

async function reportTables(db: Db): Promise<void> {
  await needed(needed(ofBox(db, 'envelopes'), 'bigint', 'num'), 'text', 'sealed').execute();
  const reports = needed(ofBox(db, 'reports'), 'smallint', 'online');
  const seen = open(reports, 'bigint', 'last_seen_at status_at ack_at');
  await open(seen, 'text', 'boot_id status ack').execute();
  const refusals = refers(table(db, 'refusals'), 'device_id', 'devices.id');
  await needed(needed(refusals, 'bigint', 'at'), 'text', 'what code detail')
    .addPrimaryKeyConstraint('refusals_key', ['device_id', 'at', 'what', 'code'] as never[])
    .execute();
}

async function planTables(db: Db): Promise<void> {
  const plans = needed(ofBox(db, 'plans'), 'bigint', 'epoch num published_at');
  await needed(plans, 'text', 'hash plan sealed').execute();
  const marks = refers(table(db, 'plan_marks'), 'device_id', 'devices.id');
  await needed(needed(marks, 'bigint', 'epoch num published_at'), 'text', 'hash')
    .addPrimaryKeyConstraint('plan_marks_key', ['device_id', 'epoch', 'num'] as never[])
    .execute();
  let airings = refers(id(table(db, 'planned_airings'), 'play_id'), 'device_id', 'devices.id');
  airings = needed(airings, 'text', 'entry_id area_id title priority');
  airings = needed(airings, 'bigint', 'start_at duration_ms');
  await open(airings, 'bigint', 'cancelled_at').execute();
  await index(db, 'planned_airings', ['device_id', 'start_at']);
  await index(db, 'planned_airings', ['area_id', 'start_at']);
  await index(db, 'planned_airings', ['start_at']);
}

async function ledgerTables(db: Db): Promise<void> {
  const records = refers(table(db, 'records'), 'device_id', 'devices.id');
  await needed(needed(records, 'bigint', 'enrolment seq received_at'), 'text', 'play_id record')
    .addPrimaryKeyConstraint('records_key', ['device_id', 'enrolment', 'seq'] as never[])
    .execute();
  await index(db, 'records', ['play_id']);
  await needed(
    ofBox(db, 'record_counters'),
    'bigint',
    'enrolment up_to_seq highest_seq stored',
  ).execute();
}

async function auditTables(db: Db): Promise<void> {
  const audit = table(db, 'audit').addColumn('seq', 'bigint', (c) => c.primaryKey()) as Table;
  await needed(
    needed(audit, 'bigint', 'at'),
    'text',
    'actor act target detail prev_hash hash',
  ).execute();
  await index(db, 'audit', ['target', 'seq']);
  const head = table(db, 'audit_head').addColumn('id', 'bigint', (c) => c.primaryKey()) as Table;
  await needed(needed(head, 'bigint', 'seq'), 'text', 'hash').execute();
  await sql`insert into audit_head (id, seq, hash) values (1, 0, '')`.execute(db);
  await needed(id(table(db, 'settings'), 'name'), 'text', 'value').execute();
}

export async function up(db: Db): Promise<void> {
  await peopleTables(db);
  await contentTables(db);
  await scheduleTables(db);
  await fleetTables(db);
  await reportTables(db);
  await planTables(db);
  await ledgerTables(db);
  await auditTables(db);
}
