/**
 * What the verbs about photos need — cổng của nhóm việc về ảnh cụm loa.
 *
 * The ports handed in by `main`, and how a cluster is found: outside the area of who asks it does not
 * exist.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import type { Permission } from '../../core/access/roles.js';
import type { PhotoFiles, PhotoMaker } from '../../ports/photos.js';
import type { Store } from '../../ports/store.js';
import type { StoredDevice } from '../../ports/store-records.js';
import type { Chance, Clock, Log } from '../../ports/system.js';
import type { Uploads } from '../../ports/uploads.js';
import type { Actor, Answer } from '../actor.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Turns } from '../turns.js';
import type { UploadQuota } from '../upload-quota.js';

export type PhotoPorts = {
  readonly store: Pick<Store, 'areas' | 'audit' | 'fleet' | 'photos'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly uploads: Uploads;
  readonly files: PhotoFiles;
  readonly maker: PhotoMaker;
};

export type PhotoDesk = PhotoPorts & {
  readonly quota: UploadQuota;
  /** A file and its row come and go together: one after another. */
  readonly inTurn: Turns;
};

export async function findCluster(
  ports: Pick<PhotoPorts, 'store'>,
  actor: Actor,
  { id, permission }: { readonly id: DeviceId; readonly permission: Permission },
): Answer<StoredDevice> {
  const scope = await scopeOf(ports, actor, permission);
  if (!scope.ok) return scope;
  const device = await ports.store.fleet.device(id);
  return device === null || !scope.value.within.has(device.areaId) ? NOT_FOUND : ok(device);
}

export async function auditPhoto(
  { store, clock }: Pick<PhotoPorts, 'store' | 'clock'>,
  by: string,
  event: {
    readonly act: 'photo-add' | 'photo-change' | 'photo-remove';
    readonly id: DeviceId;
    readonly detail: string;
  },
): Promise<void> {
  await store.audit.append({
    at: clock.now(),
    actor: by,
    act: `device.${event.act}`,
    target: `device:${event.id}`,
    detail: event.detail,
  });
}
