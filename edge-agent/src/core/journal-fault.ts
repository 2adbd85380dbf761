/**
 * Fault of the journal — sổ không ghi được.
 *
 * What is known of a journal that takes no more writes, and when what is remembered stays in memory
 * alone. Decides nothing: see `journal-keeping.ts`.
 */

/** What the opening of the journal met. */
export type JournalFault = { readonly detail: string; readonly unread: boolean };

/** Why it takes no more writes, how often it was tried since, and when it is tried next. */
export type BrokenJournal = JournalFault & { readonly tries: number; readonly dueMonoMs: number };

type Kept = {
  readonly journalFault: BrokenJournal | null;
  readonly compactingToken: number | null;
};

/** True until the journal is being written anew: what follows that goes behind it. */
export const isUnkept = ({ journalFault, compactingToken }: Kept): boolean =>
  journalFault !== null && compactingToken === null;
