/**
 * Verbs about photos — các việc về ảnh cụm loa.
 *
 * What stands at a cluster, as somebody saw it.
 */
import type { DeviceId, PhotoId, Sha256 } from '@loaso/shared/ids';
import type { PhotoAbout, Photos } from '@loaso/shared/wire/http/photos';
import type { Upload } from '../ports/uploads.js';
import type { Actor, Answer } from './actor.js';

export type PhotoName = { readonly deviceId: DeviceId; readonly id: PhotoId };

export type PhotoFlows = {
  photos(actor: Actor, deviceId: DeviceId): Answer<Photos>;
  /** The same picture sent again changes nothing: the line may have broken before the answer. */
  addPhoto(
    actor: Actor,
    request: { readonly deviceId: DeviceId; readonly about: PhotoAbout },
    upload: Upload,
  ): Answer<Photos>;
  /** Says something else of it; the picture stays. */
  changePhoto(actor: Actor, photo: PhotoName & { readonly about: PhotoAbout }): Answer<Photos>;
  removePhoto(actor: Actor, photo: PhotoName): Answer<Photos>;
  /** May this person fetch this file? */
  maySee(actor: Actor, sha256: Sha256): Promise<boolean>;
};
