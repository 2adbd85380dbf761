/**
 * Tables — các bảng dữ liệu.
 *
 * Rows as both databases hand them out after `dialects.ts` has made their types equal: times and
 * counts are numbers, truth is 0 or 1, compound values are JSON text. Only this folder sees a row.
 */
import type {
  AiredRowRow,
  CounterRow,
  HeardDayRow,
  RecordRow,
  SettledDayRow,
} from './tables-ledger.js';

type AreaRow = {
  id: string;
  parent_id: string | null;
  name: string;
  level: string;
  kind: string;
  urban: number;
};

export type UserRow = {
  id: string;
  username: string;
  full_name: string;
  role: string;
  area_id: string;
  active: number;
  /** Null: the whole area. */
  station_ids: string | null;
  password_hash: string;
  created_at: number;
};

export type LoginRow = {
  token_hash: string;
  user_id: string;
  created_at: number;
  last_used_at: number;
  expires_at: number;
};

export type BulletinRow = {
  id: string;
  area_id: string;
  title: string;
  field: string;
  priority: string;
  state: string;
  script: string;
  source_name: string;
  source_sha256: string;
  source_text: string;
  clip: string | null;
  clip_sha256: string | null;
  approval: string | null;
  rejection_reason: string | null;
  created_by: string;
  /** JSON list of user ids. */
  written_by: string;
  created_at: number;
  updated_at: number;
  revision: number;
  kind: string;
  recording: string | null;
  variants: string | null;
  series_of: string | null;
  series_number: number | null;
  series_count: number | null;
  /** Folded text that a search is matched against. */
  search: string;
};

/** One file of a bulletin besides its own clip. */
type VariantClipRow = { bulletin_id: string; sha256: string };

export type ReadingRow = {
  id: string;
  area_id: string;
  words: string;
  written: string;
  spoken: string;
  match: string;
  created_by: string;
  created_at: number;
  ended_by: string | null;
  ended_at: number | null;
};

export type AreaSettingsRow = {
  area_id: string;
  style: string | null;
  languages: string | null;
  station_name: string | null;
  updated_by: string;
  updated_at: number;
};

export type JobRow = {
  id: string;
  kind: string;
  bulletin_id: string;
  state: string;
  progress: number;
  phase: string;
  started_at: number | null;
  expected_end_at: number | null;
  problem: string | null;
  created_by: string;
  created_at: number;
};

export type ProgrammeRow = {
  id: string;
  area_id: string;
  title: string;
  bulletin_ids: string;
  parts: string;
  duration_ms: number;
  repeat: string | null;
  episodes: string | null;
  relay: string | null;
  slot_minutes: number | null;
};

export type EntryRow = {
  id: string;
  area_id: string;
  title: string;
  programme_id: string;
  target: string;
  rule: string;
  priority: string;
  origin: string;
  rank: number;
  late_start: string;
  after_cut: string;
  state: string;
  created_by: string;
  created_at: number;
  series: string | null;
  exceptions: string;
  ended_at: number | null;
  follows: string | null;
};

export type DayChangeRow = {
  area_id: string;
  date: string;
  kind: string;
  name: string;
  changed_by: string;
  changed_at: number;
};

export type DeviceRow = {
  id: string;
  name: string;
  area_id: string;
  lat: number | null;
  lng: number | null;
  state: string;
  public_key: string | null;
  secret_hash: string | null;
  created_at: number;
  place_kind: string;
  asked_kind: string | null;
  asked_by: string | null;
  asked_at: number | null;
};

export type TicketRow = {
  code_hash: string;
  device_id: string;
  expires_at: number;
  tries_left: number;
  used_at: number | null;
};

export type PlanRow = {
  device_id: string;
  epoch: number;
  num: number;
  hash: string;
  plan: string;
  sealed: string;
  published_at: number;
};

type PlanMarkRow = Pick<PlanRow, 'device_id' | 'epoch' | 'num' | 'hash' | 'published_at'>;

export type AiringRow = {
  play_id: string;
  entry_id: string;
  device_id: string;
  area_id: string;
  title: string;
  start_at: number;
  duration_ms: number;
  priority: string;
  cancelled_at: number | null;
};

type EnvelopeRow = { device_id: string; num: number; sealed: string };

export type ReportRow = {
  device_id: string;
  online: number;
  last_seen_at: number | null;
  boot_id: string | null;
  status: string | null;
  status_at: number | null;
  ack: string | null;
  ack_at: number | null;
};

type RefusalRow = { device_id: string; at: number; what: string; code: string; detail: string };

export type AuditRow = {
  seq: number;
  at: number;
  actor: string;
  act: string;
  target: string;
  detail: string;
  prev_hash: string;
  hash: string;
};

export type EmergencyRow = {
  id: string;
  kind: string;
  path: string;
  state: string;
  bulletin_id: string;
  area_ids: string;
  /** Null: all boxes there. */
  station_ids: string | null;
  message: string;
  content_hash: string;
  devices: number;
  created_by: string;
  created_at: number;
  second: string | null;
  due_at: number | null;
  confirmed_at: number | null;
  sent_at: number | null;
  stopped_by: string | null;
  stopped_at: number | null;
  corrects: string | null;
  why: string | null;
  counts: string;
};

export type EmergencyBoxRow = {
  emergency_id: string;
  device_id: string;
  area_id: string;
  boot_id: string | null;
  sealed: string | null;
  word: string;
};

export type Tables = {
  areas: AreaRow;
  users: UserRow;
  logins: LoginRow;
  bulletins: BulletinRow;
  variant_clips: VariantClipRow;
  readings: ReadingRow;
  area_settings: AreaSettingsRow;
  jobs: JobRow;
  programmes: ProgrammeRow;
  entries: EntryRow;
  day_changes: DayChangeRow;
  devices: DeviceRow;
  tickets: TicketRow;
  plans: PlanRow;
  plan_marks: PlanMarkRow;
  planned_airings: AiringRow;
  emergencies: EmergencyRow;
  emergency_areas: { emergency_id: string; area_id: string };
  emergency_boxes: EmergencyBoxRow;
  envelopes: EnvelopeRow;
  reports: ReportRow;
  refusals: RefusalRow;
  records: RecordRow;
  record_counters: CounterRow;
  aired_rows: AiredRowRow;
  settled_days: SettledDayRow;
  heard_days: HeardDayRow;
  audit: AuditRow;
  /** One row: the end of the chain, so that a tail cut off is seen. */
  audit_head: { id: number; seq: number; hash: string };
  settings: { name: string; value: string };
};
