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
  'mailRules' | 'addMailRule' | 'changeMailRule' | 'removeMailRule' | 'sendings'
>;

const rowOf = (rule: MailRule) => ({
  id: rule.id,
  area_id: rule.areaId,
  body: text(json(rule)),
});

export const mailRulesOf = (db: () => Kysely<RuleTables>): Rules => ({
  async mailRules() {
    const rows = await db().selectFrom('mail_reports').select('body').orderBy('id').execute();
    return rows.map(({ body }) => fromJson<MailRule>(body));
  },
  async addMailRule(rule) {
    await db().insertInto('mail_reports').values(rowOf(rule)).execute();
  },
  async changeMailRule(rule) {
    await db().updateTable('mail_reports').set(rowOf(rule)).where('id', '=', rule.id).execute();
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
