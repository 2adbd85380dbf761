/**
 * Watch in the store — sổ theo dõi cụm: thay đổi, sự cố, lịch bảo trì.
 *
 * State changes of boxes as events, never heartbeats; incidents with their whole course; planned
 * work. What they mean is for `core/fleet`.
 */
import type { AreaId, DeviceId, IncidentId } from '@loaso/shared/ids';
import type { Patient } from '../core/fleet/diagnose.js';
import type { Incident, Maintenance } from '../core/fleet/incidents.js';
import type { LastAiring } from '../core/fleet/presence.js';
import type { TwinCode } from '../core/fleet/record-twins.js';
import type { StoredDevice } from './store-records.js';

export const BOX_EVENTS = [
  'connected',
  'gone',
  'started',
  'release',
  'mains',
  'line',
  'output',
  'clock',
  'plan',
] as const;
export type BoxEventKind = (typeof BOX_EVENTS)[number];

export type BoxEvent = {
  readonly deviceId: DeviceId;
  readonly at: number;
  readonly kind: BoxEventKind;
  /** New value, or a short fact. */
  readonly detail: string;
};

/** What the server remembers of a box between its words. */
export type BoxMarks = {
  readonly goneAt?: number | null;
  readonly releasedAt?: number;
  readonly lastAiring?: LastAiring;
};

/** A box with everything a diagnosis of it alone needs, without its plans. */
export type WatchedBox = {
  readonly device: Omit<StoredDevice, 'publicKey' | 'secretHash'>;
  readonly patient: Patient;
  readonly releasedAt: number | null;
};

export type WatchStore = {
  /** Events and marks of one box, together. */
  noteBox(id: DeviceId, events: readonly BoxEvent[], marks: BoxMarks): Promise<void>;
  /** Newest first. */
  boxEvents(id: DeviceId, fromAt: number, limit: number): Promise<BoxEvent[]>;
  /** @returns how many were removed */
  sweepBoxEvents(before: number): Promise<number>;
  /** All boxes, or those of `areaIds`, or the ones named; by id. */
  boxes(which: {
    readonly areaIds?: readonly AreaId[] | undefined;
    readonly ids?: readonly DeviceId[] | undefined;
  }): Promise<WatchedBox[]>;
  /** When each box was lost, at or after `fromAt`, oldest first. */
  lossesSince(fromAt: number): Promise<ReadonlyMap<DeviceId, readonly number[]>>;
  /** When two boxes last spoke with one key, by box: a refusal of `codes` tells of it. */
  twinsSince(codes: readonly TwinCode[], fromAt: number): Promise<ReadonlyMap<DeviceId, number>>;
  openIncidents(): Promise<Incident[]>;
  /** Those that are open, and those that have ended at or after `at`. */
  openOrEndedSince(at: number): Promise<Incident[]>;
  incident(id: IncidentId): Promise<Incident | null>;
  /** Open ones first, then the newest; of any of the areas named. */
  incidents(areaIds: readonly AreaId[], limit: number): Promise<Incident[]>;
  /** Opened before `toAt` and not over before `fromAt`; of any of the areas named, newest first. */
  incidentsIn(query: {
    readonly areaIds: readonly AreaId[];
    readonly fromAt: number;
    readonly toAt: number;
    readonly limit: number;
  }): Promise<Incident[]>;
  /** False, nothing stored, when another writer was there since `revision - 1`. */
  putIncident(incident: Incident): Promise<boolean>;
  addMaintenance(planned: Maintenance): Promise<void>;
  /** Not ended, and not over at `now`. */
  maintenances(now: number): Promise<Maintenance[]>;
  /** Those that were not over at `at`; one that was ended early lasts until then. */
  maintenancesSince(at: number): Promise<Maintenance[]>;
  /** False when it has ended already. */
  endMaintenance(id: string, at: number): Promise<boolean>;
};
