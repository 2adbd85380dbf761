/**
 * Revocation — thu hồi cụm loa.
 *
 * From the answer on, the box may neither log in, nor fetch, nor be believed. Its history stays.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import type { DeviceDetail } from '@loaso/shared/wire/http/fleet';
import type { Actor, Answer } from '../flows.js';
import { auditDevice, type FleetPorts, findDevice } from './ports.js';
import { announceDevice, detailOf } from './shapes.js';

export async function revokeDevice(
  ports: FleetPorts,
  actor: Actor,
  id: DeviceId,
): Answer<DeviceDetail> {
  const found = await findDevice(ports, actor, { id, permission: 'revoke-device' });
  if (!found.ok) return found;
  const { device, areas } = found.value;
  const { store, clock, link, log } = ports;
  await auditDevice(ports, actor.username, { act: 'revoke', id, detail: device.name });
  const change = { state: 'revoked', secretHash: null } as const;
  await store.fleet.changeDevice(id, change);
  await link.disconnect(id);
  await store.fleet.setOnline(id, false, null, clock.now());
  log.warn('fleet.revoked', { device: id, by: actor.userId });
  const revoked = { ...device, ...change };
  await announceDevice(ports, revoked);
  return ok(await detailOf(ports, revoked, areas));
}
