/**
 * Emergencies in the store — nơi giữ các lệnh khẩn và kết quả từng cụm.
 *
 * One row for each order with what is the same for every box, and one for each box with what was
 * sent to it and what it has said so far. An order that is over stays for the record.
 */
import type {
  AreaId,
  BulletinId,
  ClusterGroupId,
  DeviceId,
  EntryId,
  Sha256,
  UserId,
} from '@loaso/shared/ids';
import type {
  EmergencyBoxState,
  EmergencyKind,
  EmergencyState,
} from '@loaso/shared/wire/http/emergency';
import type { UrgentPath } from '@loaso/shared/wire/signer';
import type { BoxWord } from '../core/emergency/box-word.js';
import type { UrgentMessage } from '../core/emergency/message.js';
import type { PlannedAiring } from './store-records.js';

export type StoredPerson = {
  readonly id: UserId;
  readonly username: string;
  readonly fullName: string;
};

export type StoredEmergency = {
  readonly id: EntryId;
  readonly kind: EmergencyKind;
  readonly path: UrgentPath;
  readonly state: EmergencyState;
  readonly bulletinId: BulletinId;
  /** Communes or hamlets, none inside another. */
  readonly areaIds: readonly AreaId[];
  /** Only their boxes there; absent: all. */
  readonly stationIds?: readonly ClusterGroupId[];
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
    change: Partial<Omit<StoredEmergency, 'id' | 'areaIds' | 'stationIds' | 'createdAt'>>,
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
  /** Ordered from `fromAt` on and before `toAt`, for any of the areas, newest first. */
  emergenciesIn(query: {
    readonly areaIds: readonly AreaId[];
    readonly fromAt: number;
    readonly toAt: number;
    readonly limit: number;
  }): Promise<StoredEmergency[]>;
  /** What the boxes in these areas have said, without what was sent to them; by id. */
  emergencyWords(
    id: EntryId,
    areaIds: readonly AreaId[],
  ): Promise<Omit<StoredEmergencyBox, 'sealed' | 'bootId'>[]>;
};
