/**
 * Ports of photos — cổng ảnh cụm loa: sổ ảnh, xưởng ảnh, kho tệp.
 *
 * Rows in the store, files by their hash, and the workshop that makes of whatever a phone sends two
 * pictures that say nothing but what is seen on them.
 */
import type { DeviceId, PhotoId, Sha256 } from '@loaso/shared/ids';
import type { Result } from '@loaso/shared/result';
import type { Photo, PhotoAbout } from '@loaso/shared/wire/http/photos';
import type { AudioFiles, FileKind } from './system.js';

export type StoredPhoto = Photo & { readonly deviceId: DeviceId };

export type PhotoStore = {
  /** Newest first. */
  photosOf(deviceId: DeviceId): Promise<StoredPhoto[]>;
  addPhoto(photo: StoredPhoto): Promise<void>;
  /** What is said of it; nothing where it was removed meanwhile. */
  changePhoto(id: PhotoId, about: PhotoAbout): Promise<void>;
  removePhoto(id: PhotoId): Promise<void>;
  /** Clusters that show this file, large or small. */
  photoHolders(sha256: Sha256): Promise<DeviceId[]>;
  /** Every file that some photo needs. */
  photoFiles(): Promise<ReadonlySet<Sha256>>;
  /** The small file of the newest photo of each of `ids` that has one. */
  photoCovers(ids: readonly DeviceId[]): Promise<ReadonlyMap<DeviceId, Sha256>>;
};

/** The store of files, where what nobody needs any more is removed. */
export type PhotoFiles = Pick<AudioFiles, 'adopt' | 'find'> & {
  /** Only the file of this kind; nothing where there is none. */
  remove(sha256: Sha256, kind: FileKind): Promise<void>;
  list(kind: FileKind): Promise<Sha256[]>;
};

export type MadePicture = {
  readonly path: string;
  readonly sha256: Sha256;
  readonly sizeBytes: number;
  readonly width: number;
  readonly height: number;
};

export type PhotoFault = {
  /** `cut-off` took too long or was given up by its sender. */
  readonly code: 'heic' | 'no-picture' | 'cut-off' | 'failed';
  readonly detail: string;
};

export type PhotoMaker = {
  /** Two JPEG files beside `path`, upright and without any word about camera, place or time. */
  make(
    path: string,
    signal: AbortSignal,
  ): Promise<Result<{ readonly full: MadePicture; readonly thumb: MadePicture }, PhotoFault>>;
};
