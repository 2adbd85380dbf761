/**
 * Flows — các việc của người dùng và của đội loa.
 *
 * The verbs of the product as types: what HTTP, the broker, the ticker and the command line may
 * call. Each verb takes who asks (`Actor`) and parsed input, checks right and scope itself, and
 * answers with a value or a refusal. Nothing here knows HTTP or SQL.
 */
import type {
  AreaId,
  BulletinId,
  DelegationId,
  DeviceId,
  EntryId,
  JobId,
  LexiconId,
  Sha256,
  UserId,
} from '@loaso/shared/ids';
import type { Instant, LocalDate } from '@loaso/shared/time';
import type {
  Bulletin,
  BulletinChange,
  BulletinState,
  BulletinSummary,
  HearRequest,
  ImportRequest,
  Job,
  RecordingQuery,
  VariantQuery,
  VoiceInfo,
  VoiceRequest,
} from '@loaso/shared/wire/http/content';
import type { Delegation, Delegations, NewDelegation } from '@loaso/shared/wire/http/delegations';
import type {
  Emergency,
  EmergencyDesk,
  EmergencyDetail,
  EmergencyForecast,
  EmergencyQuestion,
  FactorRequest,
  FactorSecret,
  FactorStanding,
  NewEmergency,
} from '@loaso/shared/wire/http/emergency';
import type {
  DeviceDetail,
  DeviceSummary,
  NewDevice,
  Overview,
} from '@loaso/shared/wire/http/fleet';
import type {
  AreaSettings,
  AreaSettingsChange,
  Lexicon,
  LexiconAdded,
  LexiconEffect,
  LexiconPreview,
  NewLexiconEntry,
} from '@loaso/shared/wire/http/lexicon';
import type { Area, AuditEvent, NewUser, User, UserChange } from '@loaso/shared/wire/http/people';
import type { Practice, PracticeSpan } from '@loaso/shared/wire/http/practice';
import type { PublishedNow, PublishForecast } from '@loaso/shared/wire/http/publications';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import type {
  Entry,
  EntryEdit,
  EntryPreview,
  EntryUndo,
  NewEntry,
} from '@loaso/shared/wire/http/schedule';
import type { FleetHold, Health } from '@loaso/shared/wire/http/signing';
import type {
  CalendarDay,
  DayChange,
  WeekAhead,
  WeekAheadRequest,
  WeekCopy,
} from '@loaso/shared/wire/http/week';
import type { TopicName } from '@loaso/shared/wire/topics';
import type { Upload } from '../ports/uploads.js';
import type { Actor, Answer } from './actor.js';
import type { AiringFlows } from './airing-flows.js';
import type { ClusterGroupFlows } from './cluster-group-flows.js';
import type { CoverageFlows } from './coverage/verbs.js';
import type { EnrolmentFlows } from './enrolment-flows.js';
import type { MailFlows } from './mail-flows.js';
import type { MailReportFlows } from './mail-report-flows.js';
import type { OrderFlows } from './order-flows.js';
import type { PhotoFlows } from './photo-flows.js';
import type { PublicationFlows } from './publication-flows.js';
import type { Refusal } from './refusals.js';
import type { RelayFlows } from './relay-flows.js';
import type { ReleaseFlows } from './release-flows.js';
import type { ReportFlows } from './report-flows.js';
import type { SeriesFlows } from './series-flows.js';
import type { SoundRuleFlows } from './sound-rule-flows.js';
import type { WatchFlows } from './watch-flows.js';

export type { Actor, Answer } from './actor.js';

export type PeopleFlows = {
  /** Same time and same refusal for a wrong name and a wrong password. `token` is the cookie value. */
  login(
    username: string,
    password: string,
  ): Answer<{ user: User; token: string; expiresAt: number }>;
  logout(token: string): Promise<void>;
  /** Null for an unknown, expired or idle login, or a person switched off. */
  actorOf(token: string): Promise<Actor | null>;
  me(actor: Actor): Answer<User>;
  users(actor: Actor): Answer<User[]>;
  addUser(actor: Actor, request: NewUser): Answer<User>;
  changeUser(actor: Actor, id: UserId, change: UserChange): Answer<User>;
  areas(actor: Actor): Answer<Area[]>;
  /** First administrator, made by the installation; refused when any user exists. */
  installAdministrator(request: NewUser): Answer<User>;
  audit(
    actor: Actor,
    limit: number,
  ): Answer<{
    events: AuditEvent[];
    intact: boolean;
    /** The first row that does not fit its chain. */
    firstBroken: number | null;
  }>;
  delegations(actor: Actor): Answer<Delegations>;
  delegate(actor: Actor, request: NewDelegation): Answer<Delegation>;
  endDelegation(actor: Actor, id: DelegationId): Answer<Delegation>;
};

