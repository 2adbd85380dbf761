/**
 * Photo queries — ảnh cụm loa.
 *
 * One query or call per line of the contract.
 */
import type { DeviceId, PhotoId, Sha256 } from '@loaso/shared/ids';
import { type PhotoAbout, Photos } from '@loaso/shared/wire/http/photos';
import { queryOptions } from '@tanstack/react-query';
import { get, queryText, send } from './client.js';
import type { Carried } from './studio.js';
import { sendFile } from './upload.js';

export const photosQuery = (id: DeviceId) =>
  queryOptions({
    queryKey: ['photos', id],
    queryFn: async () => (await get(Photos, `/api/devices/${id}/photos`)).photos,
  });

export const addPhoto = (id: DeviceId, about: PhotoAbout, carried: Carried): Promise<Photos> =>
  sendFile(Photos, { ...carried, path: `/api/devices/${id}/photos${queryText(about)}` });

export const changePhoto = (id: DeviceId, photoId: PhotoId, about: PhotoAbout): Promise<Photos> =>
  send(Photos, 'PATCH', `/api/devices/${id}/photos/${photoId}`, about);

export const removePhoto = (id: DeviceId, photoId: PhotoId): Promise<Photos> =>
  send(Photos, 'DELETE', `/api/devices/${id}/photos/${photoId}`);

/** Where the browser fetches a picture. */
export const pictureAt = (sha256: Sha256): string => `/photo/${sha256}`;
