/**
 * Finding a bulletin — tìm bản tin được phép xử lý.
 *
 * Within the area of who asks; and where somebody works for single stations, only while no other
 * station airs it: whoever changes or withdraws it would silence that one.
 */
import type { BulletinId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { Permission } from '../../core/access/roles.js';
import { holdsTarget, touches } from '../../core/access/station-hands.js';
import type { Store } from '../../ports/store.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import { type Found, NOT_FOUND, scopeOf } from './ports.js';
import { linesUsing } from './reach-boxes.js';

type Ports = { readonly store: Pick<Store, 'areas' | 'content' | 'schedule'> };

/** A bulletin that `actor` may treat so; outside their area it does not exist. */
export async function findBulletin(
  ports: Ports,
  actor: Actor,
  { id, permission }: { readonly id: BulletinId; readonly permission: Permission },
): Answer<Found> {
  const scope = await scopeOf(ports, actor, permission);
  if (!scope.ok) return scope;
  const bulletin = await ports.store.content.bulletin(id);
  if (bulletin === null || !scope.value.within.has(bulletin.areaId)) return NOT_FOUND;
  const held =
    touches(permission) !== 'bulletin' || (await soundsOnlyAtTheirs(ports, actor, bulletin));
  return held ? ok({ ...scope.value, bulletin }) : err({ code: 'station-bulletin' });
}

/** The same, where something is to be done to it: what was divided is treated through its episodes. */
export async function findUndivided(
  ports: Ports,
  actor: Actor,
  asked: Parameters<typeof findBulletin>[2],
): Answer<Found> {
  const found = await findBulletin(ports, actor, asked);
  return found.ok && found.value.bulletin.series?.number === 0 ? err({ code: 'in-series' }) : found;
}

async function soundsOnlyAtTheirs(
  { store }: Ports,
  { hands }: Actor,
  { id, priority, state }: StoredBulletin,
): Promise<boolean> {
  if (hands === undefined) return true;
  // An approved warning lies on every box of the commune.
  if (priority === 'emergency' && state === 'approved') return false;
  const lines = await linesUsing({ store }, [id]);
  return lines.every(({ target }) => holdsTarget(hands, target));
}
