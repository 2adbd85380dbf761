/**
 * Contact queries — báo sự cố cho ai.
 *
 * One query or call per line of the contract.
 */
import { Contacts, MailTrial, type NewContact } from '@loaso/shared/wire/http/mail';
import { queryOptions } from '@tanstack/react-query';
import { get, send } from './client.js';

export const contactsQuery = queryOptions({
  queryKey: ['contacts'],
  queryFn: () => get(Contacts, '/api/contacts'),
});

/** @param id null: a new one */
export const saveContact = (id: string | null, body: NewContact): Promise<Contacts> =>
  send(Contacts, 'POST', id === null ? '/api/contacts' : `/api/contacts/${id}`, body);

export const removeContact = (id: string): Promise<Contacts> =>
  send(Contacts, 'DELETE', `/api/contacts/${id}`);

export const tryContact = (id: string): Promise<MailTrial> =>
  send(MailTrial, 'POST', `/api/contacts/${id}/try`);
