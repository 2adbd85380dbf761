/**
 * Store — kho dữ liệu.
 *
 * Every question and change the flows need, in their own words. One adapter serves SQLite and
 * PostgreSQL. Changes that belong together are one method, hence one transaction. All times are UTC
 * milliseconds. Methods reject only on faults (disk, connection); absence is null or an empty list.
 */
import type {
  AreaId,
  BulletinId,
  ClusterGroupId,
  DeviceId,
  EntryId,
  JobId,
  LexiconId,
  ProgrammeId,
  Sha256,
  UserId,
} from '@loaso/shared/ids';
import type { PlaceKind } from '@loaso/shared/place-kind';
import type { LocalDate } from '@loaso/shared/time';
import type { Ack } from '@loaso/shared/wire/ack';
import type { BulletinState } from '@loaso/shared/wire/http/content';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import type { BoxRefusal, Status } from '@loaso/shared/wire/status';
import type { RecordsAdded } from '../core/fleet/record-twins.js';
import type { ReadingHand } from '../core/script/reading-hands.js';
import type { BoxLogStore } from './box-logs.js';
import type { CommandStore } from './commands.js';
import type { DelegationStore } from './delegations.js';
import type { EmergencyStore } from './emergencies.js';
import type { MailStore } from './mail.js';
import type { PhotoStore } from './photos.js';
import type { PublicationStore } from './publications.js';
import type { RegistryStore } from './registry.js';
import type { RelayStore } from './relays.js';
import type { ReleaseStore } from './releases.js';
import type { RemarkStore } from './remarks.js';
import type { AiredStore } from './reports.js';
import type { SoundStores } from './sound-exemptions.js';
import type { StationStore } from './stations.js';
import type {
  PlanName,
  PlannedAiring,
  StoredArea,
  StoredAreaSettings,
  StoredAudit,
  StoredBulletin,
  StoredClusterGroup,
  StoredDayChange,
  StoredDevice,
  StoredEntry,
  StoredEnvelope,
  StoredJob,
  StoredLogin,
  StoredPlan,
  StoredProgramme,
  StoredReading,
  StoredRecord,
  StoredRefusal,
  StoredReport,
  StoredTicket,
  StoredUser,
} from './store-records.js';
import type { WatchStore } from './watch.js';

export type PeopleStore = {
  userByName(username: string): Promise<StoredUser | null>;
  user(id: UserId): Promise<StoredUser | null>;
  users(areaIds: readonly AreaId[]): Promise<StoredUser[]>;
  /** False when the name is taken. */
  addUser(user: StoredUser): Promise<boolean>;
  changeUser(
    id: UserId,
    change: Partial<Omit<StoredUser, 'id' | 'username' | 'createdAt'>>,
  ): Promise<void>;
  addLogin(login: StoredLogin): Promise<void>;
  login(tokenHash: string): Promise<StoredLogin | null>;
  touchLogin(tokenHash: string, lastUsedAt: number): Promise<void>;
  endLogin(tokenHash: string): Promise<void>;
  /** All logins of a person: after a change of password, role or activity. */
  endLoginsOf(userId: UserId): Promise<void>;
  sweepLogins(now: number): Promise<number>;
};

export type AreaStore = {
  areas(): Promise<StoredArea[]>;
  putAreas(areas: readonly StoredArea[]): Promise<void>;
  /** Of those among `ids` that say something themselves. */
  areaSettings(ids: readonly AreaId[]): Promise<StoredAreaSettings[]>;
  putAreaSettings(settings: StoredAreaSettings): Promise<void>;
};

export type LexiconStore = {
  /** Readings in force of the areas named, oldest first. */
  readings(areaIds: readonly AreaId[]): Promise<StoredReading[]>;
  reading(id: LexiconId): Promise<StoredReading | null>;
  /** All readings of the areas named, also those of the past, with who set and who ended each. */
  readingHands(areaIds: readonly AreaId[]): Promise<ReadingHand[]>;
  /** Takes the place of an older reading with the same `words` in the same area, together. */
  putReading(reading: StoredReading, words: string): Promise<void>;
  /** False when it is not in force (any more). */
  endReading(id: LexiconId, by: UserId, at: number): Promise<boolean>;
};

export type BulletinQuery = {
  readonly areaIds: readonly AreaId[];
  readonly state?: BulletinState | undefined;
  /** Matched without diacritics and case. */
  readonly search?: string | undefined;
  readonly limit: number;
};

/** An approved bulletin without its words. */
export type ApprovedRow = Pick<
  StoredBulletin,
  'id' | 'areaId' | 'clip' | 'variants' | 'approval' | 'writtenBy'
>;

