/**
 * What approving needs, and what it gives — cổng của việc duyệt.
 *
 * The ports handed in by `main`, and what the verbs about bulletins, streams and emergencies ask for.
 */
import type { ApprovalOffice, ApprovedBy } from '../../ports/approvals.js';
import type { LiveFeed } from '../../ports/fleet.js';
import type { StoredRelaySource } from '../../ports/relays.js';
import type { Store } from '../../ports/store.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import type { Clock, Hashing, Log } from '../../ports/system.js';
import type { Answer } from '../flows.js';

export type ApprovalPorts = {
  readonly office: ApprovalOffice;
  readonly store: Pick<Store, 'content' | 'relays' | 'people' | 'audit'>;
  readonly clock: Clock;
  readonly hashing: Pick<Hashing, 'sha256'>;
  readonly live: LiveFeed;
  readonly log: Log;
};

export type Approvals = {
  /** Has the signer take them, then has them stored: neither without the other, or soon again. */
  record<T>(wish: Recording<T>): Answer<T>;
  /** These may have lost their approval: the signer forgets it, now or soon. */
  look(ids: readonly ApprovedId[], why: string): Promise<void>;
  /** The books may differ: they are compared at the next occasion. */
  doubt(): void;
  /** Compares the books where they may differ. @returns bulletins that are approved no more by it */
  settle(): Promise<number>;
};

export type ApprovedId = StoredBulletin['id'] | StoredRelaySource['id'];

export type Recording<T> = {
  /** As they stand once they are approved. */
  readonly approved: readonly (StoredBulletin | StoredRelaySource)[];
  readonly by: ApprovedBy;
  readonly store: () => Answer<T>;
};
