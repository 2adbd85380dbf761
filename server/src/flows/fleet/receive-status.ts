/**
 * Status and farewell — trạng thái và lời chào của cụm.
 *
 * Keeps the newest word of a box. An old status played again by somebody in between is not newer:
 * within one start of the agent the uptime only rises.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import type { Gone } from '@loaso/shared/wire/ask';
import { type Status, standingFilesOf } from '@loaso/shared/wire/status';
import { changesBetween } from '../../core/fleet/state-changes.js';
import type { BoxEvent } from '../../ports/watch.js';
import type { FleetPorts } from './ports.js';
import type { From } from './reception.js';
import { announceDevice } from './shapes.js';

type Taken = Promise<Result<null, { readonly code: string; readonly detail: string }>>;

export async function receiveStatus(from: From, status: Status): Taken {
  const { store, device, arrivedAt } = from;
  const report = await store.fleet.report(device.id);
  const before = report?.status ?? null;
  if (before !== null && isReplay(before, status)) {
    return err({ code: 'old-status', detail: `uptime ${status.uptimeS} after ${before.uptimeS}` });
  }
  from.urgent?.reported(device.id, status, arrivedAt);
  await store.fleet.putStatus(device.id, status, arrivedAt);
  if (report?.online !== true || report.bootId !== status.bootId) {
    await store.fleet.setOnline(device.id, true, status.bootId, arrivedAt);
  }
  await noteChanges(from, before, { status, cameBack: report?.online === false });
  await fitWarnings(from, before, status);
  if (status.refusals.length > 0) await store.fleet.addRefusals(device.id, status.refusals);
  await announceDevice(from, device);
  return ok(null);
}

/** Most files of one bulletin: so near its bound, a plan may have left one out. */
const FILES_OF_ONE = 12;

/** An agent that reads more standing warnings than the one before, or fewer, gets a plan to suit it. */
async function fitWarnings(from: From, before: Status | null, now: Status): Promise<void> {
  const [was, is] = [standingFilesOf(before), standingFilesOf(now)];
  if (was === is) return;
  const [stored] = await from.store.fleet.plans([from.device.id]);
  const held = stored?.plan.standing.length ?? 0;
  if (held + FILES_OF_ONE <= Math.min(was, is)) return;
  await from.publish([from.device.id], `reads ${is} standing warnings`);
}

type Heard = { readonly status: Status; readonly cameBack: boolean };

/** Leaves a line on the time axis of the box for each thing that has changed. */
async function noteChanges(
  { store, device, arrivedAt }: From,
  before: Status | null,
  { status, cameBack }: Heard,
): Promise<void> {
  const changes = changesBetween(before, status);
  if (changes.length === 0 && !cameBack) return;
  const event = { deviceId: device.id, at: arrivedAt };
  const back: BoxEvent[] = cameBack ? [{ ...event, kind: 'connected', detail: 'status' }] : [];
  const released = changes.some(({ kind }) => kind === 'release');
  await store.watch.noteBox(
    device.id,
    [...back, ...changes.map((change) => ({ ...event, ...change }))],
    {
      ...(cameBack && { goneAt: null }),
      ...(released && { releasedAt: arrivedAt }),
    },
  );
}

function isReplay(before: Status, now: Status): boolean {
  if (before.bootId === now.bootId) return now.uptimeS < before.uptimeS;
  const sure = before.clock.trust === 'locked' && now.clock.trust === 'locked';
  return sure && now.at < before.at;
}

/** A last will counts for the start of the agent that left it, and for no later one. */
export async function receiveGone(from: From, gone: Gone): Taken {
  const { store, device, arrivedAt } = from;
  const report = await store.fleet.report(device.id);
  if (report?.bootId !== gone.bootId) return ok(null);
  await store.fleet.setOnline(device.id, false, null, arrivedAt);
  if (report.online) await noteGone(from, device.id, arrivedAt, 'last-will');
  await announceDevice(from, device);
  return ok(null);
}

/** `how`: what told that the box had gone. */
export const noteGone = (
  { store }: Pick<FleetPorts, 'store'>,
  deviceId: DeviceId,
  at: number,
  how: 'last-will' | 'broker',
): Promise<void> =>
  store.watch.noteBox(deviceId, [{ deviceId, at, kind: 'gone', detail: how }], { goneAt: at });
