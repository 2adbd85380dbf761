/**
 * The watch — phần theo dõi: sự cố, bảo trì, trục thời gian.
 *
 * Ties the verbs about incidents to their ports, and decides nothing itself.
 */
import { DAY_MS } from '@loaso/shared/time';
import type { FleetFigures } from '../../core/fleet/fleet-figures.js';
import type { WatchFlows } from '../watch-flows.js';
import { actOnIncident } from './incident-acts.js';
import { listIncidents, showIncident, workList } from './incidents.js';
import { createMemory, type WatchView } from './incidents-memory.js';
import { createWatching } from './incidents-watch.js';
import { endMaintenance, listMaintenances, planMaintenance } from './maintenance.js';
import type { FleetPorts } from './ports.js';
import { listSoundedAnyway } from './sounded-anyway.js';
import { timeAxis } from './time-axis.js';

/** So long a change of state is kept. */
const EVENTS_KEPT_MS = 180 * DAY_MS;
/** And an order with what came of it, a log too. */
const COMMANDS_KEPT_MS = 30 * DAY_MS;

export type WatchService = WatchFlows & {
  readonly view: WatchView;
  /** Every few seconds. @returns how many incidents are open after it */
  watchRound(): Promise<number>;
  /** Lights and incidents as of the last round; null before the first. */
  watchFigures(): FleetFigures | null;
  /** Once a day. @returns how many changes of state were forgotten */
  sweepWatch(): Promise<number>;
};

export function createWatch(common: FleetPorts): WatchService {
  const memory = createMemory();
  const ports: FleetPorts = { ...common, watch: memory };
  const watching = createWatching(ports, memory);
  return {
    view: memory,
    watchRound: () => watching.round(),
    watchFigures: () => watching.figures(),
    sweepWatch: async () => {
      const { store, clock } = ports;
      await store.commands.sweepCommands(clock.now() - COMMANDS_KEPT_MS);
      await store.boxLogs.sweepBoxLogs(clock.now() - COMMANDS_KEPT_MS);
      return store.watch.sweepBoxEvents(clock.now() - EVENTS_KEPT_MS);
    },
    incidents: (actor) => listIncidents(ports, actor),
    incident: (actor, id) => showIncident(ports, actor, id),
    actOnIncident: (actor, id, act) => actOnIncident(ports, actor, { id, act }),
    workList: (actor) => workList(ports, actor),
    maintenances: (actor) => listMaintenances(ports, actor),
    planMaintenance: (actor, request) => planMaintenance(ports, actor, request),
    endMaintenance: (actor, id) => endMaintenance(ports, actor, id),
    soundedAnyway: (actor) => listSoundedAnyway(ports, actor),
    timeAxis: (actor, id, days) => timeAxis(ports, actor, { id, days }),
  };
}
