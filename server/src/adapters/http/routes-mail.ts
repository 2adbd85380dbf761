/**
 * Routes of e-mail — báo sự cố cho ai.
 *
 * Rows only: what they do is in the flows.
 */
import { Contacts, MailTrial, NewContact } from '@loaso/shared/wire/http/mail';
import { z } from 'zod';
import type { MailFlows } from '../../flows/mail-flows.js';
import { ADMIN } from './roles.js';
import { type Route, route } from './route.js';

const byId = z.object({ id: z.string().max(64) });
/** Somebody who tries and mends; not a way to fill a mailbox. */
const TRIALS_PER_MINUTE = 6;

export function mailRoutes(mail: MailFlows): Route[] {
  return [
    route(
      ADMIN,
      {
        method: 'get',
        path: '/api/contacts',
        summary: 'Who is written to about incidents',
        reply: Contacts,
      },
      (actor) => mail.contacts(actor),
    ),
    route(
      ADMIN,
      {
        method: 'post',
        path: '/api/contacts',
        summary: 'Write to one more person',
        body: NewContact,
        reply: Contacts,
        status: 201,
      },
      (actor, { body }) => mail.addContact(actor, body),
    ),
    route(
      ADMIN,
      {
        method: 'post',
        path: '/api/contacts/:id',
        summary: 'Write to somebody otherwise',
        params: byId,
        body: NewContact,
        reply: Contacts,
      },
      (actor, { params, body }) => mail.changeContact(actor, params.id, body),
    ),
    route(
      ADMIN,
      {
        method: 'delete',
        path: '/api/contacts/:id',
        summary: 'Write to somebody no more',
        params: byId,
        reply: Contacts,
      },
      (actor, { params }) => mail.removeContact(actor, params.id),
    ),
    route(
      ADMIN,
      {
        method: 'post',
        path: '/api/contacts/:id/try',
        summary: 'Send one letter now and say what became of it',
        params: byId,
        reply: MailTrial,
        perMinute: TRIALS_PER_MINUTE,
      },
      (actor, { params }) => mail.tryContact(actor, params.id),
    ),
  ];
}
