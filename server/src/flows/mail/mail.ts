/**
 * E-mail — các việc về thư điện tử.
 *
 * All verbs about e-mail as one value. Making it starts nothing.
 */
import { DAY_MS } from '@loaso/shared/time';
import type { MailFlows } from '../mail-flows.js';
import { addContact, changeContact, listContacts, removeContact, tryContact } from './contacts.js';
import type { MailPorts } from './ports.js';
import { createPost, type Post } from './post.js';

/** What became of letters is kept for so long. */
const LETTERS_KEPT_MS = 90 * DAY_MS;

export type MailService = MailFlows & {
  readonly post: Post;
  /** Once a day. @returns how many letters were forgotten */
  sweep(): Promise<number>;
};

export const createMailFlows = (ports: MailPorts): MailService => ({
  post: createPost(ports),
  sweep: () => ports.store.mail.sweepLetters(ports.clock.now() - LETTERS_KEPT_MS),
  contacts: (actor) => listContacts(ports, actor),
  addContact: (actor, request) => addContact(ports, actor, request),
  changeContact: (actor, id, request) => changeContact(ports, actor, { id, request }),
  removeContact: (actor, id) => removeContact(ports, actor, id),
  tryContact: (actor, id) => tryContact(ports, actor, id),
});
