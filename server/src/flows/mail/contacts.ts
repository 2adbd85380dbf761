/**
 * Contacts — báo sự cố cho ai.
 *
 * Administrators say who is written to about the incidents of their area and below. Every change is
 * in the audit trail before it is made.
 */
import { err, ok } from '@loaso/shared/result';
import type { Contact, Contacts, MailTrial, NewContact } from '@loaso/shared/wire/http/mail';
import type { Reader } from '../../core/mail/due.js';
import { MAIL_OFF, MAIL_TAKEN, mailFaultWords } from '../../core/mail/fault-words.js';
import { trialLetter } from '../../core/mail/letters.js';
import { NOT_FOUND, type Scope, scopeOf } from '../content/ports.js';
import { beginsNoMore } from '../ended-places.js';
import type { Actor, Answer } from '../flows.js';
import type { MailPorts } from './ports.js';

/** Of one installation: beyond it nobody knows any more who reads what. */
const CONTACTS_MAX = 500;

export async function listContacts(ports: MailPorts, actor: Actor): Answer<Contacts> {
  const scope = await scopeOf(ports, actor, 'write-contacts');
  if (!scope.ok) return scope;
  const { mail } = ports.store;
  const [contacts, standings, waiting] = await Promise.all([
    mail.contacts(),
    mail.contactStandings(),
    mail.countWaiting(),
  ]);
  const { areas, within } = scope.value;
  const names = new Map(areas.map(({ id, name }) => [id, name]));
  const shown = contacts
    .filter(({ areaId }) => within.has(areaId))
    .map((contact): Contact => {
      const standing = standings.get(contact.id);
      const problem = standing?.problem ?? null;
      return {
        ...contact,
        areaName: names.get(contact.areaId) ?? contact.areaId,
        problem: problem === null ? null : mailFaultWords(problem),
        lastSentAt: standing?.lastSentAt ?? null,
      };
    })
    .sort((a, b) => a.afterMinutes - b.afterMinutes || (a.name < b.name ? -1 : 1));
  return ok({ configured: ports.mailer !== null, waiting, contacts: shown });
}

async function find(ports: MailPorts, actor: Actor, id: string): Answer<Scope & { found: Reader }> {
  const scope = await scopeOf(ports, actor, 'write-contacts');
  if (!scope.ok) return scope;
  const found = (await ports.store.mail.contacts()).find((one) => one.id === id);
  if (found === undefined || !scope.value.within.has(found.areaId)) return NOT_FOUND;
  return ok({ ...scope.value, found });
}

export async function addContact(
  ports: MailPorts,
  actor: Actor,
  request: NewContact,
): Answer<Contacts> {
  const scope = await scopeOf(ports, actor, 'write-contacts');
  if (!scope.ok) return scope;
  if (!scope.value.within.has(request.areaId)) return NOT_FOUND;
  const ended = await beginsNoMore(ports, [request.areaId]);
  if (ended !== null) return err(ended);
  const count = (await ports.store.mail.contacts()).length;
  if (count >= CONTACTS_MAX) return err({ code: 'too-many-pieces', count, limit: CONTACTS_MAX });
  const contact = { ...request, id: ports.chance.id('ctc') };
  await audit(ports, actor, { act: 'add', contact });
  await ports.store.mail.putContact(contact);
  return listContacts(ports, actor);
}

type Change = { readonly id: string; readonly request: NewContact };

export async function changeContact(
  ports: MailPorts,
  actor: Actor,
  { id, request }: Change,
): Answer<Contacts> {
  const found = await find(ports, actor, id);
  if (!found.ok) return found;
  if (!found.value.within.has(request.areaId)) return NOT_FOUND;
  const contact = { ...request, id };
  await audit(ports, actor, { act: 'change', contact });
  await ports.store.mail.putContact(contact);
  return listContacts(ports, actor);
}

export async function removeContact(ports: MailPorts, actor: Actor, id: string): Answer<Contacts> {
  const found = await find(ports, actor, id);
  if (!found.ok) return found;
  await audit(ports, actor, { act: 'remove', contact: found.value.found });
  await ports.store.mail.removeContact(id);
  return listContacts(ports, actor);
}

export async function tryContact(ports: MailPorts, actor: Actor, id: string): Answer<MailTrial> {
  const found = await find(ports, actor, id);
  if (!found.ok) return found;
  const { mailer, clock, chance } = ports;
  if (mailer === null) return ok({ sent: false, words: MAIL_OFF });
  const contact = found.value.found;
  await audit(ports, actor, { act: 'try', contact });
  const result = await mailer({
    id: chance.id('try'),
    to: { name: contact.name, address: contact.email },
    ...trialLetter(contact.name, clock.now()),
    follows: [],
    attachments: [],
  });
  if (result.ok) return ok({ sent: true, words: MAIL_TAKEN });
  const { kind, detail } = result.error;
  ports.log.warn('mail.unsent', { kind, detail, letters: 1 });
  return ok({ sent: false, words: mailFaultWords(kind) });
}

const audit = (
  { store, clock }: MailPorts,
  actor: Actor,
  { act, contact }: { readonly act: string; readonly contact: Reader },
): Promise<unknown> =>
  store.audit.append({
    at: clock.now(),
    actor: actor.username,
    act: `contact.${act}`,
    target: `area:${contact.areaId}`,
    detail: `${contact.name} <${contact.email}> ${contact.wants} ${contact.afterMinutes}`,
  });