export type ContentStore = {
  addBulletin(bulletin: StoredBulletin): Promise<void>;
  bulletin(id: BulletinId): Promise<StoredBulletin | null>;
  bulletins(query: BulletinQuery): Promise<StoredBulletin[]>;
  /** Writes `next` if the stored revision is `next.revision - 1`; false when somebody was faster. */
  replaceBulletin(next: StoredBulletin): Promise<boolean>;
  removeBulletin(id: BulletinId): Promise<void>;
  /** The episodes divided from a bulletin, in order. */
  episodes(of: BulletinId): Promise<StoredBulletin[]>;
  /** Writes `source` as `replaceBulletin` does and adds its episodes, together; false: nothing was. */
  divideBulletin(source: StoredBulletin, episodes: readonly StoredBulletin[]): Promise<boolean>;
  /** Writes `source` and removes its episodes, together, unless one is not as `episodes` says. */
  uniteBulletin(source: StoredBulletin, episodes: readonly StoredBulletin[]): Promise<boolean>;
  countSubmitted(areaIds: readonly AreaId[]): Promise<number>;
  /** Bulletins read by a voice that are not withdrawn, oldest first. */
  readBulletins(areaIds: readonly AreaId[]): Promise<BulletinId[]>;
  /** Approved bulletins of emergency priority, whatever their area: what boxes keep at hand. */
  approvedEmergencies(): Promise<StoredBulletin[]>;
  /** Approved bulletins whose id follows upon `after`, by id. */
  approvedAfter(after: string, limit: number): Promise<ApprovedRow[]>;
  /** Of emergency priority, not withdrawn, with sound; of the areas named, newest first. */
  emergencyBulletins(areaIds: readonly AreaId[]): Promise<StoredBulletin[]>;
  /** Areas of the bulletins one of whose clips is this file: who may hear it. */
  areasOfClip(sha256: Sha256): Promise<AreaId[]>;
  addJob(job: StoredJob): Promise<void>;
  job(id: JobId): Promise<StoredJob | null>;
  putJob(job: StoredJob): Promise<void>;
  /** Jobs that were waiting or running when the server died. */
  unfinishedJobs(): Promise<StoredJob[]>;
  jobOfBulletin(id: BulletinId): Promise<StoredJob | null>;
};

/** A line and the programme that it plays. */
export type NewLine = { readonly entry: StoredEntry; readonly programme: StoredProgramme };

export type ScheduleStore = {
  /** Lines and the programmes that they play: all of them, or none. */
  addEntries(lines: readonly NewLine[]): Promise<void>;
  entry(id: EntryId): Promise<StoredEntry | null>;
  programme(id: ProgrammeId): Promise<StoredProgramme | null>;
  entries(areaIds: readonly AreaId[], state?: 'active' | 'cancelled'): Promise<StoredEntry[]>;
  programmes(ids: readonly ProgrammeId[]): Promise<StoredProgramme[]>;
  cancelEntry(id: EntryId): Promise<void>;
  /**
   * Writes the exceptions and the end of `next` over the line that was read as `seen`, and adds what
   * goes on from it, together. False, nothing stored, when the line has changed meanwhile.
   */
  changeEntry(seen: StoredEntry, next: StoredEntry, successor?: NewLine): Promise<boolean>;
  /** What the areas named say of single days, by date. */
  dayChanges(areaIds: readonly AreaId[]): Promise<StoredDayChange[]>;
  putDayChange(change: StoredDayChange): Promise<void>;
  /** False when the area says nothing of that day. */
  removeDayChange(areaId: AreaId, date: LocalDate): Promise<boolean>;
  clusterGroups(areaIds: readonly AreaId[]): Promise<StoredClusterGroup[]>;
  /** Those of them that there are. */
  clusterGroupsBy(ids: readonly ClusterGroupId[]): Promise<StoredClusterGroup[]>;
  putClusterGroup(group: StoredClusterGroup): Promise<void>;
  removeClusterGroup(id: ClusterGroupId, at: number): Promise<void>;
  /** New parts and length of a known programme, after one of its bulletins was voiced anew. */
  replaceProgramme(programme: StoredProgramme): Promise<void>;
};

