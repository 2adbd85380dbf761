/**
 * Verbs about incidents — các việc về sự cố và bảo trì.
 *
 * Part of the verbs about the fleet: what people see and do when boxes ail, and what is planned.
 */
import type { DeviceId, IncidentId } from '@loaso/shared/ids';
import type {
  BoxMoment,
  Incident,
  IncidentAct,
  IncidentDetail,
  Maintenance,
  NewMaintenance,
  WorkItem,
} from '@loaso/shared/wire/http/incidents';
import type { SoundedAnyway } from '@loaso/shared/wire/http/sounded-anyway';
import type { Actor, Answer } from './actor.js';

export type WatchFlows = {
  /** Open ones first, then the newest; at most 200. */
  incidents(actor: Actor): Answer<Incident[]>;
  incident(actor: Actor, id: IncidentId): Answer<IncidentDetail>;
  actOnIncident(actor: Actor, id: IncidentId, act: IncidentAct): Answer<IncidentDetail>;
  /** Open incidents with their boxes, the most needed first. */
  workList(actor: Actor): Answer<WorkItem[]>;
  maintenances(actor: Actor): Answer<Maintenance[]>;
  planMaintenance(actor: Actor, request: NewMaintenance): Answer<Maintenance[]>;
  endMaintenance(actor: Actor, id: string): Answer<Maintenance[]>;
  /** What was taken back in the last days and sounded all the same, the newest first. */
  soundedAnyway(actor: Actor): Answer<SoundedAnyway[]>;
  /** What happened at a box, newest first. */
  timeAxis(actor: Actor, id: DeviceId, days: number): Answer<BoxMoment[]>;
};
