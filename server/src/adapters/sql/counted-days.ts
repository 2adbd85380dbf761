/**
 * Counted days in the store — lượt nghe đã đếm, mỗi ngày một hàng.
 *
 * A row holds a day of the whole province: boxes with the same count stand together, which most of
 * them have. It says how many words of its day had come; once one more has, it is not found any more.
 */
import type { DeviceId, EntryId } from '@loaso/shared/ids';
import type { HeardCount } from '../../core/coverage/known.js';
import type { CountedDayStore } from '../../ports/heard.js';
import { openedDay } from './aired.js';
import type { OpenDatabase } from './dialects.js';
import { as, fromJson, json } from './values.js';

/** Boxes by their count, written 'planned withWord heard'. */
type Packed = Readonly<Record<string, readonly string[]>>;

function packed(counts: ReadonlyMap<DeviceId, HeardCount>): Packed {
  const alike = new Map<string, string[]>();
  for (const [id, { planned, withWord, heard }] of counts) {
    const key = `${planned} ${withWord} ${heard}`;
    const ids = alike.get(key);
    if (ids === undefined) alike.set(key, [id]);
    else ids.push(id);
  }
  return Object.fromEntries(alike);
}

function unpacked(boxes: Packed): Map<DeviceId, HeardCount> {
  const counts = new Map<DeviceId, HeardCount>();
  for (const [key, ids] of Object.entries(boxes)) {
    const [planned = 0, withWord = 0, heard = 0] = key.split(' ').map(Number);
    const count = { planned, withWord, heard };
    for (const id of ids) counts.set(as<DeviceId>(id), count);
  }
  return counts;
}

const current = ({ db }: OpenDatabase, subject: string) =>
  db
    .selectFrom('heard_days')
    .innerJoin('settled_days', 'settled_days.day', 'heard_days.day')
    .whereRef('heard_days.words', '=', 'settled_days.words')
    .where('heard_days.subject', '=', subject);

export const countedDaysOf = (open: () => OpenDatabase): CountedDayStore => ({
  openCount: async (day) => (await openedDay(open().db, day)).words,
  async linesPlanned(fromAt, toAt) {
    const rows = await open()
      .db.selectFrom('planned_airings')
      .select('entry_id')
      .distinct()
      .where('start_at', '>=', fromAt)
      .where('start_at', '<', toAt)
      .execute();
    const ids = rows.map(({ entry_id }) => as<EntryId>(entry_id));
    return ids.sort();
  },
  async keepCount({ day, subject, words, lines, madeOf, counts }) {
    const told = {
      ...{ words, made_of: madeOf, lines: json(lines) },
      counts: json(packed(counts)),
    };
    await open()
      .db.insertInto('heard_days')
      .values({ day, subject, ...told })
      .onConflict((conflict) => conflict.columns(['day', 'subject']).doUpdateSet(told))
      .execute();
  },
  async countMarks(subject, { from, to }) {
    const rows = await current(open(), subject)
      .where('heard_days.day', '>=', from)
      .where('heard_days.day', '<=', to)
      .select(['heard_days.day', 'lines', 'made_of'])
      .execute();
    return new Map(
      rows.map(({ day, lines, made_of }) => [as(day), { lines: fromJson(lines), madeOf: made_of }]),
    );
  },
  async countOf({ day, subject, madeOf }) {
    const row = await current(open(), subject)
      .where('heard_days.day', '=', day)
      .where('made_of', '=', madeOf)
      .select('counts')
      .executeTakeFirst();
    return row === undefined ? null : unpacked(fromJson(row.counts));
  },
});
