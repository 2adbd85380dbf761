/**
 * What the verbs about photos need — cổng của nhóm việc về ảnh cụm loa.
 *
 * The ports handed in by `main`, and how an act upon a photo is written down.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { PhotoFiles, PhotoMaker } from '../../ports/photos.js';
import type { Store } from '../../ports/store.js';
import type { Chance, Clock, Log } from '../../ports/system.js';
import type { Uploads } from '../../ports/uploads.js';
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
