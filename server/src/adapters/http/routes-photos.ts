/**
 * Routes of photos — ảnh cụm loa.
 *
 * Rows only: what they do is in the flows. The one that takes a file reads it as it comes; the files
 * themselves are fetched by their hash (`photo.ts`).
 */
import { DeviceId, PhotoId } from '@loaso/shared/ids';
import { PHOTO_BYTES_MAX, PhotoAbout, Photos } from '@loaso/shared/wire/http/photos';
import { z } from 'zod';
import type { PhotoFlows } from '../../flows/photo-flows.js';
import { ANYONE, PHOTOGRAPHERS } from './roles.js';
import { type Route, route, uploadRoute } from './route.js';

const ofDevice = z.object({ deviceId: DeviceId });
const onePhoto = ofDevice.extend({ photoId: PhotoId });
const PATH = '/api/devices/:deviceId/photos';
/** Somebody at a pole presses once a few seconds. */
const PER_MINUTE = 20;

export function photoRoutes(photos: PhotoFlows): Route[] {
  return [
    route(
      ANYONE,
      {
        method: 'get',
        path: PATH,
        summary: 'Photos of a cluster, the newest first',
        params: ofDevice,
        reply: Photos,
      },
      (actor, { params }) => photos.photos(actor, params.deviceId),
    ),
    uploadRoute(
      PHOTOGRAPHERS,
      {
        method: 'post',
        path: PATH,
        summary: 'One more photo of a cluster; the body is the file itself: JPEG, PNG or WebP',
        params: ofDevice,
        query: PhotoAbout,
        reply: Photos,
        bodyLimit: PHOTO_BYTES_MAX,
        status: 201,
        perMinute: PER_MINUTE,
      },
      (actor, { params: { deviceId }, query: about }, upload) =>
        photos.addPhoto(actor, { deviceId, about }, upload),
    ),
    route(
      PHOTOGRAPHERS,
      {
        method: 'patch',
        path: `${PATH}/:photoId`,
        summary: 'Say something else of a photo',
        params: onePhoto,
        body: PhotoAbout,
        reply: Photos,
      },
      (actor, { params: { deviceId, photoId: id }, body: about }) =>
        photos.changePhoto(actor, { deviceId, id, about }),
    ),
    route(
      PHOTOGRAPHERS,
      {
        method: 'delete',
        path: `${PATH}/:photoId`,
        summary: 'Remove a photo of a cluster',
        params: onePhoto,
        reply: Photos,
      },
      (actor, { params: { deviceId, photoId: id } }) => photos.removePhoto(actor, { deviceId, id }),
    ),
  ];
}
