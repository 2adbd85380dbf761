/**
 * Taking a photo — nhận ảnh cụm loa.
 *
 * From bytes that a phone sends to two files and one row, or a refusal in words of who stands at the
 * pole. What a crash leaves half-made goes with the next start.
 */
import { PhotoId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import {
  PHOTO_BYTES_MAX,
  PHOTO_DAY_BYTES_MAX,
  PHOTOS_MAX,
  type PhotoAbout,
} from '@loaso/shared/wire/http/photos';
import type { MadePicture, PhotoFault, StoredPhoto } from '../../ports/photos.js';
import type { StoredDevice } from '../../ports/store-records.js';
import type { Upload, UploadFault } from '../../ports/uploads.js';
import type { Actor, Answer } from '../actor.js';
import type { Refusal } from '../refusals.js';
import type { QuotaLimits } from '../upload-quota.js';
import { auditPhoto, type PhotoDesk } from './ports.js';

const TOO_LARGE: Refusal = { code: 'photo-too-large', limit: PHOTO_BYTES_MAX };

export const PHOTO_QUOTA: QuotaLimits = {
  fileBytes: PHOTO_BYTES_MAX,
  dayBytes: PHOTO_DAY_BYTES_MAX,
  tooLarge: TOO_LARGE,
};

export type Taking = {
  readonly device: StoredDevice;
  readonly about: PhotoAbout;
  readonly upload: Upload;
};

type Pictures = { readonly full: MadePicture; readonly thumb: MadePicture };

export async function takePhoto(desk: PhotoDesk, actor: Actor, taking: Taking): Answer<null> {
  const ticket = desk.quota.open(actor.userId, taking.upload.sizeBytes, desk.clock.now());
  if (!ticket.ok) return ticket;
  let receivedBytes = 0;
  try {
    const received = await desk.uploads.receive(taking.upload, PHOTO_BYTES_MAX);
    if (!received.ok) return err(uploadRefusal(received.error));
    const { path, sizeBytes } = received.value;
    receivedBytes = sizeBytes;
    try {
      const made = await desk.maker.make(path, taking.upload.signal);
      if (!made.ok) return refused(desk, made.error);
      return await desk.inTurn(() => keep(desk, actor, { taking, pictures: made.value }));
    } finally {
      await desk.uploads.discard(path);
    }
  } finally {
    ticket.value.close(receivedBytes);
  }
}

type Saying = { readonly photo: StoredPhoto; readonly about: PhotoAbout };

/** The picture is there already, perhaps by an answer that was lost: what it shows is said anew. */
async function say(desk: PhotoDesk, actor: Actor, { photo, about }: Saying): Answer<null> {
  if (photo.kind === about.kind && photo.caption === about.caption) return ok(null);
  const detail = `${about.kind}: ${about.caption}`;
  await auditPhoto(desk, actor.username, { act: 'photo-change', id: photo.deviceId, detail });
  await desk.store.photos.changePhoto(photo.id, about);
  return ok(null);
}

type Keeping = { readonly taking: Taking; readonly pictures: Pictures };

async function keep(desk: PhotoDesk, actor: Actor, { taking, pictures }: Keeping): Answer<null> {
  const { device, about } = taking;
  const { full, thumb } = pictures;
  const { store, files, uploads, clock, chance } = desk;
  try {
    const there = await store.photos.photosOf(device.id);
    const same = there.find(({ sha256 }) => sha256 === full.sha256);
    if (same !== undefined) return await say(desk, actor, { photo: same, about });
    if (there.length >= PHOTOS_MAX) return err({ code: 'photo-full', limit: PHOTOS_MAX });
    await files.adopt(full.path, full.sha256, 'jpg');
    await files.adopt(thumb.path, thumb.sha256, 'jpg');
    const detail = `${about.kind}: ${about.caption}`;
    await auditPhoto(desk, actor.username, { act: 'photo-add', id: device.id, detail });
    await store.photos.addPhoto({
      ...about,
      id: PhotoId.parse(chance.id('anh')),
      deviceId: device.id,
      sha256: full.sha256,
      thumbSha256: thumb.sha256,
      width: full.width,
      height: full.height,
      sizeBytes: full.sizeBytes,
      by: actor.fullName,
      at: clock.now(),
    });
    return ok(null);
  } finally {
    await uploads.discard(full.path);
    await uploads.discard(thumb.path);
  }
}

function uploadRefusal({ code }: UploadFault): Refusal {
  if (code === 'too-large') return TOO_LARGE;
  if (code === 'empty') return { code: 'photo-unreadable' };
  return { code: 'upload-broken' };
}

/** What the sender can do about it decides the code. */
function refused(desk: PhotoDesk, { code, detail }: PhotoFault): Result<never, Refusal> {
  switch (code) {
    case 'heic':
      return err({ code: 'photo-heic' });
    case 'no-picture':
      return err({ code: 'photo-unreadable' });
    case 'cut-off':
      return err({ code: 'upload-broken' });
    case 'failed':
      desk.log.error('photo-fault', { detail });
      return err({ code: 'photo-failed' });
  }
}
