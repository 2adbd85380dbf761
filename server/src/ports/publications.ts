/**
 * Publications in the store — nơi giữ các lần phát hành.
 *
 * One row for each change that a person published, one for each box it concerns. A publication that
 * is under way or halted also says by which lines, days, groups, programmes and languages its later boxes still go.
 */
import type { AreaId, BulletinId, DeviceId, EntryId, PublicationId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import type { PublicationAct, PublicationState } from '@loaso/shared/wire/http/publications';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import type { StationWord } from './stations.js';
import type {
  StoredClusterGroup,
  StoredDayChange,
  StoredEntry,
  StoredProgramme,
} from './store-records.js';

/** A line as boxes of later groups know it; null where it is new to them. */
export type WithheldLine = { readonly id: EntryId; readonly before: StoredEntry | null };

/** What else boxes of later groups go by, as it was before the change. */
export type EarlierState = {
  /** Null: its place said nothing of the day. */
  readonly days: readonly {
    readonly areaId: AreaId;
    readonly date: LocalDate;
    readonly before: StoredDayChange | null;
  }[];
  readonly groups: readonly StoredClusterGroup[];
  readonly programmes: readonly StoredProgramme[];
  /** They may sound since the change, and not yet there. */
  readonly bulletins: readonly BulletinId[];
  /** Heard in an area before; null: it said nothing of them. */
  readonly languages: readonly {
    readonly areaId: AreaId;
    readonly before: readonly LanguageCode[] | null;
  }[];
  /** Said with a group's change, for when it is given up; no plan asks for them. */
  readonly stations: readonly StationWord[];
};

export type StoredPublication = {
  readonly id: PublicationId;
  readonly areaId: AreaId;
  readonly title: string;
  readonly act: PublicationAct;
  /** Account name. */
  readonly by: string;
  readonly createdAt: number;
  readonly state: PublicationState;
  /** The group that is being sent, from 1, of `stages`. */
  readonly stage: number;
  readonly stages: number;
  /** First airing that it puts on or takes off; null for none. */
  readonly firstAt: number | null;
  readonly lines: readonly WithheldLine[];
  readonly earlier: EarlierState;
  /** Why it was halted. */
  readonly faults: {
    readonly refused: number;
    readonly troubled: number;
    readonly answered: number;
  } | null;
};

export type StoredPublicationBox = {
  readonly deviceId: DeviceId;
  readonly areaId: AreaId;
  readonly communeId: AreaId;
  readonly stage: number;
  /** Was it well before the change? */
  readonly healthy: boolean;
  /** The plan that it was sent; null before that. */
  readonly mark: { readonly epoch: number; readonly num: number } | null;
  readonly sentAt: number | null;
};

export type SentMark = {
  readonly deviceId: DeviceId;
  readonly epoch: number;
  readonly num: number;
};

export type PublicationStore = {
  /** The publication and its boxes, together. */
  addPublication(
    publication: StoredPublication,
    boxes: readonly StoredPublicationBox[],
  ): Promise<void>;
  publication(id: PublicationId): Promise<StoredPublication | null>;
  /** Those with a box in one of the areas, newest first. */
  publications(areaIds: readonly AreaId[], limit: number): Promise<StoredPublication[]>;
  /** Running or halted, oldest first. */
  openPublications(): Promise<StoredPublication[]>;
  publicationBoxes(id: PublicationId): Promise<StoredPublicationBox[]>;
  /** Writes `next` unless state or group are no more as in `seen`; false then. */
  movePublication(
    seen: StoredPublication,
    next: Pick<StoredPublication, 'state' | 'stage' | 'faults'>,
  ): Promise<boolean>;
  putWithheld(
    id: PublicationId,
    withheld: Pick<StoredPublication, 'lines' | 'earlier'>,
  ): Promise<void>;
  /** Notes which plan each of these boxes was sent. */
  markSent(id: PublicationId, marks: readonly SentMark[], at: number): Promise<void>;
  /** As if it had never been: the change itself was refused. */
  dropPublication(id: PublicationId): Promise<void>;
  /** Forgets closed ones made before `before`. @returns how many */
  sweepPublications(before: number): Promise<number>;
};
