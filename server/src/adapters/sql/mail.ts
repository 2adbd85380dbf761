/**
 * E-mail in SQL — người nhận thư, thư chờ gửi.
 *
 * The key of a letter is what it says to whom: queued twice it is one row. Only waiting letters have
 * attachments.
 */
import { sql } from 'kysely';
import type { Known, Reader } from '../../core/mail/due.js';
import type { ContactStanding, MailStore, NewLetter, QueuedLetter } from '../../ports/mail.js';
import type { OpenDatabase } from './dialects.js';
import { mailRulesOf, type RuleTables } from './mail-rules.js';
import { as, flag, fromJson, fromJsonOrNull, json, text } from './values.js';

type ListRow = { readonly id: string; readonly area_id: string; readonly body: string };

type LetterRow = {
  readonly id: string;
  readonly contact_id: string | null;
  readonly thread: string | null;
  readonly address: string;
  readonly name: string;
  readonly subject: string;
  readonly content: string;
  readonly link: string;
  readonly attachments: string | null;
  readonly created_at: number;
  readonly due_at: number;
  readonly held: number;
  readonly tries: number;
  readonly state: string;
  readonly problem: string | null;
  readonly settled_at: number | null;
};

type MailTables = { mail_contacts: ListRow; letters: LetterRow };

const rowOf = (letter: NewLetter): LetterRow => ({
  id: letter.id,
  contact_id: letter.contactId,
  thread: letter.thread,
  address: letter.to.address,
  name: text(letter.to.name),
  subject: text(letter.subject),
  content: text(letter.text),
  link: letter.link,
  attachments: letter.attachments.length === 0 ? null : json(letter.attachments),
  created_at: letter.createdAt,
  due_at: letter.dueAt,
  held: flag(letter.held),
  tries: 0,
  state: 'waiting',
  problem: null,
  settled_at: null,
});

const letterOf = (row: LetterRow): QueuedLetter => ({
  id: row.id,
  contactId: row.contact_id,
  thread: row.thread,
  to: { name: row.name, address: row.address },
  subject: row.subject,
  text: row.content,
  link: row.link,
  attachments: fromJsonOrNull(row.attachments) ?? [],
  createdAt: row.created_at,
  dueAt: row.due_at,
  held: row.held === 1,
  tries: row.tries,
});

type Open = () => OpenDatabase;
const tables = (open: Open) => open().db.withTables<MailTables>();

type Contacts = Pick<MailStore, 'contacts' | 'putContact' | 'removeContact' | 'contactStandings'>;

const contactsOf = (open: Open): Contacts => ({
  async contacts() {
    const rows = await tables(open).selectFrom('mail_contacts').selectAll().orderBy('id').execute();
    return rows.map(({ body }) => fromJson<Reader>(body));
  },
  async putContact(contact) {
    const row = { id: contact.id, area_id: contact.areaId, body: text(json(contact)) };
    await tables(open)
      .insertInto('mail_contacts')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  },
  async removeContact(id) {
    await tables(open).deleteFrom('mail_contacts').where('id', '=', id).execute();
  },
  async contactStandings() {
    const rows = await tables(open)
      .selectFrom('letters')
      .select(['contact_id', 'problem', 'state', 'settled_at'])
      .where('contact_id', 'is not', null)
      .where('state', 'in', ['sent', 'failed', 'waiting'])
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    const found = new Map<string, ContactStanding>();
    for (const { contact_id: id, problem, state, settled_at } of rows) {
      if (id === null) continue;
      const before = found.get(id) ?? { lastSentAt: null, problem: null };
      if (state === 'sent') found.set(id, { lastSentAt: settled_at, problem: null });
      else if (problem !== null) found.set(id, { ...before, problem: as(problem) });
    }
    return found;
  },
});

type Queue = Omit<MailStore, keyof Contacts | keyof ReturnType<typeof mailRulesOf>>;

const queueOf = (open: Open): Queue => ({
  ...changesOf(open),
  async queueLetters(letters) {
    for (const letter of letters) {
      await tables(open)
        .insertInto('letters')
        .values(rowOf(letter))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  },
  async knownLetters(threads) {
    const rows = await tables(open)
      .selectFrom('letters')
      .select(['id', 'state', 'held'])
      .where((has) => open().oneOf(has.ref('thread'), threads))
      .execute();
    return new Map(
      rows.map(({ id, state, held }): [string, Known] => [
        id,
        { state: as(state), held: held === 1 },
      ]),
    );
  },
  async dueLetters(now, limit) {
    const rows = await tables(open)
      .selectFrom('letters')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(letterOf);
  },
  async countWaiting() {
    const { count } = await tables(open)
      .selectFrom('letters')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow();
    return Number(count);
  },
});

type Changes = Pick<
  MailStore,
  'settleLetters' | 'postponeLetters' | 'urgeLetters' | 'sweepLetters'
>;

const changesOf = (open: Open): Changes => {
  const waiting = (ids: readonly string[]) =>
    tables(open)
      .updateTable('letters')
      .where('state', '=', 'waiting')
      .where((has) => open().oneOf(has.ref('id'), ids));
  return {
    async settleLetters(ids, { state, at, problem }) {
      await waiting(ids).set({ state, problem, settled_at: at, attachments: null }).execute();
    },
    async postponeLetters(ids, dueAt, problem) {
      await waiting(ids)
        .set({ due_at: dueAt, held: 0, problem, tries: sql<number>`tries + 1` })
        .execute();
    },
    async urgeLetters(ids, now) {
      await waiting(ids).set({ due_at: now, held: 0 }).execute();
    },
    async sweepLetters(before) {
      const done = await tables(open)
        .deleteFrom('letters')
        .where('state', '!=', 'waiting')
        .where('settled_at', '<', before)
        .executeTakeFirst();
      return Number(done.numDeletedRows);
    },
  };
};

export const mailStore = (open: Open): MailStore => ({
  ...contactsOf(open),
  ...mailRulesOf(() => open().db.withTables<RuleTables>()),
  ...queueOf(open),
});
