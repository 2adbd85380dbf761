/**
 * Schedule in the store — chương trình và dòng lịch phát.
 *
 * A line and the programme it plays are written together; a line is cancelled, never removed, since
 * the ledger speaks of it. Whoever changes a line must have read it as it stands.
 */
import type { ScheduleStore } from '../../ports/store.js';
import type { StoredDayChange, StoredEntry, StoredProgramme } from '../../ports/store-records.js';
import { clusterGroupStore, withMembers } from './cluster-groups.js';
import type { OpenDatabase } from './dialects.js';
import type { DayChangeRow, EntryRow, ProgrammeRow } from './tables.js';
import { as, fromJson, fromJsonOrNull, json, jsonOrNull, text } from './values.js';

const programmeRow = (programme: StoredProgramme): ProgrammeRow => ({
  id: programme.id,
  area_id: programme.areaId,
  title: text(programme.title),
  bulletin_ids: json(programme.bulletinIds),
  parts: json(programme.parts),
  duration_ms: programme.durationMs,
  repeat: jsonOrNull(programme.repeat),
  episodes: jsonOrNull(programme.episodes),
  relay: jsonOrNull(programme.relay ?? null),
  slot_minutes: programme.slotMinutes ?? null,
});

const programmeOf = (row: ProgrammeRow): StoredProgramme => ({
  id: as(row.id),
  areaId: as(row.area_id),
  title: row.title,
  bulletinIds: fromJson(row.bulletin_ids),
  parts: fromJson(row.parts),
  durationMs: row.duration_ms,
  repeat: fromJsonOrNull(row.repeat),
  episodes: fromJsonOrNull(row.episodes),
  ...(row.relay === null ? {} : { relay: fromJson(row.relay) }),
  ...(row.slot_minutes === null ? {} : { slotMinutes: row.slot_minutes }),
});

const targetRow = ({ memberIds: _, ...target }: StoredEntry['target']): string => json(target);

const entryRow = (entry: StoredEntry): EntryRow => ({
  id: entry.id,
  area_id: entry.areaId,
  title: text(entry.title),
  programme_id: entry.programmeId,
  target: targetRow(entry.target),
  rule: json(entry.rule),
  priority: entry.priority,
  origin: entry.origin,
  rank: entry.rank,
  late_start: entry.lateStart,
  after_cut: entry.afterCut,
  state: entry.state,
  series: jsonOrNull(entry.series),
  exceptions: json(entry.exceptions),
  ended_at: entry.endedAt,
  follows: entry.follows,
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
  series: fromJsonOrNull(row.series),
  exceptions: fromJson(row.exceptions),
  endedAt: row.ended_at,
  follows: row.follows === null ? null : as(row.follows),
  createdBy: as(row.created_by),
  createdAt: row.created_at,
});

const dayRow = (change: StoredDayChange): DayChangeRow => ({
  area_id: change.areaId,
  date: change.date,
  kind: change.kind,
  name: text(change.name),
  changed_by: change.changedBy,
  changed_at: change.changedAt,
});

const dayOf = (row: DayChangeRow): StoredDayChange => ({
  areaId: as(row.area_id),
  date: as(row.date),
  kind: as(row.kind),
  name: row.name,
  changedBy: as(row.changed_by),
  changedAt: row.changed_at,
});

export const scheduleStore = (open: () => OpenDatabase): ScheduleStore => ({
  ...lineWrites(open),
  ...lineReads(open),
  ...clusterGroupStore(open),
  ...dayStore(open),
});

type GroupVerb = keyof ReturnType<typeof clusterGroupStore>;
type LineWrite = 'addEntries' | 'replaceProgramme' | 'cancelEntry' | 'changeEntry';
type Days = Pick<ScheduleStore, 'dayChanges' | 'putDayChange' | 'removeDayChange'>;

const lineWrites = (open: () => OpenDatabase): Pick<ScheduleStore, LineWrite> => ({
  async addEntries(lines) {
    await open()
      .db.transaction()
      .execute(async (db) => {
        for (const { entry, programme } of lines) {
          await db.insertInto('programmes').values(programmeRow(programme)).execute();
          await db.insertInto('entries').values(entryRow(entry)).execute();
        }
      });
  },
  async replaceProgramme(programme) {
    const { id, ...set } = programmeRow(programme);
    await open().db.updateTable('programmes').set(set).where('id', '=', id).execute();
  },
  async cancelEntry(id) {
    await open()
      .db.updateTable('entries')
      .set({ state: 'cancelled' })
      .where('id', '=', id)
      .execute();
  },
  async changeEntry(seen, next, successor) {
    const was = entryRow(seen);
    const { exceptions, ended_at, state } = entryRow(next);
    return await open()
      .db.transaction()
      .execute(async (db) => {
        const done = await db
          .updateTable('entries')
          .set({ exceptions, ended_at, state })
          .where('id', '=', was.id)
          .where('state', '=', was.state)
          .where('exceptions', '=', was.exceptions)
          .where('ended_at', 'is not distinct from', was.ended_at)
          .executeTakeFirst();
        if (done.numUpdatedRows !== 1n) return false;
        if (successor === undefined) return true;
        await db.insertInto('programmes').values(programmeRow(successor.programme)).execute();
        await db.insertInto('entries').values(entryRow(successor.entry)).execute();
        return true;
      });
  },
});

const lineReads = (
  open: () => OpenDatabase,
): Omit<ScheduleStore, LineWrite | GroupVerb | keyof Days> => ({
  async entry(id) {
    const row = await open()
      .db.selectFrom('entries')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) return null;
    const [entry] = await withMembers(clusterGroupStore(open), [entryOf(row)]);
    return entry ?? null;
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
    const rows = await query.orderBy('created_at').orderBy('id').execute();
    return await withMembers(clusterGroupStore(open), rows.map(entryOf));
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
});

const dayStore = (open: () => OpenDatabase): Days => ({
  async dayChanges(areaIds) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('day_changes')
      .selectAll()
      .where((has) => oneOf(has.ref('area_id'), areaIds))
      .orderBy('date')
      .orderBy('area_id')
      .execute();
    return rows.map(dayOf);
  },
  async putDayChange(change) {
    const row = dayRow(change);
    const { area_id: _, date: __, ...set } = row;
    await open()
      .db.insertInto('day_changes')
      .values(row)
      .onConflict((conflict) => conflict.columns(['area_id', 'date']).doUpdateSet(set))
      .execute();
  },
  async removeDayChange(areaId, date) {
    const done = await open()
      .db.deleteFrom('day_changes')
      .where('area_id', '=', areaId)
      .where('date', '=', date)
      .executeTakeFirst();
    return done.numDeletedRows > 0n;
  },
});
