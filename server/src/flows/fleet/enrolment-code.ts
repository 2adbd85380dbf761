/**
 * Enrolment code — cấp mã đăng ký một lần.
 *
 * Good for one box, one day and one use; shown once, kept as a hash. A new code for a box that is
 * enrolled already is how a repaired or replaced box comes back.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { DAY_MS } from '@loaso/shared/time';
import { isTraining } from '@loaso/shared/training';
import type { EnrolmentTicket } from '@loaso/shared/wire/http/fleet';
import { enrolmentCodeOf, readEnrolmentCode } from '../../core/fleet/enrolment-code.js';
import type { Actor, Answer } from '../flows.js';
import { auditDevice, type FleetPorts, findDevice } from './ports.js';

const TOKEN_BYTES = 16;
export const TICKET_TRIES = 5;

export async function issueEnrolmentCode(
  ports: FleetPorts,
  actor: Actor,
  id: DeviceId,
): Answer<EnrolmentTicket> {
  const found = await findDevice(ports, actor, { id, permission: 'register-device' });
  if (!found.ok) return found;
  if (found.value.device.state === 'revoked') return err({ code: 'device-revoked' });
  if (isTraining(found.value.device.areaId)) return err({ code: 'training-area' });
  const { store, clock, chance, hashing } = ports;
  const code = enrolmentCodeOf(chance.token(TOKEN_BYTES));
  const expiresAt = clock.now() + DAY_MS;
  await auditDevice(ports, actor.username, { act: 'enrolment-code', id, detail: '' });
  await store.fleet.putTicket({
    codeHash: hashing.sha256(readEnrolmentCode(code) ?? code),
    deviceId: id,
    expiresAt,
    triesLeft: TICKET_TRIES,
    usedAt: null,
  });
  return ok({ deviceId: id, code, expiresAt });
}
