/**
 * Emergencies in the store — nơi giữ các lệnh khẩn và kết quả từng cụm.
 *
 * One row for each order with what is the same for every box, and one for each box with what was
 * sent to it and what it has said so far. An order that is over stays for the record.
 */
import type { AudioRef } from '@loaso/shared/audio';
import type { AreaId, BulletinId, DeviceId, EntryId, Sha256, UserId } from '@loaso/shared/ids';
import type { Origin } from '@loaso/shared/priority';
import type {
  EmergencyBoxState,
  EmergencyKind,
  EmergencyState,
} from '@loaso/shared/wire/http/emergency';
import type { PlanPart } from '@loaso/shared/wire/plan';
import type { UrgentPath } from '@loaso/shared/wire/signer';
import type { PlannedAiring } from './store-records.js';

/** What every box of an order is told alike. */
export type UrgentMessage = {
  readonly nbf: number;
  readonly exp: number;
  readonly title: string;
  readonly origin: Origin;
  readonly audio: readonly AudioRef[];
  readonly parts: readonly PlanPart[];
  readonly durationMs: number;
  readonly plays: number;
  readonly gapMs: number;
  readonly gainDb: number;
};

export type StoredPerson = { readonly id: UserId; readonly username: string };

export type StoredEmergency = {
  readonly id: EntryId;
  readonly kind: EmergencyKind;
  readonly path: UrgentPath;
  readonly state: EmergencyState;
  readonly bulletinId: BulletinId;
  /** Communes or hamlets, none inside another. */
  readonly areaIds: readonly AreaId[];
  readonly message: UrgentMessage;
  /** SHA-256 of `urgentContent`: what people confirmed. */
  readonly contentHash: Sha256;
  /** Boxes it is meant for. */
  readonly devices: number;
  readonly createdBy: StoredPerson;
  readonly createdAt: number;
  readonly second: StoredPerson | null;
  readonly dueAt: number | null;
  /** When everything it needed had happened: what boxes need is counted from here. */
  readonly confirmedAt: number | null;
  readonly sentAt: number | null;
  readonly stoppedBy: string | null;
  readonly stoppedAt: number | null;
  readonly corrects: EntryId | null;
  /** Why it was not sent, English. */
  readonly why: string | null;
  readonly counts: Readonly<Partial<Record<EmergencyBoxState, number>>>;
};

/** What a box has said of an order; times in UTC milliseconds by the server's clock. */
export type BoxWord = {
  readonly sentAt: number | null;
  readonly acceptedAt: number | null;
  readonly refusal: { readonly code: string; readonly detail: string } | null;
  readonly soundedAt: number | null;
  /** Plays that have a record of any kind, by their nominal start. */
  readonly told: readonly number[];
  /** Of those, played to their end. */
  readonly completed: number;
  readonly cut: string | null;
  readonly missed: string | null;
  /** True when no real loudspeaker sounded. */
  readonly virtual: boolean;
};

export type StoredEmergencyBox = {
  readonly deviceId: DeviceId;
  readonly areaId: AreaId;
  /** The whole sealed message, sent again to a box that comes back; null before it is signed. */
  readonly sealed: string | null;
  /** The start of the box that the message names. */
  readonly bootId: string | null;
  readonly word: BoxWord;
};

export type EmergencyStore = {
  addEmergency(emergency: StoredEmergency): Promise<void>;
  emergency(id: EntryId): Promise<StoredEmergency | null>;
  /** False, nothing changed, when its state is none of `from` any more. */
  changeEmergency(
    id: EntryId,
    from: readonly EmergencyState[],
    change: Partial<Omit<StoredEmergency, 'id' | 'areaIds' | 'createdAt'>>,
  ): Promise<boolean>;
  /** In one of `states`, newest first, at most `limit`; of all areas when `areaIds` is absent. */
  emergencies(query: {
    readonly states: readonly EmergencyState[];
    readonly areaIds?: readonly AreaId[] | undefined;
    readonly limit: number;
  }): Promise<StoredEmergency[]>;
  /** Boxes as they stand now and airings that come of them, in one transaction. */
  putEmergencyBoxes(
    id: EntryId,
    boxes: readonly StoredEmergencyBox[],
    airings: readonly PlannedAiring[],
  ): Promise<void>;
  emergencyBoxes(id: EntryId): Promise<StoredEmergencyBox[]>;
};
