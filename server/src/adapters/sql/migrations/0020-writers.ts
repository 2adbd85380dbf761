/**
 * Migration 20 — những người đã viết bản tin.
 *
 * Everybody who made or changed a bulletin. Of old bulletins the audit trail tells, except that an
 * approval which was given before stands as it was given: who approved is then no writer.
 */
import type { Kysely } from 'kysely';

type Old = {
  audit: { act: string; actor: string; target: string };
  bulletins: {
    id: string;
    created_by: string;
    approval: string | null;
    series_of: string | null;
    written_by: string;
  };
  users: { id: string; username: string };
};

const ACTS = ['change', 'clip', 'variant', 'variant-removed'].map((act) => `bulletin.${act}`);

export async function up(db: Kysely<Old>): Promise<void> {
  await db.schema
    .alterTable('bulletins')
    .addColumn('written_by', 'text', (it) => it.notNull().defaultTo('[]'))
    .execute();
  const writers = await writersIn(db);
  const bulletins = await db
    .selectFrom('bulletins')
    .select(['id', 'created_by', 'approval', 'series_of'])
    .execute();
  for (const { id, created_by, approval, series_of } of bulletins) {
    const approver = approval === null ? null : (JSON.parse(approval) as { approvedBy: string });
    const all = [created_by, ...(writers.get(series_of ?? id) ?? []), ...(writers.get(id) ?? [])];
    const named = all.filter((one) => one === created_by || one !== approver?.approvedBy);
    const written_by = JSON.stringify([...new Set(named)]);
    await db.updateTable('bulletins').set({ written_by }).where('id', '=', id).execute();
  }
}

/** By bulletin: who made it, and who is said to have changed it. */
async function writersIn(db: Kysely<Old>): Promise<Map<string, string[]>> {
  const writers = new Map<string, string[]>();
  const note = (id: string, who: string) => writers.set(id, [...(writers.get(id) ?? []), who]);
  const made = await db.selectFrom('bulletins').select(['id', 'created_by']).execute();
  for (const { id, created_by } of made) note(id, created_by);
  const deeds = await db
    .selectFrom('audit')
    .innerJoin('users', 'users.username', 'audit.actor')
    .select(['audit.target', 'users.id'])
    .distinct()
    .where('audit.act', 'in', ACTS)
    .orderBy('audit.target')
    .orderBy('users.id')
    .execute();
  for (const { target, id } of deeds) note(target.replace(/^bulletin:/, ''), id);
  return writers;
}