export type ContentFlows = {
  voices(): VoiceInfo[];
  speak(
    actor: Actor,
    text: string,
    areaId?: AreaId,
  ): Answer<{ spoken: string; uncertain: { written: string; spoken: string; why: string }[] }>;
  bulletins(
    actor: Actor,
    query: {
      areaId?: AreaId | undefined;
      state?: BulletinState | undefined;
      q?: string | undefined;
      limit: number;
    },
  ): Answer<BulletinSummary[]>;
  importText(actor: Actor, request: ImportRequest): Answer<Bulletin>;
  bulletin(actor: Actor, id: BulletinId): Answer<Bulletin>;
  change(actor: Actor, id: BulletinId, change: BulletinChange): Answer<Bulletin>;
  remove(actor: Actor, id: BulletinId): Answer<null>;
  voice(actor: Actor, id: BulletinId, request: VoiceRequest): Answer<Job>;
  job(actor: Actor, id: JobId): Answer<Job>;
  cancelJob(actor: Actor, id: JobId): Answer<Job>;
  /** `seen`: the revision that was looked at; refused when the bulletin has moved on. */
  submit(actor: Actor, id: BulletinId, seen?: number): Answer<Bulletin>;
  approve(actor: Actor, id: BulletinId, seen?: number, code?: string): Answer<Bulletin>;
  /** What approving it would send to which boxes. */
  forecastApproval(actor: Actor, id: BulletinId): Answer<PublishForecast>;
  reject(actor: Actor, id: BulletinId, reason: string, seen?: number): Answer<Bulletin>;
  withdraw(actor: Actor, id: BulletinId): Answer<Bulletin>;
  /** May this person fetch this file? */
  mayHear(actor: Actor, sha256: Sha256): Promise<boolean>;
  /** After a crash: jobs that were under way are failed with a reason, not lost in silence. */
  settleUnfinishedJobs(): Promise<number>;
  lexicon(actor: Actor, areaId?: AreaId): Answer<Lexicon>;
  addReading(actor: Actor, request: NewLexiconEntry): Answer<LexiconAdded>;
  previewReading(actor: Actor, request: NewLexiconEntry): Answer<LexiconPreview>;
  removeReading(actor: Actor, id: LexiconId): Answer<LexiconEffect>;
  settings(actor: Actor, id: AreaId): Answer<AreaSettings>;
  /** What changing them would send to which boxes. */
  previewSettings(actor: Actor, id: AreaId, change: AreaSettingsChange): Answer<PublishForecast>;
  changeSettings(actor: Actor, id: AreaId, change: AreaSettingsChange): Answer<AreaSettings>;
  /** At the start: bulletins that new rules read otherwise leave the air. @returns how many */
  settleReadings(): Answer<number>;
  /** One sentence as a WAV file. */
  hear(
    actor: Actor,
    hearing: { id: BulletinId; index: number; request: HearRequest },
  ): Answer<Uint8Array>;
  record(actor: Actor, query: RecordingQuery, upload: Upload): Answer<Bulletin>;
  addVariant(
    actor: Actor,
    request: { id: BulletinId; language: LanguageCode; query: VariantQuery },
    upload: Upload,
  ): Answer<Bulletin>;
  removeVariant(
    actor: Actor,
    request: { id: BulletinId; language: LanguageCode },
  ): Answer<Bulletin>;
} & SeriesFlows;

