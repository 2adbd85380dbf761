/**
 * Reports by e-mail in SQL — báo cáo tự gửi.
 *
 * The rules, and what became of the letters that a rule asked for.
 */
import type { Kysely } from 'kysely';
import type { MailRule } from '../../core/mail/report-due.js';
import type { MailStore } from '../../ports/mail.js';
import { as, fromJson, json, text } from './values.js';

export type RuleTables = {
  mail_reports: { readonly id: string; readonly area_id: string; readonly body: string };
  letters: {
    readonly id: string;
    readonly name: string;
    readonly state: string;
    readonly problem: string | null;
    readonly created_at: number;
    readonly due_at: number;
    readonly settled_at: number | null;
  };
};

type Rules = Pick<
  MailStore,
  'mailRules' | 'addMailRule' | 'changeMailRule' | 'settleMailRule' | 'removeMailRule' | 'sendings'
>;

const rowOf = (rule: MailRule) => ({
  id: rule.id,
  area_id: rule.areaId,
  body: text(json(rule)),
});

/** Those from before revisions were counted are the first. */
function ruleIn(body: string): MailRule {
  const rule = fromJson<Omit<MailRule, 'revision'> & { readonly revision?: number }>(body);
  return { ...rule, revision: rule.revision ?? 0 };
}

/** What was sent is not sent again, whoever writes last. */
const notBefore = (there: MailRule, next: MailRule): MailRule => ({
  ...next,
  doneUntil: next.doneUntil > there.doneUntil ? next.doneUntil : there.doneUntil,
});

/** Two writers at once: the second looks again. */
const TRIES_MAX = 5;

/** Makes of what is there what shall be there; null leaves it. False when nothing was written. */
async function rewrite(
  db: Kysely<RuleTables>,
  id: string,
  change: (there: MailRule) => MailRule | null,
): Promise<boolean> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const row = await db
      .selectFrom('mail_reports')
      .select('body')
      .where('id', '=', id)
      .executeTakeFirst();
    const next = row === undefined ? null : change(ruleIn(row.body));
    if (row === undefined || next === null) return false;
    const written = await db
      .updateTable('mail_reports')
      .set(rowOf(next))
      .where('id', '=', id)
      .where('body', '=', row.body)
      .returning('id')
      .executeTakeFirst();
    if (written !== undefined) return true;
  }
  throw new Error(`mail_reports ${id}: written by others ${TRIES_MAX} times over`);
}

export const mailRulesOf = (db: () => Kysely<RuleTables>): Rules => ({
  async mailRules() {
    const rows = await db().selectFrom('mail_reports').select('body').orderBy('id').execute();
    return rows.map(({ body }) => ruleIn(body));
  },
  async addMailRule(rule) {
    await db().insertInto('mail_reports').values(rowOf(rule)).execute();
  },
  changeMailRule: (rule) =>
    rewrite(db(), rule.id, (there) =>
      there.revision === rule.revision - 1 ? notBefore(there, rule) : null,
    ),
  async settleMailRule(id, doneUntil) {
    await rewrite(db(), id, (there) => notBefore(there, { ...there, doneUntil }));
  },
  async removeMailRule(id) {
    await db().deleteFrom('mail_reports').where('id', '=', id).execute();
  },
  async sendings(prefix, limit) {
    const rows = await db()
      .selectFrom('letters')
      .select(['name', 'state', 'problem', 'due_at', 'settled_at'])
      .where('id', 'like', `${prefix}%`)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(({ name, state, problem, due_at, settled_at }) => ({
      name,
      state: as(state),
      at: Number(settled_at ?? due_at),
      problem: problem === null ? null : as(problem),
    }));
  },
});
