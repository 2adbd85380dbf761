/**
 * Stored things — những gì kho lưu giữ.
 *
 * The shapes in which the store hands data to flows: already parsed, already branded. Rows, columns
 * and dialects live and die in `adapters/sql`.
 */
import type {
  AreaId,
  BulletinId,
  ClusterGroupId,
  DeviceId,
  EntryId,
  LexiconId,
  ProgrammeId,
  Sha256,
  UserId,
} from '@loaso/shared/ids';
import type { PlaceKind } from '@loaso/shared/place-kind';
import type { Origin, Priority } from '@loaso/shared/priority';
import type { LocalDate } from '@loaso/shared/time';
import type { AfterCut } from '@loaso/shared/timeline/after-cut';
import type { Ack } from '@loaso/shared/wire/ack';
import type {
  BulletinKind,
  BulletinState,
  Clip,
  Field,
  Job,
  SeriesPlace,
  Variant,
} from '@loaso/shared/wire/http/content';
import type { LexiconMatch } from '@loaso/shared/wire/http/lexicon';
import type { Area, Role } from '@loaso/shared/wire/http/people';
import type { LanguageCode, Recording } from '@loaso/shared/wire/http/recordings';
import type { DayKind, Repeat, ScheduleRule } from '@loaso/shared/wire/http/schedule';
import type { Plan, PlanMark } from '@loaso/shared/wire/plan';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import type { ReadingStyle, Script } from '@loaso/shared/wire/script';
import type { BoxRefusal, Status } from '@loaso/shared/wire/status';
import type { PlanRelay } from '../core/plan/airable.js';
import type { Episode } from '../core/programme/shape.js';
import type { LineException, SeriesFrom } from '../core/schedule/line.js';

export type StoredArea = Area;

export type StoredUser = {
  readonly id: UserId;
  readonly username: string;
  readonly fullName: string;
  readonly role: Role;
  readonly areaId: AreaId;
  readonly active: boolean;
  /** Stations of the commune that they work for; absent: all of it. */
  readonly stationIds?: readonly ClusterGroupId[];
  /** Argon2id in PHC form. */
  readonly passwordHash: string;
  readonly createdAt: number;
};

/** One login; `tokenHash` is the SHA-256 of the cookie's value. */
export type StoredLogin = {
  readonly tokenHash: string;
  readonly userId: UserId;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
};

/** What an approval binds: any change of one of these returns the bulletin to draft. */
export type ApprovalProof = {
  readonly approvedBy: UserId;
  readonly approvedAt: number;
  /** SHA-256 over spoken text, rules and lexicon version, voice and audio hashes. */
  readonly contentHash: Sha256;
};

export type StoredBulletin = {
  readonly id: BulletinId;
  readonly areaId: AreaId;
  readonly title: string;
  readonly field: Field;
  readonly priority: Priority;
  readonly state: BulletinState;
  readonly script: Script;
  readonly sourceName: string;
  readonly sourceSha256: Sha256;
  readonly sourceText: string;
  readonly clip: Clip | null;
  readonly approval: ApprovalProof | null;
  readonly rejectionReason: string | null;
  readonly createdBy: UserId;
  /** Everybody who made or changed its text, its readings or its sound. */
  readonly writtenBy: readonly UserId[];
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Rises with every change: a writer that read an older one is refused. */
  readonly revision: number;
  readonly kind: BulletinKind;
  /** Of a recorded bulletin; null where a voice reads. */
  readonly recording: Recording | null;
  /** The same in other languages. */
  readonly variants: readonly Variant[];
  /** Of an episode, and of the bulletin that was divided. */
  readonly series?: SeriesPlace;
};

/** One reading of an area's lexicon; kept when it is replaced or removed. */
export type StoredReading = {
  readonly id: LexiconId;
  readonly areaId: AreaId;
  readonly written: string;
  readonly spoken: string;
  readonly match: LexiconMatch;
  readonly createdBy: UserId;
  readonly createdAt: number;
};

/** What an area says itself; null where it follows the area above. */
export type StoredAreaSettings = {
  readonly areaId: AreaId;
  readonly style: ReadingStyle | null;
  readonly languages: readonly LanguageCode[] | null;
  readonly stationName: string | null;
  readonly updatedBy: UserId;
  readonly updatedAt: number;
};

export type StoredJob = Job & { readonly createdBy: UserId; readonly createdAt: number };

export type StoredProgramme = {
  readonly id: ProgrammeId;
  readonly areaId: AreaId;
  readonly title: string;
  readonly bulletinIds: readonly BulletinId[];
  readonly parts: readonly {
    readonly sha256: Sha256;
    readonly offsetMs: number;
    readonly durationMs: number;
  }[];
  /** Of an airing; in a series, of the longest. */
  readonly durationMs: number;
  readonly repeat: Repeat | null;
  /** Of a series: one airing for each bulletin, in turn. */
  readonly episodes: readonly Episode[] | null;
  /** A stream in the place of the bulletins, which are then its fallback. */
  readonly relay?: PlanRelay | null;
  /** Longest length of an airing that was asked for; absent: none was. */
  readonly slotMinutes?: number | null;
};

