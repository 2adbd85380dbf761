/**
 * Verbs about e-mail — các việc về thư điện tử.
 *
 * Who is written to about incidents, a letter to try it, and the queue that leaves by itself.
 */
import type { Contacts, MailTrial, NewContact } from '@loaso/shared/wire/http/mail';
import type { Actor, Answer } from './actor.js';

export type MailFlows = {
  contacts(actor: Actor): Answer<Contacts>;
  addContact(actor: Actor, request: NewContact): Answer<Contacts>;
  changeContact(actor: Actor, id: string, request: NewContact): Answer<Contacts>;
  removeContact(actor: Actor, id: string): Answer<Contacts>;
  /** Sends one letter at once and says what became of it. */
  tryContact(actor: Actor, id: string): Answer<MailTrial>;
};
