/**
 * Schedule in the store — chương trình và dòng lịch phát.
 *
 * A line and the programme it plays are written together; a line is cancelled, never removed, since
 * the ledger speaks of it.
 */
import type { ScheduleStore } from '../../ports/store.js';
import type { StoredEntry, StoredProgramme } from '../../ports/store-records.js';
import type { OpenDatabase } from './dialects.js';
import type { EntryRow, ProgrammeRow } from './tables.js';
import { as, fromJson, json, text } from './values.js';

const programmeRow = (programme: StoredProgramme): ProgrammeRow => ({
  id: programme.id,
  area_id: programme.areaId,
  title: text(programme.title),
  bulletin_ids: json(programme.bulletinIds),
  parts: json(programme.parts),
  duration_ms: programme.durationMs,
});

const programmeOf = (row: ProgrammeRow): StoredProgramme => ({
  id: as(row.id),
  areaId: as(row.area_id),
  title: row.title,
  bulletinIds: fromJson(row.bulletin_ids),
  parts: fromJson(row.parts),
  durationMs: row.duration_ms,
});

const entryRow = (entry: StoredEntry): EntryRow => ({
  id: entry.id,
  area_id: entry.areaId,
  title: text(entry.title),
  programme_id: entry.programmeId,
  target: json(entry.target),
  rule: json(entry.rule),
  priority: entry.priority,
  origin: entry.origin,
  rank: entry.rank,
  late_start: entry.lateStart,
  after_cut: entry.afterCut,
  state: entry.state,
  created_by: entry.createdBy,
  created_at: entry.createdAt,
});

const entryOf = (row: EntryRow): StoredEntry => ({
  id: as(row.id),
  areaId: as(row.area_id),
  title: row.title,
  programmeId: as(row.programme_id),
  target: fromJson(row.target),
  rule: fromJson(row.rule),
  priority: as(row.priority),
  origin: as(row.origin),
  rank: row.rank,
  lateStart: as(row.late_start),
  afterCut: as(row.after_cut),
  state: as(row.state),
  createdBy: as(row.created_by),
  createdAt: row.created_at,
});

export const scheduleStore = (open: () => OpenDatabase): ScheduleStore => ({
  async addEntry(entry, programme) {
    await open()
      .db.transaction()
      .execute(async (db) => {
        await db.insertInto('programmes').values(programmeRow(programme)).execute();
        await db.insertInto('entries').values(entryRow(entry)).execute();
      });
  },
  async replaceProgramme(programme) {
    const { id, ...set } = programmeRow(programme);
    await open().db.updateTable('programmes').set(set).where('id', '=', id).execute();
  },
  async entry(id) {
    const row = await open()
      .db.selectFrom('entries')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : entryOf(row);
  },
  async programme(id) {
    const row = await open()
      .db.selectFrom('programmes')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : programmeOf(row);
  },
  async entries(areaIds, state) {
    const { db, oneOf } = open();
    let query = db
      .selectFrom('entries')
      .selectAll()
      .where((has) => oneOf(has.ref('area_id'), areaIds));
    if (state !== undefined) query = query.where('state', '=', state);
    return (await query.orderBy('created_at').orderBy('id').execute()).map(entryOf);
  },
  async programmes(ids) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('programmes')
      .selectAll()
      .where((has) => oneOf(has.ref('id'), ids))
      .orderBy('id')
      .execute();
    return rows.map(programmeOf);
  },
  async cancelEntry(id) {
    await open()
      .db.updateTable('entries')
      .set({ state: 'cancelled' })
      .where('id', '=', id)
      .execute();
  },
});