export type StoredTarget = {
  readonly areaIds: readonly AreaId[];
  readonly deviceIds: readonly DeviceId[];
  readonly groupIds?: readonly ClusterGroupId[];
  /** Who is in the groups now: filled in by the store whenever it is read, never written. */
  readonly memberIds?: readonly DeviceId[];
};

export type StoredClusterGroup = {
  readonly id: ClusterGroupId;
  readonly areaId: AreaId;
  readonly name: string;
  readonly deviceIds: readonly DeviceId[];
  /** Of a station of a commune, as in a sentence; null: a group and nothing more. */
  readonly stationName: string | null;
  readonly changedAt: number;
};

export type StoredEntry = {
  readonly id: EntryId;
  readonly areaId: AreaId;
  readonly title: string;
  readonly programmeId: ProgrammeId;
  readonly target: StoredTarget;
  readonly rule: ScheduleRule;
  readonly priority: Priority;
  readonly origin: Origin;
  readonly rank: number;
  readonly lateStart: 'join' | 'skip';
  readonly afterCut: AfterCut;
  readonly state: 'active' | 'cancelled';
  readonly series: SeriesFrom | null;
  /** Airings that the rule names and that do not take place. */
  readonly exceptions: readonly LineException[];
  /** No airing from here on: a later line took over, or somebody ended it. */
  readonly endedAt: number | null;
  /** The line that this one goes on from. */
  readonly follows: EntryId | null;
  readonly createdBy: UserId;
  readonly createdAt: number;
};

/** What a place says of a single day, over the law — ngày nghỉ bù, làm bù, ngày hội. */
export type StoredDayChange = {
  readonly areaId: AreaId;
  readonly date: LocalDate;
  readonly kind: DayKind;
  readonly name: string;
  readonly changedBy: UserId;
  readonly changedAt: number;
};

/** Another kind of place that would let more sound — chờ người thứ hai. */
export type PlaceAsked = {
  readonly kind: PlaceKind;
  readonly by: UserId;
  readonly at: number;
};

export type StoredDevice = {
  readonly id: DeviceId;
  readonly name: string;
  readonly areaId: AreaId;
  readonly position: { readonly lat: number; readonly lng: number } | null;
  /** What stands near it. */
  readonly placeKind: PlaceKind;
  /** What somebody says stands there now, until a second person agrees; absent where nobody does. */
  readonly placeAsked?: PlaceAsked | null;
  readonly state: 'registered' | 'enrolled' | 'revoked';
  /** Ed25519, raw, base64url; null before enrolment. */
  readonly publicKey: string | null;
  /** SHA-256 hex of the broker and download secret. */
  readonly secretHash: string | null;
  readonly createdAt: number;
};

export type StoredTicket = {
  readonly codeHash: string;
  readonly deviceId: DeviceId;
  readonly expiresAt: number;
  readonly triesLeft: number;
  readonly usedAt: number | null;
};

/** The desired plan of a box: stored before it is sent. */
export type StoredPlan = {
  readonly deviceId: DeviceId;
  readonly mark: PlanMark;
  readonly plan: Plan;
  /** The whole sealed message. */
  readonly sealed: string;
  readonly publishedAt: number;
};

/** Which plan a box should hold, without the plan. */
export type PlanName = Pick<StoredPlan, 'deviceId' | 'mark' | 'publishedAt'>;

/** The sealed envelope of a box. */
export type StoredEnvelope = {
  readonly device: DeviceId;
  readonly num: number;
  readonly sealed: string;
};

/** The newest word of a box. */
export type StoredReport = {
  readonly deviceId: DeviceId;
  readonly online: boolean;
  readonly lastSeenAt: number | null;
  readonly bootId: string | null;
  readonly status: Status | null;
  readonly statusAt: number | null;
  readonly ack: Ack | null;
  readonly ackAt: number | null;
};

/** One planned airing of one box; kept when plans move on, for the ledger. */
export type PlannedAiring = {
  readonly playId: string;
  readonly entryId: EntryId;
  readonly deviceId: DeviceId;
  readonly areaId: AreaId;
  readonly title: string;
  readonly startAt: number;
  readonly durationMs: number;
  readonly priority: Priority;
  /** Null while planned; when it was taken back before its start. */
  readonly cancelledAt: number | null;
};

export type StoredRecord = {
  readonly deviceId: DeviceId;
  readonly seq: number;
  readonly record: PlayRecord;
  readonly receivedAt: number;
};

export type StoredRefusal = BoxRefusal & { readonly deviceId: DeviceId };

export type StoredAudit = {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly act: string;
  readonly target: string;
  readonly detail: string;
  readonly prevHash: string;
  readonly hash: string;
};
