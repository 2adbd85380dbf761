/**
 * What stands near a cluster — ghi nơi đặt cụm loa.
 *
 * A fact of the register, on record; the rules of its areas say what follows from it, and its box gets
 * that as a newly signed envelope.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { PlaceKind } from '@loaso/shared/place-kind';
import { ok } from '@loaso/shared/result';
import type { PlaceKindChange } from '@loaso/shared/wire/http/sound-rules';
import type { Actor, Answer } from '../actor.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { SoundRulePorts } from './ports.js';

type Placing = {
  readonly id: DeviceId;
  readonly kind: PlaceKind;
  readonly owe: (areaId: AreaId) => void;
};

export async function setPlaceKind(
  ports: SoundRulePorts,
  actor: Actor,
  { id, kind, owe }: Placing,
): Answer<PlaceKindChange> {
  const scope = await scopeOf(ports, actor, 'write-sites');
  if (!scope.ok) return scope;
  const { store, clock } = ports;
  const device = await store.fleet.device(id);
  if (device === null || device.state === 'revoked') return NOT_FOUND;
  if (!scope.value.within.has(device.areaId)) return NOT_FOUND;
  await store.audit.append({
    at: clock.now(),
    actor: actor.username,
    act: 'device.place-kind',
    target: `device:${id}`,
    detail: `${device.placeKind} → ${kind}`,
  });
  await store.fleet.changeDevice(id, { placeKind: kind });
  owe(device.areaId);
  return ok({ placeKind: kind });
}
