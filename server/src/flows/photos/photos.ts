/**
 * Photos of clusters — ảnh cụm loa.
 *
 * Technicians and the commune add what they saw, say what it shows and remove what is no longer so; everybody of the area
 * looks. A file goes when the last photo that needs it goes; what a crash left over goes by night.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { PHOTOS_MAX, type PhotoAbout, type Photos } from '@loaso/shared/wire/http/photos';
import type { StoredPhoto } from '../../ports/photos.js';
import type { Actor, Answer } from '../actor.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import { findDevice } from '../fleet/ports.js';
import type { PhotoFlows, PhotoName } from '../photo-flows.js';
import { createTurns } from '../turns.js';
import { createUploadQuota } from '../upload-quota.js';
import { auditPhoto, type PhotoDesk, type PhotoPorts } from './ports.js';
import { PHOTO_QUOTA, takePhoto } from './take-photo.js';

export type PhotoService = PhotoFlows & {
  /** Removes files that no photo needs. @returns how many */
  sweep(): Promise<number>;
};

export function createPhotoFlows(ports: PhotoPorts): PhotoService {
  const quota = createUploadQuota(PHOTO_QUOTA);
  const desk: PhotoDesk = { ...ports, quota, inTurn: createTurns() };
  return {
    async photos(actor, id) {
      const device = await findDevice(desk, actor, { id, permission: 'see-devices' });
      return device.ok ? listed(desk, id) : device;
    },
    async addPhoto(actor, { deviceId: id, about }, upload) {
      const device = await findDevice(desk, actor, { id, permission: 'write-photos' });
      if (!device.ok) return device;
      if (device.value.device.state === 'revoked') return err({ code: 'device-revoked' });
      // Before the body: nobody sends 15 MB to be told this.
      const there = await desk.store.photos.photosOf(id);
      if (there.length >= PHOTOS_MAX) return err({ code: 'photo-full', limit: PHOTOS_MAX });
      const taken = await takePhoto(desk, actor, { device: device.value.device, about, upload });
      return taken.ok ? listed(desk, id) : taken;
    },
    changePhoto: (actor, photo) => desk.inTurn(() => change(desk, actor, photo)),
    removePhoto: (actor, photo) => desk.inTurn(() => remove(desk, actor, photo)),
    async maySee(actor, sha256) {
      const scope = await scopeOf(desk, actor, 'see-devices');
      if (!scope.ok) return false;
      for (const id of await desk.store.photos.photoHolders(sha256)) {
        const device = await desk.store.fleet.device(id);
        if (device !== null && scope.value.within.has(device.areaId)) return true;
      }
      return false;
    },
    sweep: () => desk.inTurn(() => sweep(desk)),
  };
}

const shown = ({ deviceId: _, ...photo }: StoredPhoto): Photos['photos'][number] => photo;

async function listed({ store }: PhotoDesk, id: DeviceId): Answer<Photos> {
  return ok({ photos: (await store.photos.photosOf(id)).map(shown) });
}

async function findPhoto(
  desk: PhotoDesk,
  actor: Actor,
  { deviceId, id }: PhotoName,
): Answer<StoredPhoto> {
  const device = await findDevice(desk, actor, { id: deviceId, permission: 'write-photos' });
  if (!device.ok) return device;
  const photo = (await desk.store.photos.photosOf(deviceId)).find((one) => one.id === id);
  return photo === undefined ? NOT_FOUND : ok(photo);
}

async function change(
  desk: PhotoDesk,
  actor: Actor,
  { about, ...name }: PhotoName & { readonly about: PhotoAbout },
): Answer<Photos> {
  const found = await findPhoto(desk, actor, name);
  if (!found.ok) return found;
  const detail = `${about.kind}: ${about.caption}`;
  await auditPhoto(desk, actor.username, { act: 'photo-change', id: name.deviceId, detail });
  await desk.store.photos.changePhoto(name.id, about);
  return listed(desk, name.deviceId);
}

async function remove(desk: PhotoDesk, actor: Actor, name: PhotoName): Answer<Photos> {
  const found = await findPhoto(desk, actor, name);
  if (!found.ok) return found;
  const { store, files } = desk;
  const photo = found.value;
  const { id, deviceId } = photo;
  const detail = `${photo.kind}: ${photo.caption}`;
  await auditPhoto(desk, actor.username, { act: 'photo-remove', id: deviceId, detail });
  await store.photos.removePhoto(id);
  for (const sha256 of [photo.sha256, photo.thumbSha256]) {
    const needed = (await store.photos.photoHolders(sha256)).length > 0;
    if (!needed) await files.remove(sha256, 'jpg');
  }
  return listed(desk, deviceId);
}

async function sweep({ store, files, log }: PhotoDesk): Promise<number> {
  const needed = await store.photos.photoFiles();
  const idle = (await files.list('jpg')).filter((sha256) => !needed.has(sha256));
  for (const sha256 of idle) await files.remove(sha256, 'jpg');
  if (idle.length > 0) log.info('photos-swept', { files: idle.length });
  return idle.length;
}
