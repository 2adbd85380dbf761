/**
 * Enrolment code — cấp mã đăng ký một lần.
 *
 * Good for one box, one use and the days that it was given for; shown once, kept as a hash, taken back
 * when the paper is lost. A new code for a box that is enrolled already is how a repaired or replaced
 * box comes back.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { DAY_MS } from '@loaso/shared/time';
import { isTraining } from '@loaso/shared/training';
import type { DeviceDetail, EnrolmentTicket } from '@loaso/shared/wire/http/fleet';
import {
  enrolLineOf,
  enrolmentCodeOf,
  readEnrolmentCode,
} from '../../core/fleet/enrolment-code.js';
import { beginsNoMore } from '../ended-places.js';
import type { Actor, Answer } from '../flows.js';
import { auditDevice, type FleetPorts, findDevice } from './ports.js';
import { detailOf } from './shapes.js';

const TOKEN_BYTES = 16;
export const TICKET_TRIES = 5;

export async function issueEnrolmentCode(
  ports: FleetPorts,
  actor: Actor,
  { id, days = 1 }: { readonly id: DeviceId; readonly days?: number | undefined },
): Answer<EnrolmentTicket> {
  const found = await findDevice(ports, actor, { id, permission: 'register-device' });
  if (!found.ok) return found;
  if (found.value.device.state === 'revoked') return err({ code: 'device-revoked' });
  if (isTraining(found.value.device.areaId)) return err({ code: 'training-area' });
  // Who serves there already comes back with a new code; a new cluster is one of what took its place.
  const fresh = found.value.device.state === 'registered' ? [found.value.device.areaId] : [];
  const ended = await beginsNoMore(ports, fresh);
  if (ended !== null) return err(ended);
  const { store, clock, chance, hashing } = ports;
  const code = enrolmentCodeOf(chance.token(TOKEN_BYTES));
  const expiresAt = clock.now() + days * DAY_MS;
  await auditDevice(ports, actor.username, { act: 'enrolment-code', id, detail: `${days} d` });
  await store.fleet.putTicket({
    codeHash: hashing.sha256(readEnrolmentCode(code) ?? code),
    deviceId: id,
    expiresAt,
    triesLeft: TICKET_TRIES,
    usedAt: null,
  });
  return ok({ deviceId: id, code, line: enrolLineOf(code, ports.serverUrl()), expiresAt });
}

/** Also where none is open, so that a lost paper needs no second thought. */
export async function withdrawEnrolmentCode(
  ports: FleetPorts,
  actor: Actor,
  id: DeviceId,
): Answer<DeviceDetail> {
  const found = await findDevice(ports, actor, { id, permission: 'register-device' });
  if (!found.ok) return found;
  const { device, areas } = found.value;
  if (await ports.store.fleet.removeOpenTickets(id)) {
    await auditDevice(ports, actor.username, { act: 'code-withdrawn', id, detail: '' });
  }
  return ok(await detailOf(ports, device, areas));
}
