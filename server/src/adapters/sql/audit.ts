/**
 * Audit trail in the store — nhật ký kiểm toán.
 *
 * Every sensitive act as one row that holds the hash of the row before it, with the end of the chain
 * kept apart: a row changed, removed, swapped or cut off at the end shows itself. It does not stop
 * somebody who may rewrite the whole table; it makes sure that a part cannot be rewritten.
 */
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { AuditStore } from '../../ports/store.js';
import type { StoredAudit } from '../../ports/store-records.js';
import type { OpenDatabase } from './dialects.js';
import type { AuditRow, Tables } from './tables.js';
import { json, text } from './values.js';

/** Rows looked at in one step. */
const CHECK_STEP = 1_000;
const HEAD = 1;

const auditOf = (row: AuditRow): StoredAudit => ({
  seq: row.seq,
  at: row.at,
  actor: row.actor,
  act: row.act,
  target: row.target,
  detail: row.detail,
  prevHash: row.prev_hash,
  hash: row.hash,
});

/** SHA-256, hex, over a JSON array: no two different rows have the same text. */
const chainHash = (row: Omit<AuditRow, 'hash'>): string =>
  createHash('sha256')
    .update(json([row.prev_hash, row.seq, row.at, row.actor, row.act, row.target, row.detail]))
    .digest('hex');

type NewEvent = Parameters<AuditStore['append']>[0];

async function appendRow(db: Kysely<Tables>, event: NewEvent): Promise<StoredAudit> {
  // Holds the end of the chain until the commit: one writer at a time, in both databases.
  const head = await db
    .updateTable('audit_head')
    .set((has) => ({ seq: has('seq', '+', 1) }))
    .where('id', '=', HEAD)
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow();
  const body = {
    seq: head.seq,
    at: event.at,
    actor: text(event.actor),
    act: text(event.act),
    target: text(event.target),
    detail: text(event.detail),
    prev_hash: head.hash,
  };
  const row: AuditRow = { ...body, hash: chainHash(body) };
  await db.insertInto('audit').values(row).execute();
  await db.updateTable('audit_head').set({ hash: row.hash }).where('id', '=', HEAD).execute();
  return auditOf(row);
}

type Link = { seq: number; hash: string };

const fits = (row: AuditRow, before: Link): boolean =>
  row.seq === before.seq + 1 && row.prev_hash === before.hash && row.hash === chainHash(row);

/** Lets other work through between two steps: SQLite answers without leaving this thread. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Walks the rows up to `end`; the number that does not fit, or the last link. */
async function walk(db: Kysely<Tables>, end: number): Promise<{ broken: number } | Link> {
  let last: Link = { seq: 0, hash: '' };
  while (last.seq < end) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', last.seq)
      .where('seq', '<=', end)
      .orderBy('seq')
      .limit(CHECK_STEP)
      .execute();
    if (rows.length === 0) return { broken: last.seq + 1 };
    for (const row of rows) {
      if (!fits(row, last)) return { broken: last.seq + 1 };
      last = { seq: row.seq, hash: row.hash };
    }
    await breathe();
  }
  return last;
}

async function firstBroken(db: Kysely<Tables>): Promise<number | null> {
  const head = await db
    .selectFrom('audit_head')
    .selectAll()
    .where('id', '=', HEAD)
    .executeTakeFirst();
  if (head === undefined) return 1;
  const end = await walk(db, head.seq);
  if ('broken' in end) return end.broken;
  if (end.hash !== head.hash) return head.seq;
  // Rows behind the end, in one statement: an honest append moves both in one commit.
  const stray = await db
    .selectFrom('audit')
    .select('seq')
    .where('seq', '>', (has) => has.selectFrom('audit_head').select('seq').where('id', '=', HEAD))
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return stray?.seq ?? null;
}

export const auditStore = (open: () => OpenDatabase): AuditStore => ({
  append: (event) =>
    open()
      .db.transaction()
      .execute((db) => appendRow(db, event)),
  async events(limit) {
    const rows = await open()
      .db.selectFrom('audit')
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute();
    return rows.map(auditOf);
  },
  async eventsOf(target, limit) {
    const rows = await open()
      .db.selectFrom('audit')
      .selectAll()
      .where('target', '=', text(target))
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute();
    return rows.reverse().map(auditOf);
  },
  firstBroken: () => firstBroken(open().db),
});
