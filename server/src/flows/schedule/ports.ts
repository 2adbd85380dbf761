/**
 * What the verbs about the schedule need — cổng của nhóm việc về lịch phát.
 *
 * The ports handed in by `main`, and the boxes a target means.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { OuterPolicy } from '../../core/schedule/policy.js';
import { areaPaths, type Reaching, reaches } from '../../core/schedule/reach.js';
import type { LiveFeed } from '../../ports/fleet.js';
import type { Store } from '../../ports/store.js';
import type { StoredArea, StoredDevice } from '../../ports/store-records.js';
import type { Chance, Clock, Hashing, Log } from '../../ports/system.js';
import type { FleetFlows } from '../flows.js';

export type SchedulePorts = {
  readonly store: Pick<
    Store,
    | 'content'
    | 'schedule'
    | 'soundRules'
    | 'soundExemptions'
    | 'relays'
    | 'fleet'
    | 'ledger'
    | 'publications'
    | 'watch'
    | 'people'
    | 'areas'
    | 'registry'
    | 'audit'
    | 'aired'
    | 'stations'
  >;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly hashing: Pick<Hashing, 'sha256'>;
  readonly live: LiveFeed;
  readonly log: Log;
  readonly policy: OuterPolicy;
  readonly publish: FleetFlows['publish'];
  /** Boxes ahead of this database after a restore; nobody looks where absent. */
  readonly ahead?: () => ReadonlySet<DeviceId>;
  /** Boxes without a real loudspeaker are taken for boxes with one. */
  readonly demo?: boolean;
};

export type Placed = StoredDevice & { readonly path: readonly AreaId[] };

/** All boxes that are not shut out, each with the areas it stands in. */
export async function placedDevices(
  { store }: { readonly store: Pick<Store, 'fleet'> },
  areas: readonly StoredArea[],
): Promise<Placed[]> {
  const paths = areaPaths(areas);
  const devices = await store.fleet.devices();
  return devices
    .filter(({ state }) => state !== 'revoked')
    .map((device) => ({ ...device, path: paths.get(device.areaId) ?? [device.areaId] }));
}

export const reachedBy = (line: Reaching, devices: readonly Placed[]): Placed[] =>
  devices.filter(({ id, path }) => reaches(line, id, path));
