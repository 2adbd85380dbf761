/**
 * Verbs about the fleet — các việc về cụm loa.
 *
 * Ties the verbs of this folder to their ports, and decides nothing itself.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { FleetFlows } from '../flows.js';
import { takeBoxLog } from './box-log.js';
import { boxLogin, boxMayFetch, boxPresence } from './box-rights.js';
import { enrolDevice } from './enrol.js';
import { issueEnrolmentCode, withdrawEnrolmentCode } from './enrolment-code.js';
import { showHealth, showHold } from './hold.js';
import { createHoldWatch } from './hold-watch.js';
import { createMessageRefusals } from './message-refusals.js';
import { commandDevice, setDataOfMany, stopDevice } from './order.js';
import { overview } from './overview.js';
import type { FleetPorts } from './ports.js';
import { createPublishing } from './publishing.js';
import { receiveMessage } from './receive.js';
import { registerDevice } from './register-device.js';
import { revokeDevice } from './revoke.js';
import { resendUnacked, rollHorizon } from './roll-horizon.js';
import { createRootKeeper } from './roots.js';
import { giveUpPublication, resumePublication } from './steer-publication.js';
import { listDevices, showDevice } from './view-devices.js';
import { listPublications, showPublication } from './view-publications.js';
import { createWatch, type WatchService } from './watch.js';

export type FleetService = FleetFlows &
  Omit<WatchService, 'view'> & {
    /** Publishes what is owed, sends again what boxes on line have not acknowledged; every minute. */
    resendUnacked(): Promise<number>;
    /** Sends and judges publications in groups; every few seconds. @returns how many moved */
    advancePublications(): Promise<number>;
    /** Tells boxes of new keys as soon as the signer has them; every few seconds. */
    followRoot(): Promise<number | null>;
    /** Messages refused since the start, by code. */
    refusedMessages(): Readonly<Record<string, number>>;
    /** Ahead of this database after a restore, as of the last minute. */
    boxesAhead(): ReadonlySet<DeviceId>;
  };

export function createFleetFlows(common: FleetPorts): FleetService {
  const { view, ...watch } = createWatch(common);
  const holdWatch = createHoldWatch(common);
  const ports: FleetPorts = { ...common, watch: view, ahead: holdWatch.ahead };
  const { publish, publishOwed, advance, resume } = createPublishing(ports);
  const roll = async () => {
    await holdWatch.look();
    return rollHorizon(ports, publish);
  };
  const refusals = createMessageRefusals(ports);
  const roots = createRootKeeper(ports, publish);
  const reception = { ...ports, refusals, publish, roots };
  return {
    ...watch,
    overview: (actor) => overview(ports, actor),
    devices: (actor, areaId) => listDevices(ports, actor, areaId),
    addDevice: (actor, request) => registerDevice(ports, actor, request),
    device: (actor, id) => showDevice(ports, actor, id),
    enrolmentCode: (actor, id, days) => issueEnrolmentCode(ports, actor, { id, days }),
    withdrawCode: (actor, id) => withdrawEnrolmentCode(ports, actor, id),
    revoke: (actor, id) => revokeDevice(ports, actor, id),
    stop: (actor, id, entryId) => stopDevice(ports, actor, { id, entryId }),
    command: (actor, id, kind, figures) => commandDevice(ports, actor, { ...figures, id, kind }),
    setDataOfMany: (actor, order) => setDataOfMany(ports, actor, order),
    boxLog: (actor, id, commandId) => takeBoxLog(ports, actor, { id, commandId }),
    enrol: async (request) => {
      const enrolled = await enrolDevice(ports, request);
      // The first plan waits for the box when it comes; without it the box would ask for it itself.
      if (enrolled.ok) await publish([enrolled.value.dev], 'enrolment');
      return enrolled;
    },
    boxLogin: (device, secret) => boxLogin(ports, device, secret),
    boxMayFetch: (device, sha256) => boxMayFetch(ports, device, sha256),
    receive: (device, name, raw) => receiveMessage(reception, device, { name, raw }),
    connected: (device) => boxPresence(ports, device, true),
    disconnected: (device) => boxPresence(ports, device, false),
    publish,
    publications: (actor) => listPublications(ports, actor),
    publication: (actor, id) => showPublication(ports, actor, id),
    resumePublication: (actor, id) => resumePublication(ports, actor, { id, resume }),
    giveUpPublication: (actor, id) => giveUpPublication(ports, actor, { id, publish }),
    async advancePublications() {
      // Held for hours, maybe: every box gets what has changed meanwhile.
      if (holdWatch.wasReleased()) await roll();
      return advance();
    },
    rollHorizon: roll,
    resendUnacked: async () => {
      await holdWatch.look();
      return (await publishOwed()) + (await resendUnacked(ports));
    },
    boxesAhead: holdWatch.ahead,
    hold: (actor) => showHold(ports, actor),
    health: () => showHealth(ports),
    releaseHold: (actor, why) => holdWatch.release(actor, why),
    followRoot: () => roots.follow(),
    refusedMessages: () => refusals.counts(),
  };
}
