/**
 * Photos over HTTP — ảnh cụm loa.
 *
 * What stands at a pole, as somebody saw it: the file is re-encoded by the server and fetched by its
 * hash, the words are typed by whoever took it.
 */
import { z } from 'zod';
import { PhotoId, Sha256 } from '../../ids.js';

/** cột, loa, hộp, điện, khác */
export const PhotoKind = z.enum(['pole', 'speaker', 'cabinet', 'power', 'other']);
export type PhotoKind = z.infer<typeof PhotoKind>;

const CAPTION_MAX = 200;

/** `POST /api/devices/:deviceId/photos?…`; the body is the file itself. */
export const PhotoAbout = z.object({
  kind: PhotoKind,
  caption: z
    .string()
    .trim()
    .max(CAPTION_MAX)
    .regex(/^\P{Cc}*$/u)
    .default(''),
});
export type PhotoAbout = z.infer<typeof PhotoAbout>;

export const Photo = PhotoAbout.extend({
  id: PhotoId,
  /** `GET /photo/:sha256` */
  sha256: Sha256,
  /** The small one, at the same address. */
  thumbSha256: Sha256,
  width: z.int(),
  height: z.int(),
  sizeBytes: z.int(),
  /** Name of the person who sent it. */
  by: z.string(),
  at: z.number(),
});
export type Photo = z.infer<typeof Photo>;

/** Newest first. */
export const Photos = z.object({ photos: z.array(Photo) });
export type Photos = z.infer<typeof Photos>;

export const PHOTO_BYTES_MAX = 15 * 1024 * 1024;
/** Sent by one person in one day, bytes: a day of installing clusters. */
export const PHOTO_DAY_BYTES_MAX = 2 * 1024 * 1024 * 1024;
/** Of one cluster. */
export const PHOTOS_MAX = 12;
/** Longest side of what is kept, and of the small one, pixels. */
export const PHOTO_SIDE_MAX = 1600;
export const THUMB_SIDE_MAX = 320;