export type FleetStore = {
  addDevice(device: StoredDevice): Promise<boolean>;
  /** All or none; ids that are not taken. */
  addDevices(devices: readonly StoredDevice[]): Promise<void>;
  device(id: DeviceId): Promise<StoredDevice | null>;
  devices(areaIds?: readonly AreaId[]): Promise<StoredDevice[]>;
  changeDevice(
    id: DeviceId,
    change: Partial<Omit<StoredDevice, 'id' | 'createdAt'>>,
  ): Promise<void>;
  /** Ends what was asked at that instant. @returns false where it is not what waits any more */
  settlePlace(id: DeviceId, askedAt: number, placeKind: PlaceKind): Promise<boolean>;
  putTicket(ticket: StoredTicket): Promise<void>;
  ticketByHash(codeHash: string): Promise<StoredTicket | null>;
  /** What would let this box in at that instant. */
  openTicket(id: DeviceId, at: number): Promise<StoredTicket | null>;
  /** Whatever was not used; @returns whether there was any */
  removeOpenTickets(id: DeviceId): Promise<boolean>;
  /** Uses the ticket up and stores the box's key and secret, or false when another was faster. */
  enrolDevice(
    codeHash: string,
    change: { publicKey: string; secretHash: string; at: number },
  ): Promise<boolean>;
  /** The newest plan of a box. */
  plan(id: DeviceId): Promise<StoredPlan | null>;
  plans(ids: readonly DeviceId[]): Promise<StoredPlan[]>;
  /** Their names alone: the plans of a province are tens of megabytes. */
  planMarks(ids: readonly DeviceId[]): Promise<PlanName[]>;
  /** With the future planned airings of their boxes, in one transaction. False, nothing stored, when one
   * number is not above the stored one. */
  putPlans(
    plans: readonly StoredPlan[],
    airings: readonly PlannedAiring[],
    now: number,
  ): Promise<boolean>;
  /** In one step; a number below the stored one changes nothing. */
  putEnvelopes(envelopes: readonly StoredEnvelope[]): Promise<void>;
  envelope(id: DeviceId): Promise<{ num: number; sealed: string } | null>;
  /** Of those of `ids` that have one. */
  envelopes(
    ids: readonly DeviceId[],
  ): Promise<ReadonlyMap<DeviceId, { num: number; sealed: string }>>;
  report(id: DeviceId): Promise<StoredReport | null>;
  reports(ids: readonly DeviceId[]): Promise<StoredReport[]>;
  putStatus(id: DeviceId, status: Status, at: number): Promise<void>;
  putAck(id: DeviceId, ack: Ack, at: number): Promise<void>;
  /** The newest start of each of `ids` that was heard of. */
  bootIds(ids: readonly DeviceId[]): Promise<ReadonlyMap<DeviceId, string>>;
  setOnline(id: DeviceId, online: boolean, bootId: string | null, at: number): Promise<void>;
  /** Newest per (device, at, what, code); kept at most 200 per box. */
  addRefusals(id: DeviceId, refusals: readonly BoxRefusal[]): Promise<void>;
  refusals(id: DeviceId, limit: number): Promise<StoredRefusal[]>;
};

export type AiringQuery = {
  readonly areaIds?: readonly AreaId[] | undefined;
  readonly deviceId?: DeviceId | undefined;
  readonly fromAt: number;
  readonly toAt: number;
  readonly limit: number;
};

export type LedgerStore = {
  /** What comes again (device, seq) is not stored. */
  addRecords(id: DeviceId, records: readonly PlayRecord[], at: number): Promise<RecordsAdded>;
  upToSeq(id: DeviceId): Promise<number>;
  records(playIds: readonly string[]): Promise<StoredRecord[]>;
  recordsOf(id: DeviceId, limit: number): Promise<StoredRecord[]>;
  countRecords(id: DeviceId): Promise<number>;
  /** Airings that were taken back and of which a box has a record all the same, the newest first. */
  cancelledWithRecords(query: Omit<AiringQuery, 'deviceId' | 'toAt'>): Promise<PlannedAiring[]>;
  planned(query: AiringQuery): Promise<PlannedAiring[]>;
};

export type AuditStore = {
  /** Appends with the hash of the row before it; one writer at a time. */
  append(event: Omit<StoredAudit, 'seq' | 'prevHash' | 'hash'>): Promise<StoredAudit>;
  events(limit: number): Promise<StoredAudit[]>;
  /** The newest `limit` events about one thing, oldest first. */
  eventsOf(target: string, limit: number): Promise<StoredAudit[]>;
  /** Recomputes the chain; the first row that does not fit, or null. */
  firstBroken(): Promise<number | null>;
};

/** Small named values: signer epoch, installation id. */
export type SettingStore = {
  setting(name: string): Promise<string | null>;
  putSetting(name: string, value: string): Promise<void>;
};

export type Store = SoundStores & {
  readonly people: PeopleStore;
  readonly delegations: DelegationStore;
  readonly areas: AreaStore;
  readonly content: ContentStore;
  readonly lexicon: LexiconStore;
  readonly schedule: ScheduleStore;
  readonly relays: RelayStore;
  readonly fleet: FleetStore;
  readonly ledger: LedgerStore;
  readonly aired: AiredStore;
  readonly remarks: RemarkStore;
  readonly emergencies: EmergencyStore;
  readonly commands: CommandStore;
  readonly boxLogs: BoxLogStore;
  readonly watch: WatchStore;
  readonly publications: PublicationStore;
  readonly releases: ReleaseStore;
  readonly registry: RegistryStore;
  readonly stations: StationStore;
  readonly photos: PhotoStore;
  readonly mail: MailStore;
  readonly audit: AuditStore;
  readonly settings: SettingStore;
  /** Opens and migrates forward; refuses a database from a newer version. */
  start(): Promise<void>;
  stop(): Promise<void>;
};
