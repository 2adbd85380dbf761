/**
 * Enrolment — cụm loa đăng ký.
 *
 * The one moment at which a box and the server come to know each other: a one-time code against the
 * box's own public key; the box gets its login, what it may trust and its sound envelope. A code
 * that is wrong, used, too old or tried too often opens nothing; the box that used it may ask again
 * for a while, since its line may have broken under the answer.
 */
import { err, ok } from '@loaso/shared/result';
import { isTraining } from '@loaso/shared/training';
import type { EnrolReply, EnrolRequest } from '@loaso/shared/wire/enrol';
import { readEnrolmentCode } from '../../core/fleet/enrolment-code.js';
import { isWeakKey } from '../../core/fleet/weak-key.js';
import { areaPaths } from '../../core/schedule/reach.js';
import type { StoredDevice, StoredTicket } from '../../ports/store-records.js';
import type { Answer } from '../flows.js';
import { policyNow } from '../policy-now.js';
import type { Refusal } from '../refusals.js';
import { ensureEnvelope } from './envelope.js';
import { auditDevice, type FleetPorts, signerRefusal } from './ports.js';

const SECRET_BYTES = 32;
/** As long as a technician tries again before a new code is asked for. */
const AGAIN_MS = 15 * 60_000;
export const enrolledAtSetting = (id: string): string => `enrolled-at.${id}`;

export async function enrolDevice(ports: FleetPorts, request: EnrolRequest): Answer<EnrolReply> {
  const { store, hashing, clock, chance, log } = ports;
  const code = readEnrolmentCode(request.code);
  const codeHash = hashing.sha256(code ?? request.code);
  const ticket = await store.fleet.ticketByHash(codeHash);
  const device = ticket === null ? null : await store.fleet.device(ticket.deviceId);
  const refusal = await refusalOf(ports, request, { ticket, device });
  if (refusal !== null || ticket === null || device === null) {
    log.warn('fleet.enrol-refused', { code: refusal?.code, device: device?.id ?? null });
    await spendTry(ports, ticket, refusal);
    return err(refusal ?? { code: 'code-wrong' });
  }
  const granted = await grant(ports, device);
  if (!granted.ok) return granted;
  const secret = chance.token(SECRET_BYTES);
  const { publicKey } = request;
  const change = { publicKey, secretHash: hashing.sha256(secret), at: clock.now() };
  if (isAgain({ ticket, device }, publicKey, change.at)) {
    await store.fleet.changeDevice(device.id, { secretHash: change.secretHash });
  } else if (!(await store.fleet.enrolDevice(codeHash, change))) return err({ code: 'code-used' });
  await store.settings.putSetting(enrolledAtSetting(device.id), String(change.at));
  await auditDevice(ports, `device:${device.id}`, {
    act: 'enrol',
    id: device.id,
    detail: `key ${hashing.sha256(publicKey).slice(0, 16)} · ${request.agentVersion}`,
  });
  // Whoever held the old secret is out before the new one is known to anybody.
  await ports.link.disconnect(device.id);
  await ports.link.admit(device.id, secret);
  log.info('fleet.enrolled', { device: device.id, agentVersion: request.agentVersion });
  return ok({
    v: 1,
    dev: device.id,
    area: device.areaId,
    name: device.name,
    secret,
    brokerUrl: ports.brokerUrl(),
    audioBaseUrl: `${ports.serverUrl()}/audio`,
    ...granted.value,
  });
}

type Case = { readonly ticket: StoredTicket | null; readonly device: StoredDevice | null };

/** The same box with the same key, soon after: it never got its login. */
const isAgain = ({ ticket, device }: Case, publicKey: string, now: number): boolean =>
  ticket !== null &&
  ticket.usedAt !== null &&
  now - ticket.usedAt < AGAIN_MS &&
  device?.state === 'enrolled' &&
  device.publicKey === publicKey &&
  !isTraining(device.areaId);

async function refusalOf(
  { store, clock }: FleetPorts,
  { publicKey }: EnrolRequest,
  { ticket, device }: Case,
): Promise<Refusal | null> {
  if (ticket === null || device === null || ticket.triesLeft <= 0) return { code: 'code-wrong' };
  if (isAgain({ ticket, device }, publicKey, clock.now())) return null;
  if (ticket.usedAt !== null) return { code: 'code-used' };
  if (ticket.expiresAt <= clock.now()) return { code: 'code-expired' };
  if (device.state === 'revoked') return { code: 'device-revoked' };
  // It may have been moved there after its code was given.
  if (isTraining(device.areaId)) return { code: 'training-area' };
  const others = await store.fleet.devices();
  const known = others.some((one) => one.publicKey === publicKey && one.id !== device.id);
  return known || isWeakKey(publicKey) ? { code: 'key-taken' } : null;
}

/** A right code with an unfit key is a try; five of them lock the code. */
async function spendTry(
  { store }: FleetPorts,
  ticket: StoredTicket | null,
  refusal: Refusal | null,
): Promise<void> {
  if (ticket === null || refusal?.code !== 'key-taken') return;
  await store.fleet.putTicket({ ...ticket, triesLeft: ticket.triesLeft - 1 });
}

async function grant(
  ports: FleetPorts,
  device: StoredDevice,
): Answer<Pick<EnrolReply, 'root' | 'envelope'>> {
  const root = await ports.signer.root();
  if (!root.ok) return signerRefusal(root.error);
  const paths = areaPaths(await ports.store.areas.areas());
  const path = paths.get(device.areaId) ?? [device.areaId];
  const envelope = await ensureEnvelope(ports, device, { path, policy: await policyNow(ports) });
  if (!envelope.ok) return signerRefusal(envelope.error);
  return ok({ root: root.value, envelope: envelope.value.sealed });
}