export type ScheduleFlows = AiringFlows &
  ClusterGroupFlows & {
    preview(actor: Actor, request: NewEntry): Answer<EntryPreview>;
    addEntry(actor: Actor, request: NewEntry): Answer<{ entry: Entry; publish: PublishedNow }>;
    entries(actor: Actor, areaId?: AreaId): Answer<Entry[]>;
    cancelEntry(actor: Actor, id: EntryId): Answer<Entry>;
    previewEdit(actor: Actor, request: { id: EntryId; edit: EntryEdit }): Answer<EntryPreview>;
    editEntry(
      actor: Actor,
      request: { id: EntryId; edit: EntryEdit },
    ): Answer<{
      entry: Entry;
      publish: PublishedNow;
      undo: EntryUndo;
    }>;
    undoEdit(actor: Actor, undo: EntryUndo): Answer<Entry>;
    weekAhead(actor: Actor, request: WeekAheadRequest): Answer<WeekAhead>;
    days(
      actor: Actor,
      query: { areaId?: AreaId | undefined; from: LocalDate; to: LocalDate },
    ): Answer<CalendarDay[]>;
    /** What saying so would send to which boxes. */
    previewDay(actor: Actor, change: DayChange): Answer<PublishForecast>;
    changeDay(actor: Actor, change: DayChange): Answer<CalendarDay>;
    /** Each line says for itself whether it was refused. */
    copyWeek(
      actor: Actor,
      request: WeekCopy,
    ): Answer<{
      lines: readonly {
        title: string;
        airings: Instant[];
        entryId: EntryId | null;
        refusal: Refusal | null;
      }[];
    }>;
    /** What a lesson in the training commune would have sounded; counted nowhere. */
    practice(actor: Actor, span: PracticeSpan): Answer<Practice>;
  };

export type FleetFlows = WatchFlows &
  EnrolmentFlows &
  OrderFlows & {
    overview(actor: Actor): Answer<Overview>;
    devices(actor: Actor, areaId?: AreaId): Answer<DeviceSummary[]>;
    addDevice(actor: Actor, request: NewDevice): Answer<DeviceDetail>;
    device(actor: Actor, id: DeviceId): Answer<DeviceDetail>;
    revoke(actor: Actor, id: DeviceId): Answer<DeviceDetail>;
    /** Broker and download login of a box; the secret is compared by hash. */
    boxLogin(device: DeviceId, secret: string): Promise<boolean>;
    /** May this box fetch this file: it is in its desired plan. */
    boxMayFetch(device: DeviceId, sha256: Sha256): Promise<boolean>;
    /** One message from a box, already known to come over that box's own topic. */
    receive(device: DeviceId, name: TopicName, raw: string): Promise<void>;
    connected(device: DeviceId): Promise<void>;
    disconnected(device: DeviceId): Promise<void>;
    /** Daily and at start: rolls the horizon of every box, renews envelopes. */
    rollHorizon(): Answer<{ devices: number; planned: number }>;
    /** What to compare before that. */
    hold(actor: Actor): Answer<FleetHold>;
    /** May this server write, and does its signer answer. */
    health(): Answer<Health>;
    /** After an older database was put back: publishing goes on, once an administrator has looked. */
    releaseHold(actor: Actor, why: string): Answer<{ devices: number }>;
  } & PublicationFlows;

export type EmergencyFlows = {
  emergencyDesk(actor: Actor): Answer<EmergencyDesk>;
  forecast(actor: Actor, question: EmergencyQuestion): Answer<EmergencyForecast>;
  start(actor: Actor, request: NewEmergency): Answer<Emergency>;
  show(actor: Actor, id: EntryId): Answer<EmergencyDetail>;
  /** The second person of path B. */
  confirm(actor: Actor, id: EntryId, code: string): Answer<Emergency>;
  veto(actor: Actor, id: EntryId): Answer<Emergency>;
  stopOrder(actor: Actor, id: EntryId): Answer<Emergency>;
  factor(actor: Actor): Answer<FactorStanding>;
  beginFactor(actor: Actor, proof: FactorRequest): Answer<FactorSecret>;
  confirmFactor(actor: Actor, code: string): Answer<FactorStanding>;
};

export type Flows = {
  readonly people: PeopleFlows;
  readonly content: ContentFlows;
  readonly schedule: ScheduleFlows;
  readonly relays: RelayFlows;
  readonly soundRules: SoundRuleFlows;
  readonly fleet: FleetFlows;
  readonly releases: ReleaseFlows;
  readonly emergency: EmergencyFlows;
  readonly coverage: CoverageFlows;
  readonly photos: PhotoFlows;
  readonly reports: ReportFlows;
  readonly mail: MailFlows;
  readonly mailReports: MailReportFlows;
};
