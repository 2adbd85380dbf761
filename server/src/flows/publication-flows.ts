/**
 * Verbs about publications — các việc về phát hành, as types.
 *
 * What a change is to those who publish it, and what screens may ask of its way to the boxes.
 */
import type { AreaId, DeviceId, EntryId, PublicationId } from '@loaso/shared/ids';
import type {
  Publication,
  PublicationAct,
  PublicationSummary,
  PublishedNow,
} from '@loaso/shared/wire/http/publications';
import type { EarlierState } from '../ports/publications.js';
import type { StoredEntry } from '../ports/store-records.js';
import type { Actor, Answer } from './actor.js';

/**
 * Storing a change, and taking that back. Done by who publishes, once it is on record which boxes wait
 * for the change: nothing that is published meanwhile, or after a crash, can carry it to them.
 */
export type ChangeDeed = {
  /** Refused, nothing is stored: somebody changed it meanwhile, or the signer does not take it. */
  store(): Answer<null>;
  /** After a refusal to send: as if it had never been. Null: it stays, and is sent as soon as it may be. */
  readonly undo: (() => Promise<void>) | null;
};

/** A change of what boxes sound, as a person made it. */
export type PlanChange = {
  readonly act: PublicationAct;
  /** Account name. */
  readonly by: string;
  readonly areaId: AreaId;
  readonly title: string;
  /** Lines as they were (null: there was none) and as they are. */
  readonly lines: readonly {
    readonly id: EntryId;
    readonly before: StoredEntry | null;
    readonly after: StoredEntry;
  }[];
  /** Days, groups, programmes and bulletins that it changes, as they were; absent: none. */
  readonly earlier?: Partial<EarlierState>;
  /** First airing that it puts on or takes off; null for none known. */
  readonly firstAt: number | null;
  /** It takes sound back: nobody waits. */
  readonly takesBack: boolean;
  /** Boxes that only lose sound by it. */
  readonly losing: readonly DeviceId[];
  /** Absent where it is stored already, which is for what may reach all boxes at once. */
  readonly deed?: ChangeDeed;
};

export type PublicationFlows = {
  /** Builds, signs, stores and sends new plans where the desired state changed; a wide `change` in groups. */
  publish(devices: readonly DeviceId[], why: string, change?: PlanChange): Answer<PublishedNow>;
  publications(actor: Actor): Answer<PublicationSummary[]>;
  publication(actor: Actor, id: PublicationId): Answer<Publication>;
  /** Goes on with a halted one in spite of its faults. */
  resumePublication(actor: Actor, id: PublicationId): Answer<Publication>;
  /** Takes the change back everywhere. */
  giveUpPublication(actor: Actor, id: PublicationId): Answer<Publication>;
};
