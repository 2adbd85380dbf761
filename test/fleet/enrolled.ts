/**
 * Enrolment of a virtual fleet — đăng ký đội loa ảo.
 *
 * Registers each box as a technician does and lets it in by its one-time code, with a key of its own.
 * What was enrolled on this folder before goes on; the server's limits for strangers are waited for.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AreaId } from '@loaso/shared/ids';
import { isTraining } from '@loaso/shared/training';
import type { Area, User } from '@loaso/shared/wire/http/people';
import { realFiles } from '#edge-agent/adapters/journal/file-layer';
import { makeKey, readKey } from '#edge-agent/adapters/keys';
import { loadConfig } from '#edge-agent/config';
import { EnrolFault, enrol, identityPath, loadIdentity } from '#edge-agent/enrol';
import { postOf } from '#edge-agent/main/lines';
import { subtreeOf } from '#server/core/access/scope';
import { ApiError, call, type Session } from '../../deploy/demo/client.js';

export type FleetBox = {
  readonly id: string;
  readonly areaId: string;
  readonly folder: string;
};

/** Enrolled side by side: the answers to one are waited for while the next has its key made. */
const AT_ONCE = 8;
/** The server lets strangers knock so often a minute; then one waits, at most this often in a row. */
const KNOCKS_MAX = 12;
const KNOCK_WAIT_MS = 15_000;

/** Communes in which this person may install; of those, boxes lie in as many as there are boxes. */
async function communesOf(technician: Session): Promise<AreaId[]> {
  const [{ user }, { areas }] = await Promise.all([
    call<{ user: User }>(technician, 'GET', '/api/me'),
    call<{ areas: Area[] }>(technician, 'GET', '/api/areas'),
  ]);
  const mine = new Set<string>(subtreeOf(areas, user.areaId));
  const communes = areas.filter(({ id, level }) => mine.has(id) && level === 'commune');
  const real = communes.map(({ id }) => id).filter((id) => !isTraining(id));
  if (real.length === 0) throw new Error('this person installs boxes in no commune');
  return real;
}

export async function planFleet(
  technician: Session,
  folder: string,
  count: number,
): Promise<FleetBox[]> {
  const communes = await communesOf(technician);
  // Neighbours stand side by side, so that what befalls one end of the list befalls whole communes.
  return Array.from({ length: count }, (_, index) => {
    const id = `cum-ao-${String(index + 1).padStart(4, '0')}`;
    const commune = communes[Math.floor((index * communes.length) / count)];
    return { id, areaId: String(commune ?? communes[0]), folder: join(folder, id) };
  });
}

/** @param ended asked before each box: the person may have had enough */
export async function enrolFleet(
  technician: Session,
  boxes: readonly FleetBox[],
  { told, ended }: { told: (done: number) => void; ended: () => boolean },
): Promise<void> {
  const waiting = boxes.filter(({ folder }) => loadIdentity(folder) === null);
  let done = boxes.length - waiting.length;
  const one = async (): Promise<void> => {
    for (let box = waiting.shift(); box !== undefined && !ended(); box = waiting.shift()) {
      await enrolOne(technician, box, ended);
      done += 1;
      told(done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

async function enrolOne(
  technician: Session,
  { id, areaId, folder }: FleetBox,
  ended: () => boolean,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const name = `Cụm loa ảo ${id.slice(-4)}`;
  await call(technician, 'POST', '/api/devices', { id, name, areaId }).catch((cause: unknown) => {
    // Registered by an earlier run whose folder is gone: a new code lets the same cluster in again.
    if (!(cause instanceof ApiError && cause.status === 409)) throw cause;
  });
  const path = `/api/devices/${id}/enrolment-code`;
  const { code } = await call<{ code: string }>(technician, 'POST', path, {});
  const post = postOf(loadConfig({ state: folder }));
  const ports = { post, files: realFiles, makeKey, readKey };
  const order = {
    ...{ server: technician.url, code, state: folder, agentVersion: '0.1.0' },
    // Who starts a fleet has said where to; these boxes are nobody's.
    insecure: true,
  };
  for (let knocks = 1; !ended(); knocks += 1) {
    try {
      await enrol(order, ports);
      return;
    } catch (cause) {
      const early = cause instanceof EnrolFault && cause.message.includes('HTTP 429');
      if (!early || knocks >= KNOCKS_MAX) throw cause;
      await sleep(KNOCK_WAIT_MS);
    }
  }
}

export const enrolledOf = (boxes: readonly FleetBox[]): FleetBox[] =>
  boxes.filter(({ folder }) => loadIdentity(folder) !== null);

/** The broker that the first enrolment named; a run that was cut may have left boxes led elsewhere. */
export function brokerOf(folder: string, boxes: readonly FleetBox[]): string {
  const file = join(folder, 'broker-url');
  const [first] = enrolledOf(boxes);
  if (first === undefined) return '';
  if (!existsSync(file)) writeFileSync(file, loadIdentity(first.folder)?.brokerUrl ?? '');
  return readFileSync(file, 'utf8');
}

export function leadTo(box: FleetBox, brokerUrl: string): void {
  const identity = loadIdentity(box.folder);
  if (identity === null || identity.brokerUrl === brokerUrl) return;
  writeFileSync(identityPath(box.folder), `${JSON.stringify({ ...identity, brokerUrl })}\n`);
}
