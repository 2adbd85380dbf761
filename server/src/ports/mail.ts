/**
 * Ports of e-mail — cổng thư điện tử: người nhận, hộp thư đi, máy gửi.
 *
 * A letter is queued in the store before it is sent and leaves the queue when a mail server has
 * taken it: a server that is away, ours or theirs, loses none.
 */
import type { Result } from '@loaso/shared/result';
import type { Known, Reader } from '../core/mail/due.js';
import type { MailFaultKind } from '../core/mail/fault-words.js';
import type { MailRule } from '../core/mail/report-due.js';

export type Attachment = {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
};

export type Mail = {
  /** Stands for the letter with every mail server: sent twice, it is shown once. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  /** Ids of letters of the same thread before it, oldest first. */
  readonly follows: readonly string[];
  readonly attachments: readonly Attachment[];
};

export type MailFault = {
  readonly kind: MailFaultKind;
  readonly detail: string;
  /** `letter` trying it again is of no use; `later` this letter may be tried again; `server` no
   * letter gets off at the moment. */
  readonly extent: 'letter' | 'later' | 'server';
};

/** Tries once, within its own time. */
export type Mailer = (mail: Mail) => Promise<Result<null, MailFault>>;

export type NewLetter = Omit<Mail, 'follows'> & {
  /** Whose rule asked for it; null where no contact did. */
  readonly contactId: string | null;
  /** What it is about; null: it stands alone and is never folded. */
  readonly thread: string | null;
  /** Page that it speaks of. */
  readonly link: string;
  readonly createdAt: number;
  readonly dueAt: number;
  readonly held: boolean;
};

export type QueuedLetter = NewLetter & { readonly tries: number };

export type ContactStanding = {
  readonly lastSentAt: number | null;
  /** Of the newest letter that was tried. */
  readonly problem: MailFaultKind | null;
};

export type Sending = {
  readonly name: string;
  readonly state: Known['state'];
  /** When it was settled; of a waiting one, when it is tried next. */
  readonly at: number;
  readonly problem: MailFaultKind | null;
};

export type MailStore = {
  mailRules(): Promise<MailRule[]>;
  addMailRule(rule: MailRule): Promise<void>;
  /** Writes over the revision before it; false when that is not what is there, or nothing is. */
  changeMailRule(rule: MailRule): Promise<boolean>;
  /** Of whatever revision: what was changed meanwhile stays changed, what was removed removed. */
  settleMailRule(id: string, doneUntil: number): Promise<void>;
  removeMailRule(id: string): Promise<void>;
  /** Letters whose id begins so, the newest first. */
  sendings(prefix: string, limit: number): Promise<Sending[]>;
  contacts(): Promise<Reader[]>;
  putContact(contact: Reader): Promise<void>;
  removeContact(id: string): Promise<void>;
  /** What is queued already stays as it is. */
  queueLetters(letters: readonly NewLetter[]): Promise<void>;
  /** Of the threads named, by id. */
  knownLetters(threads: readonly string[]): Promise<ReadonlyMap<string, Known>>;
  /** Waiting ones whose time has come, the oldest first. */
  dueLetters(now: number, limit: number): Promise<QueuedLetter[]>;
  /** Leaves the queue; what was attached is forgotten. */
  settleLetters(
    ids: readonly string[],
    end: {
      readonly state: Exclude<Known['state'], 'waiting'>;
      readonly at: number;
      readonly problem: MailFaultKind | null;
    },
  ): Promise<void>;
  /** Tried in vain; kept back no more. */
  postponeLetters(ids: readonly string[], dueAt: number, problem: MailFaultKind): Promise<void>;
  /** Due at once whatever the hour. */
  urgeLetters(ids: readonly string[], now: number): Promise<void>;
  countWaiting(): Promise<number>;
  contactStandings(): Promise<ReadonlyMap<string, ContactStanding>>;
  /** @returns how many settled ones from before were forgotten */
  sweepLetters(before: number): Promise<number>;
};
